"""How much is granted: the volume of an allocation over its whole period, and what that is worth.

An allocation says a volume per day, week, month or in total (frequentie). Over the period, a day counts as
a calendar day, a week as every ISO week that is touched, a month as every calendar month that is touched:
the same maximum that claims are held against later, so what is granted and what can be claimed are one sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from stelsel.domein.toegang.begrippen import EENHEID_NAAM, FREQUENTIE_NAAM, Eenheid, Frequentie
from stelsel.kern.bedrag import Cent, in_euro, rond_half_omhoog
from stelsel.kern.periode import Periode

MINUTEN_PER_UUR = 60
#: Units that may not be granted per day (CS338, CS343).
NIET_PER_DAG = frozenset({Eenheid.ETMAAL, Eenheid.DAGDEEL, Eenheid.EURO, Eenheid.STUKS})


@dataclass(frozen=True)
class Omvang:
    """`volume` in `eenheid` per `frequentie`; in cents when the unit is the euro."""

    volume: int
    eenheid: Eenheid
    frequentie: Frequentie


def check_omvang(omvang: Omvang | None, *, productcode: str, periode: Periode) -> list[str]:
    """What is wrong with a proposed allocation, each in one Dutch sentence; empty when nothing is.

    A product code asks for a volume (CD041), a volume per week asks for an end date (CD076), and some units
    cannot be granted per day (CS338).
    """
    if omvang is None:
        return ["Vul in hoeveel hulp u toekent: bij dit product hoort een aantal."] if productcode else []
    fouten = []
    if omvang.volume < 1:
        fouten.append("Het aantal moet ten minste 1 zijn.")
    if omvang.frequentie is Frequentie.WEEK and periode.eind is None:
        fouten.append("Vul een einddatum in: die is nodig bij een aantal per week.")
    if omvang.frequentie is Frequentie.DAG and omvang.eenheid in NIET_PER_DAG:
        fouten.append(f"{EENHEID_NAAM[omvang.eenheid].capitalize()} kunt u niet per dag toekennen.")
    return fouten


def totaal_volume(omvang: Omvang, *, periode: Periode) -> int:
    """The volume over the whole period, in the unit of `omvang`. ValueError for an open period, unless the
    volume is a total already."""
    if omvang.frequentie is Frequentie.TOTAAL:
        return omvang.volume
    if periode.eind is None:
        raise ValueError("een open periode heeft geen totaal volume")
    if omvang.frequentie is Frequentie.DAG:
        return omvang.volume * periode.dagen
    if omvang.frequentie is Frequentie.WEEK:
        return omvang.volume * geraakte_weken(periode)
    return omvang.volume * sum(1 for _ in periode.maanden())


def geraakte_weken(periode: Periode) -> int:
    """How many ISO weeks (Monday to Sunday) have at least one day in the period."""
    if periode.eind is None:
        raise ValueError("een open periode heeft geen aantal weken")
    maandag = periode.begin - timedelta(days=periode.begin.weekday())
    return (periode.eind - maandag).days // 7 + 1


def toegekend_bedrag(omvang: Omvang, *, tarief: Cent, tariefeenheid: str, periode: Periode) -> Cent:
    """What the allocation is worth in cents when all of it is delivered.

    Euros need no tariff; minutes under an hourly tariff are converted with the unrounded tariff and rounded
    once, half up (IV081). ValueError for an open period that has no total.
    """
    totaal = totaal_volume(omvang, periode=periode)
    if omvang.eenheid is Eenheid.EURO:
        return totaal
    if omvang.eenheid is Eenheid.MINUUT and tariefeenheid == Eenheid.UUR:
        return rond_half_omhoog(Decimal(tarief) * totaal / MINUTEN_PER_UUR)
    return tarief * totaal


def render_omvang(omvang: Omvang) -> str:
    """'3 uur per week', '40 uur in totaal', '€ 2.500,00 in totaal'."""
    aantal = (
        in_euro(omvang.volume)
        if omvang.eenheid is Eenheid.EURO
        else f"{omvang.volume} {EENHEID_NAAM[omvang.eenheid]}"
    )
    return f"{aantal} {FREQUENTIE_NAAM[omvang.frequentie]}"
