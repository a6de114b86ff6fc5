"""How much is granted: what a proposed allocation must hold, and what it is worth.

Worth is the most that may be claimed on the whole allocation (stelsel.kern.volume) times the tariff, so what
is granted and what can be claimed are one sum.
"""

from __future__ import annotations

from decimal import Decimal

from stelsel.domein.toegang.begrippen import EENHEID_NAAM, FREQUENTIE_NAAM
from stelsel.kern.bedrag import Cent, in_euro, rond_half_omhoog
from stelsel.kern.periode import Periode
from stelsel.kern.volume import MINUTEN_PER_UUR, Eenheid, Frequentie, Omvang, maximum_over_toewijzing

#: Units that may not be granted per day (CS338, CS343).
NIET_PER_DAG = frozenset({Eenheid.ETMAAL, Eenheid.DAGDEEL, Eenheid.EURO, Eenheid.STUKS})


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


def toegekend_bedrag(
    omvang: Omvang, *, tarief: Cent | None, tariefeenheid: str, periode: Periode
) -> Cent | None:
    """What the allocation is worth in cents when all of it is delivered; None when it has no total or, for
    anything but euros, no tariff is known.

    Minutes under an hourly tariff are converted with the unrounded tariff and rounded once, half up (IV081).
    """
    totaal = maximum_over_toewijzing(omvang, toewijzing=periode)
    if totaal is None or omvang.eenheid is Eenheid.EURO:
        return totaal
    if tarief is None:
        return None
    if omvang.eenheid is Eenheid.MINUUT and tariefeenheid == Eenheid.UUR:
        return rond_half_omhoog(Decimal(tarief) * totaal / MINUTEN_PER_UUR)
    return tarief * totaal


def render_aantal(aantal: int, eenheid: Eenheid) -> str:
    """'40 uur', '€ 2.500,00'."""
    return in_euro(aantal) if eenheid is Eenheid.EURO else f"{aantal} {EENHEID_NAAM[eenheid]}"


def render_omvang(omvang: Omvang) -> str:
    """'3 uur per week', '40 uur in totaal', '€ 2.500,00 in totaal'."""
    return f"{render_aantal(omvang.volume, omvang.eenheid)} {FREQUENTIE_NAAM[omvang.frequentie]}"
