"""A table with totals gives no hidden cell away, along rows or columns."""

import random

import pytest

from stelsel.analyse.onthulling import list_verborgen_kruis


def _teken(aantallen):
    verborgen = list_verborgen_kruis(aantallen, drempel=10)
    return ["".join("#" if dicht else "." for dicht in rij) for rij in verborgen]


def _list_af_te_leiden(aantallen, verborgen):
    """Cells below the threshold that a reader computes: alone hidden in a row or column, again and again."""
    dicht = {(r, k) for r, rij in enumerate(verborgen) for k, v in enumerate(rij) if v}
    klein = {(r, k) for r, k in dicht if aantallen[r][k] < 10}
    while True:
        alleen = {
            plek
            for plek in dicht
            if sum(p[0] == plek[0] for p in dicht) == 1 or sum(p[1] == plek[1] for p in dicht) == 1
        }
        if not alleen:
            return klein - dicht
        dicht -= alleen


@pytest.mark.parametrize(
    ("klein", "verwacht"), [(9, ["##.", "##.", "..."]), (10, ["..."] * 3), (11, ["..."] * 3)]
)
def test_threshold(klein, verwacht):
    assert _teken([[klein, 20, 90], [30, 40, 90], [90, 90, 90]]) == verwacht


def test_all_small_is_all_hidden():
    assert _teken([[1, 2], [3, 4]]) == ["##", "##"]


def test_no_table_is_no_table():
    assert list_verborgen_kruis([], drempel=10) == []


@pytest.mark.parametrize("zaad", range(20))
def test_no_small_cell_can_be_computed(zaad):
    kans = random.Random(zaad)
    aantallen = [[kans.choice((3, 8, 15, 60, 300)) for _ in range(3)] for _ in range(7)]

    assert _list_af_te_leiden(aantallen, list_verborgen_kruis(aantallen, drempel=10)) == set()


def test_negative_control_hiding_small_cells_alone_gives_them_away():
    aantallen = [[3, 60, 300], [60, 60, 300]]
    alleen_klein = [[aantal < 10 for aantal in rij] for rij in aantallen]

    assert _list_af_te_leiden(aantallen, alleen_klein) == {(0, 0)}
