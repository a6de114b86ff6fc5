"""How much support may be delivered: an allocated volume (Omvang) against days, weeks and months.

The scalar reference. Claims by the hundred thousand use the same sums over columns
(stelsel.istandaarden.beoordeling.volume); a test ties the two together.
Source: iWmo/iJw 3.2, TR321 and TR322, IV076 to IV078; official examples in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from stelsel.kern.periode import Periode

#: Domestic help per week may be claimed up to six weeks' volume in any calendar month (iWmo TR321, IV077).
WEKEN_HUISHOUDELIJKE_HULP = 6
MINUTEN_PER_UUR = 60


class Eenheid(StrEnum):
    """In what support is counted (code list WJ756)."""

    MINUUT = "01"
    UUR = "04"
    ETMAAL = "14"
    DAGDEEL = "16"
    STUKS_OUTPUT = "82"
    EURO = "83"
    STUKS = "84"


class Frequentie(StrEnum):
    """Over what time a volume counts (code list WMO757, JZ757)."""

    DAG = "1"
    WEEK = "2"
    MAAND = "4"
    TOTAAL = "6"


#: Units that only output-gericht support uses; weeks are counted differently there.
OUTPUT_EENHEDEN = frozenset({Eenheid.STUKS_OUTPUT, Eenheid.EURO})


@dataclass(frozen=True)
class Omvang:
    """`volume` units of `eenheid` per `frequentie`; cents when the unit is euro."""

    volume: int
    eenheid: Eenheid
    frequentie: Frequentie


def isoweken(periode: Periode) -> int:
    """Number of ISO weeks (Monday to Sunday) that the period touches; ValueError when it is open."""
    if periode.eind is None:
        raise ValueError("een open periode heeft geen aantal weken")
    maandag = periode.begin - timedelta(days=periode.begin.weekday())
    laatste = periode.eind - timedelta(days=periode.eind.weekday())
    return (laatste - maandag).days // 7 + 1


def zondagen(periode: Periode) -> int:
    """Number of Sundays in the period; ValueError when it is open."""
    if periode.eind is None:
        raise ValueError("een open periode heeft geen aantal zondagen")
    eerste = periode.begin + timedelta(days=6 - periode.begin.weekday())
    return 0 if eerste > periode.eind else (periode.eind - eerste).days // 7 + 1


def kalendermaanden(periode: Periode) -> int:
    """Number of calendar months that the period touches; ValueError when it is open."""
    return sum(1 for _ in periode.maanden())


def _outputweken(productperiode: Periode, toewijzing: Periode) -> int:
    """Weeks that end in the period; a broken last week counts where the last whole week ended."""
    weken = zondagen(productperiode)
    if toewijzing.eind is None or toewijzing.eind.isoweekday() == 7:
        return weken
    laatste_zondag = toewijzing.eind - timedelta(days=toewijzing.eind.isoweekday())
    in_toewijzing = laatste_zondag >= toewijzing.begin
    return weken + 1 if in_toewijzing and laatste_zondag in productperiode else weken


def maximum_in_productperiode(
    omvang: Omvang, *, toewijzing: Periode, productperiode: Periode, huishoudelijke_hulp: bool = False
) -> int:
    """The most that may be claimed in one ProductPeriode, in units of the Omvang (TR321).

    A broken month counts as a whole one with a volume per month (IV078). The day count is our reading: the
    standard gives no example of a volume per day.
    """
    if omvang.frequentie is Frequentie.DAG:
        return omvang.volume * productperiode.dagen
    if omvang.frequentie is not Frequentie.WEEK:
        return omvang.volume
    if huishoudelijke_hulp:
        return omvang.volume * WEKEN_HUISHOUDELIJKE_HULP
    if omvang.eenheid in OUTPUT_EENHEDEN:
        return omvang.volume * _outputweken(productperiode, toewijzing)
    return omvang.volume * isoweken(productperiode)


def maximum_over_toewijzing(omvang: Omvang, *, toewijzing: Periode) -> int | None:
    """The most that may be claimed on the whole allocation, in units of the Omvang (TR322).

    None when the allocation is open and the volume recurs: there is no maximum yet.
    """
    if omvang.frequentie is Frequentie.TOTAAL:
        return omvang.volume
    if toewijzing.eind is None:
        return None
    if omvang.frequentie is Frequentie.DAG:
        return omvang.volume * toewijzing.dagen
    if omvang.frequentie is Frequentie.WEEK:
        return omvang.volume * isoweken(toewijzing)
    return omvang.volume * kalendermaanden(toewijzing)


def uren_afgerond(minuten: int) -> int:
    """Whole hours of a summed ProductPeriode: below half an hour down, else up, at least one (IV079)."""
    return max(1, (minuten + MINUTEN_PER_UUR // 2) // MINUTEN_PER_UUR)
