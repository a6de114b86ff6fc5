"""The register of level-2 rules: which function holds which official code.

Three shapes, each short enough to read at a glance; wording and scope stand in the catalogue, not here.

- `regel`: over one class of the message; True when the rule holds.
- `regel_groep`: over the classes with one parent; yields those that break the rule.
- `regel_tabel`: over the table of lines of a 323 or 325; a boolean column, True where a line breaks the rule.

A rule never raises and never checks what the schema guarantees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stelsel.istandaarden.berichten import Berichtdefinitie, Klasse, Waarden
from stelsel.istandaarden.catalogus import Grenzen


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


_REGELS: dict[str, Regel] = {}
_GROEPEN: dict[str, Regel] = {}
_TABELLEN: dict[str, Regel] = {}


def _register(register: dict[str, Regel], regel: Regel) -> None:
    if regel.code in register:
        raise ValueError(f"regel {regel.code} staat twee keer in het register")
    register[regel.code] = regel


def regel(code: str, *klassen: str, element: str = "") -> Callable[[Regelfunctie], Regelfunctie]:
    """Register a rule over single classes; `element`: what to point at inside the class."""

    def registreer(functie: Regelfunctie) -> Regelfunctie:
        _register(_REGELS, Regel(code, functie, klassen, element))
        return functie

    return registreer


def regel_groep(code: str, *klassen: str) -> Callable[[Groepfunctie], Groepfunctie]:
    """Register a rule over the classes of one kind below one parent; no class named: every kind."""

    def registreer(functie: Groepfunctie) -> Groepfunctie:
        _register(_GROEPEN, Regel(code, functie, klassen))
        return functie

    return registreer


def regel_tabel(code: str, *, element: str = "") -> Callable[[Tabelfunctie], Tabelfunctie]:
    """Register a rule over the lines of a declaration; `element`: what to point at inside the Prestatie."""

    def registreer(functie: Tabelfunctie) -> Tabelfunctie:
        _register(_TABELLEN, Regel(code, functie, ("Prestatie",), element))
        return functie

    return registreer


def list_regels() -> list[Regel]:
    """The rules over single classes."""
    return list(_REGELS.values())


def list_groepregels() -> list[Regel]:
    """The rules over the classes with one parent."""
    return list(_GROEPEN.values())


def list_tabelregels() -> list[Regel]:
    """The rules over the lines of a declaration."""
    return list(_TABELLEN.values())


def list_codes() -> list[str]:
    """Every code that has at least one function, sorted."""
    return sorted({*_REGELS, *_GROEPEN, *_TABELLEN})
