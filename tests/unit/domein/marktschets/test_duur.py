"""How long something lasts, with late entry: published and worked numbers."""

import pytest

from stelsel.domein.marktschets.duur import compute_duurcurve, list_lopend

# Remission in weeks of 21 patients on 6-MP (Freireich and others, Blood 1963;21:699-716); True is an end.
REMISSIE = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False),
    (32, False), (32, False), (34, False), (35, False),
]  # fmt: skip


def _vanaf_begin(rijen):
    return [(0, duur, einde) for duur, einde in rijen]


def test_the_published_curve_with_its_interval():
    curve = compute_duurcurve(_vanaf_begin(REMISSIE))

    assert [(p.duur, p.lopend, p.eindes, round(p.deel, 3)) for p in curve.punten] == [
        (6, 21, 3, 0.857), (7, 17, 1, 0.807), (10, 15, 1, 0.753), (13, 12, 1, 0.690), (16, 11, 1, 0.627),
        (22, 7, 1, 0.538), (23, 6, 1, 0.448),
    ]  # fmt: skip
    eerste = curve.punten[0]
    assert (round(eerste.laag, 4), round(eerste.hoog, 4)) == (0.6197, 0.9516)
    assert (curve.mediaan, curve.mediaan_laag, curve.mediaan_hoog) == (23, 13, None)


def test_months_to_a_new_start_as_in_the_handbook():
    rijen = [(1.0, True), (2.5, True), (4.0, False), (5.0, True), (6.5, False), (8.0, False), (9.0, True)]

    curve = compute_duurcurve(_vanaf_begin([*rijen, (12, False), (12, False), (12, False)]))

    assert [round(curve.get_deel(duur), 4) for duur in (1, 2.5, 5, 9, 12)] == [
        0.9, 0.8, 0.6857, 0.5143, 0.5143,
    ]  # fmt: skip
    assert curve.mediaan is None


def test_what_came_into_view_late_counts_from_then_only():
    rijen = [(0, 2, True), (0, 5, True), (3, 4, True), (3, 6, False)]

    curve = compute_duurcurve(rijen)

    assert [(p.duur, p.lopend) for p in curve.punten] == [(2, 2), (4, 3), (5, 2)]
    assert [p.deel for p in curve.punten] == pytest.approx([1 / 2, 1 / 3, 1 / 6])
    assert list_lopend(rijen, [0, 2, 3, 5]) == [2, 1, 3, 1]


def test_as_if_all_were_watched_from_the_start_it_lasts_longer():
    laat = [(0, 2, True), (0, 5, True), (3, 4, True), (3, 6, False)]

    zonder = compute_duurcurve(_vanaf_begin([(tot, einde) for _, tot, einde in laat]))

    assert zonder.get_deel(4) > compute_duurcurve(laat).get_deel(4)


def test_the_curve_begins_where_enough_are_watched():
    vroeg = [(0, 3, True)]
    later = [(10, 12 + plek, True) for plek in range(10)]

    assert compute_duurcurve(vroeg + later).get_deel(5) == 0
    curve = compute_duurcurve(vroeg + later, kleinste=5)
    assert (curve.vanaf, curve.get_deel(5), curve.mediaan) == (3, 1, 16)


@pytest.mark.parametrize(
    "rijen", [[], [(5, 5, True)], [(0, 3, False)]], ids=["niets", "nooit gezien", "loopt"]
)
def test_nothing_that_ended_has_no_median(rijen):
    curve = compute_duurcurve(rijen, kleinste=10)

    assert (curve.punten, curve.mediaan, curve.get_kwantiel(0.25)) == ((), None, None)
