"""The register of level-2 rules: which function holds which official code.

Three shapes, each short enough to read at a glance; wording and scope stand in the catalogue, not here.

- `regel`: over one class of the message; True when the rule holds.
- `regel_groep`: over the classes with one parent; yields those that break the rule.
- `regel_tabel`: over the table of lines of a 323 or 325; a boolean column, True where a line breaks the rule.

A rule never raises and never checks what the schema guarantees. A later release replaces a rule by one with
the same code under its own name; the catalogue of a release decides which codes apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import polars as pl

from stelsel.istandaarden.berichten import Berichtdefinitie, Klasse, Waarden
from stelsel.istandaarden.catalogus import Grenzen
from stelsel.istandaarden.release import HUIDIG, get_release


@dataclass(frozen=True)
class Omgeving:
    """What a rule may know besides its own class: the message's date and family, the limits, and for a
    declaration its own values (without clients) and its table of lines."""

    definitie: Berichtdefinitie
    dagtekening: date
    grenzen: Grenzen
    waarden: Waarden
    regels: pl.DataFrame | None = None


@dataclass(frozen=True)
class Deel:
    """One class in the message. `plek`: /Bericht/Client; `ouder`: the place of its parent.

    deel["Product/Code"] gives the value at that path, None when it or something above it is absent."""

    plek: str
    ouder: str
    klasse: Klasse
    waarden: Waarden
    bericht: Omgeving

    def __getitem__(self, pad: str) -> Any:
        waarde: Any = self.waarden
        for naam in pad.split("/"):
            waarde = None if waarde is None else waarde.get(naam)
        return waarde


Regelfunctie = Callable[[Deel], bool]
Groepfunctie = Callable[[Sequence[Deel]], Iterator[Deel]]
Tabelfunctie = Callable[[Omgeving], pl.Expr]


@dataclass(frozen=True)
class Regel:
    """One function under one code. `klassen`: the classes it looks at, () for every class."""

    code: str
    functie: Any
    klassen: tuple[str, ...] = ()
    element: str = ""


T = TypeVar("T")


class Register(Generic[T]):
    """Rules by release and code."""

    def __init__(self) -> None:
        self._eigen: dict[str, dict[str, T]] = {}

    def add(self, code: str, regel: T, *, release: str) -> None:
        """ValueError when the release has a rule of its own under this code."""
        eigen = self._eigen.setdefault(release, {})
        if code in eigen:
            raise ValueError(f"regel {code} staat twee keer in het register van {release}")
        eigen[code] = regel

    def get_regels(self, release: str = HUIDIG) -> dict[str, T]:
        """Rules by code as they are in a release: those it builds on, with its own in their place."""
        regels: dict[str, T] = {}
        for stap in get_release(release).lijn:
            regels.update(self._eigen.get(stap.naam, {}))
        return regels


_REGELS: Register[Regel] = Register()
_GROEPEN: Register[Regel] = Register()
_TABELLEN: Register[Regel] = Register()


def regel(
    code: str, *klassen: str, element: str = "", release: str = HUIDIG
) -> Callable[[Regelfunctie], Regelfunctie]:
    """Register a rule over single classes; `element`: what to point at inside the class."""

    def registreer(functie: Regelfunctie) -> Regelfunctie:
        _REGELS.add(code, Regel(code, functie, klassen, element), release=release)
        return functie

    return registreer


def regel_groep(code: str, *klassen: str, release: str = HUIDIG) -> Callable[[Groepfunctie], Groepfunctie]:
    """Register a rule over the classes of one kind below one parent; no class named: every kind."""

    def registreer(functie: Groepfunctie) -> Groepfunctie:
        _GROEPEN.add(code, Regel(code, functie, klassen), release=release)
        return functie

    return registreer


def regel_tabel(
    code: str, *, element: str = "", release: str = HUIDIG
) -> Callable[[Tabelfunctie], Tabelfunctie]:
    """Register a rule over the lines of a declaration; `element`: what to point at inside the Prestatie."""

    def registreer(functie: Tabelfunctie) -> Tabelfunctie:
        _TABELLEN.add(code, Regel(code, functie, ("Prestatie",), element), release=release)
        return functie

    return registreer


def list_regels(release: str = HUIDIG) -> list[Regel]:
    """The rules over single classes."""
    return list(_REGELS.get_regels(release).values())


def list_groepregels(release: str = HUIDIG) -> list[Regel]:
    """The rules over the classes with one parent."""
    return list(_GROEPEN.get_regels(release).values())


def list_tabelregels(release: str = HUIDIG) -> list[Regel]:
    """The rules over the lines of a declaration."""
    return list(_TABELLEN.get_regels(release).values())


def list_codes(release: str = HUIDIG) -> list[str]:
    """Every code that has at least one function, sorted."""
    return sorted({code for soort in (_REGELS, _GROEPEN, _TABELLEN) for code in soort.get_regels(release)})
