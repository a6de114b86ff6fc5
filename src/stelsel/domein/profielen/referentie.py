"""Catalogues of profiles to start from: which combinations exist, for how long, and how many hours.

One TOML file per catalogue in `referenties`; it says where it comes from and what is our own model. Usual
hours of a cell = hours per week x factor x weeks x presence + hours of intake and closing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from stelsel.domein.profielen.assen import INTENSITEITEN, Intensiteit

MINUTEN = 60


class ReferentieOnbekend(LookupError):
    """There is no such catalogue."""


@dataclass(frozen=True)
class Referentiecel:
    """One allowed combination: months from and to; minutes in all (of a year when it is long-term), usual,
    lowest and highest."""

    intensiteit: Intensiteit
    maanden: tuple[int, int]
    minuten: int
    band: tuple[int, int]


@dataclass(frozen=True)
class Referentieprofiel:
    """One profile of a catalogue, with the cells that are allowed. `functiemix`: shares that add up to 1."""

    code: str
    naam: str
    complexiteit: str
    doel: str
    uitleg: str
    resultaten: tuple[str, ...]
    kwaliteitseisen: tuple[str, ...]
    functiemix: dict[str, float]
    cellen: tuple[Referentiecel, ...]


@dataclass(frozen=True)
class Referentie:
    """A whole catalogue and where it comes from."""

    sleutel: str
    naam: str
    omschrijving: str
    bron: str
    wet: str
    profielen: tuple[Referentieprofiel, ...]


@cache
def get_referentie(sleutel: str) -> Referentie:
    """A catalogue by its key. Raises ReferentieOnbekend."""
    if sleutel not in _list_sleutels():
        raise ReferentieOnbekend(sleutel)
    bestand = resources.files("stelsel.domein.profielen") / "referenties" / f"{sleutel}.toml"
    data = tomllib.loads(bestand.read_text("utf-8"))
    return Referentie(
        sleutel=sleutel,
        naam=data["naam"],
        omschrijving=data["omschrijving"],
        bron=data["bron"],
        wet=data["wet"],
        profielen=tuple(_create_profiel(rij, data) for rij in data["profiel"]),
    )


def list_referenties() -> list[Referentie]:
    """All catalogues, by key."""
    return [get_referentie(sleutel) for sleutel in _list_sleutels()]


def _list_sleutels() -> list[str]:
    map = resources.files("stelsel.domein.profielen") / "referenties"
    return sorted(b.name.removesuffix(".toml") for b in map.iterdir() if b.name.endswith(".toml"))


def _create_profiel(rij: dict[str, Any], data: dict[str, Any]) -> Referentieprofiel:
    letters = {intensiteit.letter: intensiteit for intensiteit in INTENSITEITEN}
    return Referentieprofiel(
        code=rij["code"],
        naam=rij["naam"],
        complexiteit=rij["complexiteit"],
        doel=rij["doel"],
        uitleg=rij["uitleg"],
        resultaten=tuple(rij["resultaten"]),
        kwaliteitseisen=tuple(rij["kwaliteitseisen"]),
        functiemix=dict(rij["functiemix"]),
        cellen=tuple(
            _create_cel(letters[letter], rij["uren_per_week"], data) for letter in rij["intensiteiten"]
        ),
    )


def _create_cel(intensiteit: Intensiteit, uren_per_week: float, data: dict[str, Any]) -> Referentiecel:
    vorm = data["intensiteit"][intensiteit.letter]
    uren = uren_per_week * vorm["factor"] * vorm["weken"] * data["aanwezig"] + vorm["vast"]
    laag, hoog = data["bandbreedte"]
    return Referentiecel(
        intensiteit,
        tuple(vorm["maanden"]),
        round(uren * MINUTEN),
        (round(uren * laag * MINUTEN), round(uren * hoog * MINUTEN)),
    )
