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
from stelsel.domein.profielen.catalogus import (
    Activiteit,
    Catalogus,
    Catalogusprofiel,
    Clientgroep,
    Profielcel,
    get_standaardassen,
)

MINUTEN = 60


class ReferentieOnbekend(LookupError):
    """There is no such catalogue."""


@dataclass(frozen=True)
class Referentie:
    """A whole catalogue and where it comes from."""

    sleutel: str
    naam: str
    omschrijving: str
    bron: str
    wet: str
    catalogus: Catalogus

    @property
    def profielen(self) -> tuple[Catalogusprofiel, ...]:
        """Its profiles."""
        return self.catalogus.profielen


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
        catalogus=Catalogus(
            assen=get_standaardassen(),
            profielen=tuple(_create_profiel(rij, data) for rij in data["profiel"]),
            groepen=tuple(_create_groep(rij) for rij in data.get("groep", ())),
        ),
    )


def list_referenties() -> list[Referentie]:
    """All catalogues, by key."""
    return [get_referentie(sleutel) for sleutel in _list_sleutels()]


def _list_sleutels() -> list[str]:
    map = resources.files("stelsel.domein.profielen") / "referenties"
    return sorted(b.name.removesuffix(".toml") for b in map.iterdir() if b.name.endswith(".toml"))


def _create_profiel(rij: dict[str, Any], data: dict[str, Any]) -> Catalogusprofiel:
    letters = {intensiteit.letter: intensiteit for intensiteit in INTENSITEITEN}
    return Catalogusprofiel(
        **{naam: rij[naam] for naam in ("code", "naam", "complexiteit", "doel", "uitleg")},
        resultaten=tuple(rij["resultaten"]),
        kwaliteitseisen=tuple(rij["kwaliteitseisen"]),
        activiteiten=tuple(Activiteit(*deel) for deel in data["activiteiten"][rij["werk"]]),
        cellen=tuple(
            _create_cel(letters[letter], rij["uren_per_week"], data) for letter in rij["intensiteiten"]
        ),
    )


def _create_groep(rij: dict[str, Any]) -> Clientgroep:
    return Clientgroep(
        **{naam: rij[naam] for naam in ("code", "naam", "behoefte")},
        herkomst="deskundigen",
        leeftijd=(rij["leeftijd"][0], rij["leeftijd"][1]),
        doelen=tuple(rij["doelen"]),
        profielen=tuple(rij["profielen"]),
    )


def _create_cel(intensiteit: Intensiteit, uren_per_week: float, data: dict[str, Any]) -> Profielcel:
    vorm = data["intensiteit"][intensiteit.letter]
    uren = uren_per_week * vorm["factor"] * vorm["weken"] * data["aanwezig"] + vorm["vast"]
    laag, hoog = data["bandbreedte"]
    return Profielcel(
        intensiteit,
        tuple(vorm["maanden"]),
        round(uren * MINUTEN),
        (round(uren * laag * MINUTEN), round(uren * hoog * MINUTEN)),
    )
