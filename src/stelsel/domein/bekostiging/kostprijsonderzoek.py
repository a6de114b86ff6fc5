"""The outcome of a cost survey: percentiles per functie and onderdeel that give away no single aanbieder.

Values count by the declared hours of the aanbieder. A percentile needs enough aanbieders, none with too large
a share of the hours, and is rounded. Nothing is added up over functies, so that nothing can be subtracted;
and a new version of an outcome may not differ from an earlier one by a few aanbieders only.

Exact fractions; euros, hours per year and fractions of 1, as in the cost price. docs/rekenen/
kostprijsonderzoek.md explains the sums.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from math import floor
from typing import Any

from .kostprijsnamen import SALARIS, Herkomst, Soort, get_kostennamen

#: The name, beside the inputs of a cost price, of the tarief that follows from what one aanbieder gave.
TARIEF = "tarief"
PERCENTIELEN = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
TE_WEINIG, DOMINANTIE = "te_weinig", "dominantie"
GEEN, HEK, MAD = "geen", "hek", "mad"
#: Makes the median distance to the median comparable to a standard deviation (for a normal spread).
_MAD_FACTOR = Fraction("1.4826")
_HALF = Fraction(1, 2)

#: Functie, name, AGB code, value.
Bijdragen = Mapping[str, Mapping[str, Mapping[str, Fraction]]]


@dataclass(frozen=True)
class Methode:
    """A way to find outliers; `factor` holds on the day that was asked for."""

    code: str
    naam: str
    uitleg: str
    bron: str
    factor: Fraction


@dataclass(frozen=True)
class Regels:
    """What holds for an outcome: fewest aanbieders, and the largest share of the hours of one of them."""

    aanbieders: int
    dominantie: Fraction


@dataclass(frozen=True)
class Functieopgave:
    """What one aanbieder gave for one functie: declared hours in a year in this region, values by name."""

    aanbieder: str
    functie: str
    uren: Fraction
    waarden: Mapping[str, Fraction]


@dataclass(frozen=True)
class Uitschieter:
    """A value that the method leaves out, with the bounds within which it would have counted."""

    opgave: Functieopgave
    naam: str
    waarde: Fraction
    onder: Fraction
    boven: Fraction


@dataclass(frozen=True)
class Cijfer:
    """The percentiles of one name of one functie, rounded; None with a `reden` when they are not shown."""

    functie: str
    naam: str
    aantal: int
    percentielen: tuple[Fraction, Fraction, Fraction] | None
    reden: str = ""


@cache
def _read() -> dict[str, Any]:
    tekst = (resources.files(__package__) / "kostprijsonderzoek.toml").read_text("utf-8")
    return tomllib.loads(tekst, parse_float=Decimal)


def get_methoden(peildatum: date) -> dict[str, Methode]:
    """Every method by its code, as it holds on a day."""
    return {
        code: Methode(code, rij["naam"], rij["uitleg"], rij["bron"], _get_op(rij, "factor", peildatum))
        for code, rij in _read()["methode"].items()
    }


def get_stap(naam: str, *, peildatum: date) -> Fraction:
    """To what a published value of this name is rounded."""
    return _get_op(_read()["afronding"][_get_afronding(naam)], "stap", peildatum)


def compute_percentiel(paren: Sequence[tuple[Fraction, Fraction]], *, deel: Fraction) -> Fraction:
    """The weighted percentile of (value, weight) pairs, with straight lines in between.

    Each value stands in the middle of its weight; outside the first and the last it stays what they are. With
    equal weights the median is the usual one. Raises ValueError without pairs."""
    rij = sorted((waarde, gewicht) for waarde, gewicht in paren if gewicht > 0)
    if not rij:
        raise ValueError("geen waarden met gewicht")
    doel = deel * sum(gewicht for _, gewicht in rij)
    voor, links, plek_links = Fraction(0), rij[0][0], Fraction(0)
    for waarde, gewicht in rij:
        plek = voor + gewicht * _HALF
        if doel <= plek:
            if plek == plek_links or voor == 0:
                return waarde
            return links + (waarde - links) * (doel - plek_links) / (plek - plek_links)
        voor, links, plek_links = voor + gewicht, waarde, plek
    return links


def list_uitschieters(
    opgaven: Iterable[Functieopgave], *, methode: Methode, regels: Regels
) -> list[Uitschieter]:
    """The values that the method leaves out; none where too few gave one, or where most gave the same."""
    uit = []
    for groep in _group(opgaven).values():
        for naam in groep[0].waarden:
            grenzen = _compute_grenzen([o.waarden[naam] for o in groep], methode)
            if len(groep) < regels.aanbieders or grenzen is None:
                continue
            uit += [
                Uitschieter(opgave, naam, opgave.waarden[naam], *grenzen)
                for opgave in groep
                if not grenzen[0] <= opgave.waarden[naam] <= grenzen[1]
            ]
    return uit


def compute_cijfers(
    opgaven: Iterable[Functieopgave], *, uitschieters: Iterable[Uitschieter], regels: Regels, peildatum: date
) -> list[Cijfer]:
    """Per functie and name the p25, the median and the p75 of what counts, rounded, or why not."""
    weg = {(u.opgave.functie, u.naam, u.opgave.aanbieder) for u in uitschieters}
    uit = []
    for functie, groep in _group(opgaven).items():
        for naam in groep[0].waarden:
            binnen = [o for o in groep if (functie, naam, o.aanbieder) not in weg]
            reden = _check_groep([o.uren for o in binnen], regels)
            if reden:
                uit.append(Cijfer(functie, naam, len(binnen), None, reden))
                continue
            paren = [(o.waarden[naam], o.uren) for o in binnen]
            stap = get_stap(naam, peildatum=peildatum)
            p25, p50, p75 = (_rond(compute_percentiel(paren, deel=deel), stap) for deel in PERCENTIELEN)
            uit.append(Cijfer(functie, naam, len(binnen), (p25, p50, p75)))
    return uit


def create_bijdragen(
    opgaven: Iterable[Functieopgave], *, uitschieters: Iterable[Uitschieter]
) -> dict[str, dict[str, dict[str, Fraction]]]:
    """What counted, per functie, name and aanbieder."""
    weg = {(u.opgave.functie, u.naam, u.opgave.aanbieder) for u in uitschieters}
    return {
        functie: {
            naam: {o.aanbieder: o.waarden[naam] for o in groep if (functie, naam, o.aanbieder) not in weg}
            for naam in groep[0].waarden
        }
        for functie, groep in _group(opgaven).items()
    }


def list_te_kleine_verschillen(
    oud: Bijdragen, nieuw: Bijdragen, *, aanbieders: int
) -> dict[tuple[str, str], int]:
    """Per functie and name the number of aanbieders whose value differs between two outcomes, where that is
    more than none and fewer than `aanbieders`: who lays the two beside each other could learn what they gave.
    """
    uit = {}
    for functie in {*oud, *nieuw}:
        for naam in {*oud.get(functie, {}), *nieuw.get(functie, {})}:
            links = oud.get(functie, {}).get(naam, {})
            rechts = nieuw.get(functie, {}).get(naam, {})
            anders = sum(links.get(agb) != rechts.get(agb) for agb in {*links, *rechts})
            zichtbaar = min(len(links), len(rechts)) >= aanbieders
            if zichtbaar and 0 < anders < aanbieders:
                uit[functie, naam] = anders
    return uit


def _check_groep(uren: Sequence[Fraction], regels: Regels) -> str:
    """Why nothing can be shown of this group; empty when it can."""
    if len(uren) < regels.aanbieders:
        return TE_WEINIG
    return DOMINANTIE if max(uren) > regels.dominantie * sum(uren) else ""


def _compute_grenzen(waarden: Sequence[Fraction], methode: Methode) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest value that counts; None when the method says nothing about these."""
    gelijk = [(waarde, Fraction(1)) for waarde in waarden]
    midden = compute_percentiel(gelijk, deel=_HALF)
    if methode.code == HEK:
        p25, _, p75 = (compute_percentiel(gelijk, deel=deel) for deel in PERCENTIELEN)
        marge = methode.factor * (p75 - p25)
        return (p25 - marge, p75 + marge) if marge else None
    if methode.code == MAD:
        afstanden = [(abs(waarde - midden), Fraction(1)) for waarde in waarden]
        marge = methode.factor * _MAD_FACTOR * compute_percentiel(afstanden, deel=_HALF)
        return (midden - marge, midden + marge) if marge else None
    return None


def _group(opgaven: Iterable[Functieopgave]) -> dict[str, list[Functieopgave]]:
    groepen: dict[str, list[Functieopgave]] = {}
    for opgave in sorted(opgaven, key=lambda opgave: opgave.aanbieder):
        groepen.setdefault(opgave.functie, []).append(opgave)
    return groepen


def _rond(waarde: Fraction, stap: Fraction) -> Fraction:
    return floor(waarde / stap + _HALF) * stap


def _get_afronding(naam: str) -> str:
    if naam == TARIEF:
        return Soort.EURO.value
    kostennaam = get_kostennamen()[naam]
    if kostennaam.soort is Soort.DEEL and kostennaam.herkomst is Herkomst.VASTSTAAND:
        return "vast_deel"
    return SALARIS if naam == SALARIS else kostennaam.soort.value


def _get_op(rij: Mapping[str, Any], naam: str, peildatum: date) -> Fraction:
    geldig = [stand for stand in rij["waarden"] if stand["vanaf"] <= peildatum]
    return Fraction(geldig[-1][naam])
