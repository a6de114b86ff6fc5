"""Goal attainment: the T-score to the hundredth, and the figures of a group of goals."""

from __future__ import annotations

import pytest

from stelsel.domein.resultaten.doelrealisatie import Doelrealisatie, Doelverloop, doelrealisatie, t_score
from stelsel.domein.resultaten.onzekerheid import wilson
from stelsel.domein.resultaten.verwachting import Oordeel


@pytest.mark.parametrize(
    ("scores", "gewichten", "verwacht"),
    [
        ((0, 0, 0), (1, 1, 1), 50.00),
        ((1, 0, -1), (1, 1, 1), 50.00),
        ((1,), (1,), 60.00),
        ((1, 1, 0), (1, 1, 1), 59.13),
        ((-1, -1), (1, 1), 37.60),
        ((2, 2), (1, 3), 73.29),
        ((2, 1, 0), (3, 2, 1), 67.63),
        ((-2, -2, -2), (1, 1, 1), 22.61),
    ],
)
def test_t_score(scores: tuple[int, ...], gewichten: tuple[int, ...], verwacht: float) -> None:
    assert round(t_score(scores, gewichten), 2) == verwacht


def test_t_score_without_goals() -> None:
    with pytest.raises(ValueError):
        t_score((), ())


def test_doelrealisatie_counts_each_goal_once() -> None:
    doelen = [
        Doelverloop(t1=-2, t2=0),
        Doelverloop(t1=-1, t2=1),
        Doelverloop(t1=-1, t2=-2),
        Doelverloop(t1=-1, t2=None, verwacht_t2=False),
        Doelverloop(t1=None, t2=None, niet_meetbaar=True),
    ]

    uitkomst = doelrealisatie(doelen)

    assert uitkomst == Doelrealisatie(
        doelen=5,
        niet_meetbaar=1,
        verwacht_t1=4,
        op_tijd_t1=4,
        verwacht_t2=3,
        op_tijd_t2=3,
        gemeten_t2=3,
        behaald=2,
        paren=3,
        verandering=1.0,
        verdeling=((-2, 1), (-1, 0), (0, 1), (1, 1), (2, 0)),
        oordelen=((Oordeel.BETER, 1), (Oordeel.ZOALS_VERWACHT, 1), (Oordeel.SLECHTER, 1)),
    )
    assert (uitkomst.dekking_t1, uitkomst.dekking_t2, uitkomst.aandeel_behaald) == (1.0, 1.0, 2 / 3)


def test_doelrealisatie_without_goals_has_no_shares() -> None:
    leeg = doelrealisatie([])

    assert (leeg.dekking_t1, leeg.dekking_t2, leeg.aandeel_behaald, leeg.verandering) == (None,) * 4


@pytest.mark.parametrize(
    ("teller", "noemer", "verwacht"),
    [(9, 30, (0.1666, 0.4788)), (99, 100, (0.9455, 0.9982)), (0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0))],
)
def test_wilson(teller: int, noemer: int, verwacht: tuple[float, float]) -> None:
    assert tuple(round(grens, 4) for grens in wilson(teller, noemer)) == verwacht


@pytest.mark.parametrize(("teller", "noemer"), [(0, 0), (-1, 3), (4, 3)])
def test_wilson_not_a_share(teller: int, noemer: int) -> None:
    with pytest.raises(ValueError):
        wilson(teller, noemer)
