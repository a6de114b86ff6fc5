"""What a reader with a calculator knows of a hidden cell, and the worked table of the rule of rectangles."""

import itertools
import random

import numpy as np
import pytest
from scipy.optimize import linprog

from stelsel.analyse.lineair import Grenzen, Onmogelijk, compute_grenzen
from stelsel.analyse.onthulling import (
    add_totalen,
    compute_intervallen,
    list_verborgen_kruis,
    protect_kruis,
)

#: Municipalities by form of help; only the second cell of the first row is below ten.
TABEL = [[42, 7, 31], [28, 12, 19], [15, 26, 11], [33, 21, 14]]


def _met_randen(masker):
    return [*([*rij, False] for rij in masker), [False] * (len(masker[0]) + 1)]


def _intervallen(tabel, masker, plekken):
    return [(round(a), round(b)) for a, b in compute_intervallen(add_totalen(tabel), masker, plekken=plekken)]


def test_one_hidden_cell_is_computed_from_its_totals():
    masker = [[rij == 0 and kolom == 1 for kolom in range(4)] for rij in range(5)]

    assert _intervallen(TABEL, masker, [(0, 1)]) == [(7, 7)]


def test_the_best_rectangle_of_the_worked_table():
    masker = list_verborgen_kruis(TABEL, drempel=10)

    dicht = [(r, k) for r, rij in enumerate(masker) for k, weg in enumerate(rij) if weg]
    assert dicht == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert sum(TABEL[r][k] for r, k in dicht) == 69
    assert _intervallen(TABEL, _met_randen(masker), dicht) == [(0, 19), (19, 38), (0, 19), (12, 31)]


@pytest.mark.parametrize("zaad", range(25))
def test_bounds_are_those_of_all_whole_tables_with_the_same_sums(zaad):
    """Enumerated: a table of two by three with known sums has whole tables at its bounds."""
    kans = random.Random(zaad)
    tabel = [[kans.randrange(5) for _ in range(3)] for _ in range(2)]
    masker = _met_randen([[kans.random() < 0.7 for _ in range(3)] for _ in range(2)])
    dicht = [(r, k) for r, k in itertools.product(range(2), range(3)) if masker[r][k]]
    rijen, kolommen = [sum(rij) for rij in tabel], [sum(kolom) for kolom in zip(*tabel, strict=True)]

    mogelijk = []
    for waarden in itertools.product(*(range(min(rijen[r], kolommen[k]) + 1) for r, k in dicht)):
        proef = [list(rij) for rij in tabel]
        for (r, k), waarde in zip(dicht, waarden, strict=True):
            proef[r][k] = waarde
        if [sum(rij) for rij in proef] == rijen and [
            sum(kolom) for kolom in zip(*proef, strict=True)
        ] == kolommen:
            mogelijk.append(waarden)

    verwacht = [(min(waarden), max(waarden)) for waarden in zip(*mogelijk, strict=True)]
    assert _intervallen(tabel, masker, dicht) == verwacht


@pytest.mark.parametrize("zaad", range(12))
def test_bounds_of_a_page_are_those_of_another_solver(zaad):
    """Twenty gemeenten by six forms of help, with empty cells and large ones."""
    kans = np.random.default_rng(zaad)
    tabel = np.round(kans.lognormal(3, 2, (20, 6)) * (kans.random((20, 6)) < 0.8))
    dicht = np.argwhere(kans.random((20, 6)) < 0.5)
    stelsel = np.array(
        [(dicht[:, 0] == r) * 1.0 for r in range(20)] + [(dicht[:, 1] == k) * 1.0 for k in range(6)]
    )
    som = stelsel @ tabel[dicht[:, 0], dicht[:, 1]]

    eigen = compute_grenzen(stelsel.tolist(), som.tolist(), plekken=list(range(len(dicht))))

    ander = [
        (linprog(wat, A_eq=stelsel, b_eq=som).fun, -linprog(-wat, A_eq=stelsel, b_eq=som).fun)
        for wat in np.eye(len(dicht))
    ]
    assert np.allclose(eigen, ander, rtol=1e-7, atol=1e-6)


def test_sums_that_contradict_each_other_and_unknowns_that_nothing_holds():
    with pytest.raises(Onmogelijk):
        compute_grenzen([[1, 1], [1, 1]], [3, 4], plekken=[0])

    assert Grenzen(np.array([[1.0, -1.0]]), np.array([0.0])).get_grenzen(0) == (0.0, float("inf"))


@pytest.mark.parametrize("zaad", range(12))
def test_no_small_cell_is_known_within_ten_nor_its_amount_within_a_fifth(zaad):
    kans = random.Random(zaad)
    tabel = [[kans.choice((0, 3, 9, 15, 60, 300)) for _ in range(4)] for _ in range(8)]
    centen = [[aantal * kans.choice((1_000, 100_000)) for aantal in rij] for rij in tabel]
    klein = _met_randen([[aantal < 10 for aantal in rij] for rij in tabel])
    plekken = [(r, k) for r, rij in enumerate(klein) for k, dicht in enumerate(rij) if dicht]

    masker = protect_kruis([(add_totalen(tabel), 10, 0.0), (add_totalen(centen), 0, 0.2)], klein=klein)

    assert all(hoog - laag >= 10 for laag, hoog in _intervallen(tabel, masker, plekken))
    for (r, k), (laag, hoog) in zip(plekken, _intervallen(centen, masker, plekken), strict=True):
        assert hoog - laag >= 0.2 * centen[r][k]
    assert not masker[-1][-1]


def test_negative_control_small_cells_hidden_alone_are_known_exactly():
    masker = _met_randen([[aantal < 10 for aantal in rij] for rij in TABEL])

    assert _intervallen(TABEL, masker, [(0, 1)]) == [(7, 7)]


def test_a_hidden_total_takes_another_total_with_it():
    """The first row is small as a whole, in the only column with anything: its total is that cell."""
    tabel = [[9], [40], [60]]
    klein = [[True, True], [False, False], [False, False], [False, False]]

    masker = protect_kruis([(add_totalen(tabel), 10, 0.0)], klein=klein)

    assert masker == [[True, True], [True, True], [False, False], [False, False]]


def test_amounts_below_zero_leave_everything_possible():
    tabel = [[-50, 20], [30, 10]]
    masker = [[True, True, False], [True, True, False], [False, False, False]]

    assert compute_intervallen(add_totalen(tabel), masker, plekken=[(0, 0)]) == [
        (float("-inf"), float("inf"))
    ]
