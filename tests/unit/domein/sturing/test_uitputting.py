"""How far a budget has been used: by days over the turn of the year, and what the sum of budgets is."""

from datetime import date
from fractions import Fraction

import pytest

from stelsel.domein.sturing.uitputting import Oordeel, Uitputting, deel_in_jaar, tel_op
from stelsel.kern.periode import Periode

HEEL_2026 = Periode(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("periode", "jaar", "verwacht"),
    [
        (HEEL_2026, 2026, Fraction(36_500)),
        (HEEL_2026, 2025, Fraction(0)),
        (Periode(date(2025, 7, 1), date(2026, 6, 30)), 2025, Fraction(36_500 * 184, 365)),
        (Periode(date(2025, 7, 1), date(2026, 6, 30)), 2026, Fraction(36_500 * 181, 365)),
        (Periode(date(2026, 12, 31), date(2027, 1, 1)), 2026, Fraction(18_250)),
        (Periode(date(2023, 12, 31), date(2025, 1, 1)), 2024, Fraction(36_500 * 366, 368)),
    ],
    ids=["heel", "ander jaar", "eerste deel", "tweede deel", "twee dagen", "schrikkeljaar"],
)
def test_deel_in_jaar(periode, jaar, verwacht):
    assert deel_in_jaar(36_500, periode=periode, jaar=jaar) == verwacht


def test_deel_in_jaar_open_period_has_no_amount():
    with pytest.raises(ValueError, match="open periode"):
        deel_in_jaar(100, periode=Periode(date(2026, 1, 1)), jaar=2026)


def test_ruimte_and_shares():
    stand = Uitputting(budget=1_000, toegekend=1_200, ingediend=300, goedgekeurd=290, betaalvoorstel=280)

    assert stand.ruimte == -200
    assert [stand.aandeel(bedrag) for bedrag in (stand.toegekend, stand.betaalvoorstel)] == [1.2, 0.28]


@pytest.mark.parametrize("budget", [None, 0], ids=["geen", "nul"])
def test_without_budget_there_is_no_share(budget):
    assert Uitputting(budget, 1, 1, 1, 1).aandeel(1) is None


def test_sum_of_budgets():
    delen = [Uitputting(100, 10, 8, 7, 6), Uitputting(200, 20, 9, 8, 7)]

    assert tel_op(delen) == Uitputting(300, 30, 17, 15, 13)
    assert tel_op([*delen, Uitputting(None, 1, 0, 0, 0)]) == Uitputting(None, 31, 17, 15, 13)


@pytest.mark.parametrize(
    ("budget", "toegekend", "ingediend", "verwacht"),
    [
        (100, 100, 100, Oordeel.RUIM),
        (100, 101, 100, Oordeel.KRAP),
        (100, 101, 101, Oordeel.TEKORT),
        (100, 0, 101, Oordeel.TEKORT),
        (None, 101, 101, Oordeel.ONBEKEND),
    ],
    ids=["precies", "meer toegekend", "meer gedeclareerd", "zonder toekenning", "zonder budget"],
)
def test_oordeel(budget, toegekend, ingediend, verwacht):
    assert Uitputting(budget, toegekend, ingediend, 0, 0).oordeel is verwacht
