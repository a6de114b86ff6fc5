"""Work in progress at year end: help that was delivered and that no approved claim line is there for.

Per allocation with an actual start: every month of delivery without approved cents is expected to cost

1. the mean of the months of that allocation that were approved; else
2. the volume of the Omvang times the contract tariff, by the days of that month (a volume in euros is cents
   already, and has no tariff); else
3. nothing that we can say: the months are counted, not priced.

A month that is delivered in part counts by its days. Amounts in whole cents, rounded half up per month.
Worked example: docs/rekenen/jaarafsluiting.md. Source: own choice; the law leaves the method to the gemeente.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from stelsel.kern.bedrag import rond_breuk_half_omhoog
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

_DAGEN_PER_WEEK = 7


class Methode(StrEnum):
    """Where an expected amount comes from."""

    GEMIDDELDE = "gemiddelde"
    TARIEF = "tarief"
    ONBEKEND = "onbekend"


METHODE_NAAM = {
    Methode.GEMIDDELDE: "Gemiddelde van de goedgekeurde maanden",
    Methode.TARIEF: "Omvang keer tarief",
    Methode.ONBEKEND: "Niet te schatten",
}


@dataclass(frozen=True)
class Levering:
    """The delivery on one allocation. `periode`: what was delivered in the year, closed; `looptijd`: of the
    allocation; `goedgekeurd`: first day of the month to approved minus credited cents; `tarief`: cents per
    unit of the Omvang, None when the contract does not say."""

    periode: Periode
    looptijd: Periode
    goedgekeurd: Mapping[date, int]
    omvang: Omvang | None = None
    tarief: int | None = None


@dataclass(frozen=True)
class Onderhanden:
    """The months without an approved line and what they will cost in cents; 0 when it cannot be estimated."""

    maanden: int
    bedrag: int
    methode: Methode


def compute_onderhanden(levering: Levering) -> Onderhanden:
    """What one allocation still has to be claimed for."""
    open_ = [
        m for m in levering.periode.maanden() if levering.goedgekeurd.get(m.begin.replace(day=1), 0) <= 0
    ]
    betaald = [bedrag for bedrag in levering.goedgekeurd.values() if bedrag > 0]
    if betaald:
        gemiddelde = Fraction(sum(betaald), len(betaald))
        bedragen = [rond_breuk_half_omhoog(gemiddelde * _get_deel(maand)) for maand in open_]
        return Onderhanden(len(open_), sum(bedragen), Methode.GEMIDDELDE)
    schattingen = [_compute_volgens_tarief(levering, maand) for maand in open_]
    bekend = [bedrag for bedrag in schattingen if bedrag is not None]
    if len(bekend) < len(open_):
        return Onderhanden(len(open_), 0, Methode.ONBEKEND)
    return Onderhanden(len(open_), sum(bekend), Methode.TARIEF)


def _get_deel(maand: Periode) -> Fraction:
    """The delivered part of a calendar month."""
    return Fraction(maand.dagen, Periode.maand(maand.begin.year, maand.begin.month).dagen)


def _compute_volgens_tarief(levering: Levering, maand: Periode) -> int | None:
    omvang = levering.omvang
    if omvang is None:
        return None
    prijs = 1 if omvang.eenheid == Eenheid.EURO else levering.tarief
    if prijs is None:
        return None
    if omvang.frequentie is Frequentie.DAG:
        keer = Fraction(maand.dagen)
    elif omvang.frequentie is Frequentie.WEEK:
        keer = Fraction(maand.dagen, _DAGEN_PER_WEEK)
    elif omvang.frequentie is Frequentie.MAAND:
        keer = _get_deel(maand)
    elif levering.looptijd.eind is None:
        return None
    else:
        keer = Fraction(maand.dagen, levering.looptijd.dagen)
    return rond_breuk_half_omhoog(keer * omvang.volume * prijs)
