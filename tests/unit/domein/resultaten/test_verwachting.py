"""Scores beside what was to be expected: worked numbers."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.domein.resultaten.doelrealisatie import Doelverloop, doelrealisatie
from stelsel.domein.resultaten.verwachting import (
    Oordeel,
    Verloop,
    compare_met_verwachting,
    get_verwacht_niveau,
)

TWEE_JAAR = Verloop(stappen=2, vanaf=date(2025, 1, 1), bereikt=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("dag", "daling"),
    [
        pytest.param(date(2024, 6, 1), 0.0, id="before"),
        pytest.param(date(2025, 1, 1), 0.0, id="first day"),
        pytest.param(date(2026, 1, 1), 1.0, id="halfway"),
        pytest.param(date(2027, 1, 1), 2.0, id="last day"),
        pytest.param(date(2030, 1, 1), 2.0, id="long after"),
    ],
)
def test_decline_grows_evenly(dag: date, daling: float) -> None:
    assert TWEE_JAAR.get_daling(dag) == daling


def test_decline_between_two_days_leaves_out_what_came_before() -> None:
    assert TWEE_JAAR.get_daling_tussen(date(2026, 1, 1), date(2027, 1, 1)) == 1.0
    assert TWEE_JAAR.get_daling_tussen(None, date(2027, 1, 1)) == 2.0


@pytest.mark.parametrize(
    ("behoud", "begin", "daling", "niveau"),
    [
        pytest.param(False, -2, 0.0, 0.0, id="better: as agreed whatever the start"),
        pytest.param(True, 0, 0.0, 0.0, id="keep"),
        pytest.param(True, -1, 0.0, -1.0, id="keep what is there, also when that is little"),
        pytest.param(True, 1, 0.0, 0.0, id="never more than was agreed"),
        pytest.param(True, None, 1.0, -1.0, id="start not measured"),
        pytest.param(True, 0, 1.5, -1.5, id="decline"),
        pytest.param(True, -1, 4.0, -2.0, id="not below the scale"),
    ],
)
def test_expected_level(behoud: bool, begin: int | None, daling: float, niveau: float) -> None:
    assert get_verwacht_niveau(behoud=behoud, begin=begin, daling=daling) == niveau


@pytest.mark.parametrize(
    ("score", "verwacht", "oordeel"),
    [
        pytest.param(0, -1.0, Oordeel.BETER, id="better"),
        pytest.param(-1, -1.0, Oordeel.ZOALS_VERWACHT, id="as expected"),
        pytest.param(-2, -1.0, Oordeel.SLECHTER, id="worse"),
        pytest.param(0, -0.5, Oordeel.ZOALS_VERWACHT, id="half a step up"),
        pytest.param(-1, -0.5, Oordeel.ZOALS_VERWACHT, id="half a step down"),
        pytest.param(-1, -0.4, Oordeel.SLECHTER, id="more than half a step down"),
    ],
)
def test_score_beside_the_expected_level(score: int, verwacht: float, oordeel: Oordeel) -> None:
    assert compare_met_verwachting(score, verwacht=verwacht) is oordeel


@pytest.mark.eis("R2.01", "R2.02", "R2.03")
def test_group_of_goals_counts_by_direction_and_expected_decline() -> None:
    """Five goals that end at 1, -1, -1, -1 and -2: as bare scores one of five is reached, but keeping what is
    there is reached when it stays, and expected decline is no failure. Of the change the expected step is
    left out: (3 + 0 + 0 + 0 - 1) / 5 = 0.4."""
    doelen = [
        Doelverloop(t1=-2, t2=1),
        Doelverloop(t1=-1, t2=-1),
        Doelverloop(t1=-1, t2=-1, behoud=True),
        Doelverloop(t1=0, t2=-1, behoud=True, daling=1.0),
        Doelverloop(t1=0, t2=-2, behoud=True, daling=1.0),
    ]

    cijfers = doelrealisatie(doelen)

    assert cijfers.oordelen == ((Oordeel.BETER, 1), (Oordeel.ZOALS_VERWACHT, 2), (Oordeel.SLECHTER, 2))
    assert (cijfers.behaald, cijfers.gemeten_t2) == (3, 5)
    assert cijfers.verandering == pytest.approx(0.4)


def test_without_expected_decline_the_same_scores_are_failures() -> None:
    """Negative control of R2.03."""
    cijfers = doelrealisatie([Doelverloop(t1=0, t2=-1, behoud=True), Doelverloop(t1=0, t2=-1, daling=1.0)])

    assert cijfers.behaald == 0
