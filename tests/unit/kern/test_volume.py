"""Weeks, Sundays and months against an allocated volume."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    Eenheid,
    Frequentie,
    Omvang,
    isoweken,
    kalendermaanden,
    maximum_in_productperiode,
    maximum_over_toewijzing,
    uren_afgerond,
    zondagen,
)

OKTOBER = Periode(date(2022, 10, 11), date(2022, 10, 31))
OPEN = Periode(date(2022, 10, 11))


def uren(volume: int, frequentie: Frequentie) -> Omvang:
    return Omvang(volume, Eenheid.UUR, frequentie)


@pytest.mark.parametrize(
    ("begin", "eind", "weken", "zon"),
    [
        (date(2022, 10, 3), date(2022, 10, 9), 1, 1),
        (date(2022, 10, 9), date(2022, 10, 10), 2, 1),
        (date(2022, 10, 10), date(2022, 10, 10), 1, 0),
        (date(2020, 12, 28), date(2021, 1, 3), 1, 1),
        (date(2022, 5, 1), date(2022, 5, 31), 6, 5),
    ],
    ids=[
        "hele week",
        "zondag en maandag",
        "een dag",
        "week 53 over de jaargrens",
        "maand met zes weeknummers",
    ],
)
def test_weeks_and_sundays(begin: date, eind: date, weken: int, zon: int) -> None:
    periode = Periode(begin, eind)

    assert (isoweken(periode), zondagen(periode)) == (weken, zon)


@pytest.mark.parametrize(
    ("frequentie", "per_periode", "over_toewijzing"),
    [
        (Frequentie.DAG, 2 * 21, 2 * 21),
        (Frequentie.WEEK, 2 * 4, 2 * 4),
        (Frequentie.MAAND, 2, 2),
        (Frequentie.TOTAAL, 2, 2),
    ],
)
def test_maximum_per_frequency(frequentie: Frequentie, per_periode: int, over_toewijzing: int) -> None:
    omvang = uren(2, frequentie)

    assert maximum_in_productperiode(omvang, toewijzing=OKTOBER, productperiode=OKTOBER) == per_periode
    assert maximum_over_toewijzing(omvang, toewijzing=OKTOBER) == over_toewijzing


def test_open_allocation_has_a_maximum_only_for_a_total() -> None:
    assert maximum_over_toewijzing(uren(2, Frequentie.WEEK), toewijzing=OPEN) is None
    assert maximum_over_toewijzing(uren(2, Frequentie.TOTAAL), toewijzing=OPEN) == 2


def test_output_week_of_open_allocation_counts_sundays() -> None:
    omvang = Omvang(100, Eenheid.EURO, Frequentie.WEEK)

    assert maximum_in_productperiode(omvang, toewijzing=OPEN, productperiode=OKTOBER) == 300


def test_output_allocation_without_a_sunday_has_no_week() -> None:
    dagen = Periode(date(2022, 10, 10), date(2022, 10, 12))
    omvang = Omvang(100, Eenheid.EURO, Frequentie.WEEK)

    assert maximum_in_productperiode(omvang, toewijzing=dagen, productperiode=dagen) == 0


def test_domestic_help_may_use_six_weeks_in_any_month() -> None:
    maximum = maximum_in_productperiode(
        uren(2, Frequentie.WEEK), toewijzing=OPEN, productperiode=OKTOBER, huishoudelijke_hulp=True
    )

    assert maximum == 12


@pytest.mark.parametrize("telling", [isoweken, zondagen, kalendermaanden])
def test_open_period_cannot_be_counted(telling: Callable[[Periode], int]) -> None:
    with pytest.raises(ValueError):
        telling(OPEN)


@pytest.mark.parametrize(("minuten", "uren_"), [(380, 6), (389, 6), (390, 7), (10, 1)])
def test_hours_of_a_period_are_rounded_once(minuten: int, uren_: int) -> None:
    assert uren_afgerond(minuten) == uren_
