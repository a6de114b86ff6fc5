from datetime import date

import numpy as np
import pytest

from stelsel.analyse.clienten_en_kosten import compute_staven
from stelsel.analyse.onthulling import (
    Norm,
    Uitgave,
    get_drempel,
    get_norm,
    is_overheerst,
    is_te_klein,
    list_verborgen,
    render_aantal,
    rond_af,
    rond_som,
)
from stelsel.analyse.verdeling import compute_lorenz

DREMPEL = 10


def test_the_threshold_is_a_parameter():
    assert get_drempel(date(2026, 3, 16)) == DREMPEL


@pytest.mark.parametrize(("clienten", "verborgen"), [(0, True), (9, True), (10, False), (11, False)])
def test_at_the_threshold(clienten, verborgen):
    assert is_te_klein(clienten, drempel=DREMPEL) is verborgen


@pytest.mark.parametrize(
    ("aantallen", "verborgen"),
    [
        ([10, 11, 500], [False, False, False]),
        ([9, 11, 500], [True, True, False]),
        ([9, 9, 500], [True, True, False]),
        ([1, 2, 40, 500], [True, True, True, False]),
        ([9], [True]),
        ([], []),
    ],
    ids=[
        "niemand",
        "een volgt uit het totaal",
        "twee samen genoeg",
        "twee samen te weinig",
        "alleen",
        "leeg",
    ],
)
def test_a_hidden_count_does_not_follow_from_the_total(aantallen, verborgen):
    assert list_verborgen(aantallen, drempel=DREMPEL) == verborgen


def test_words_in_the_place_of_a_number():
    assert render_aantal(1234, verborgen=False) == "1.234"


def test_the_words_do_not_tell_which_hidden_count_was_small():
    assert {render_aantal(aantal, verborgen=True) for aantal in (0, 9, 40)} == {"niet getoond"}


@pytest.mark.parametrize(
    ("waarde", "op", "rond"), [(7, 5, 5), (8, 5, 10), (12, 1, 12), (1_249_99, 100_00, 1_200_00), (0, 5, 0)]
)
def test_rounding_to_the_nearest_multiple(waarde, op, rond):
    assert rond_af(waarde, op=op) == rond


@pytest.mark.parametrize(
    ("uitgave", "norm"),
    [
        (Uitgave.EIGEN, Norm()),
        (Uitgave.BINNEN, Norm(10, 10, 1, 1, 100_00, 3, 0.2, 0.1)),
        (Uitgave.OPENBAAR, Norm(10, 30, 5, 1_000_00, 100_00, 2, 0.2, 0.1)),
    ],
)
def test_what_an_edition_asks(uitgave, norm):
    assert get_norm(uitgave, peildatum=date(2026, 3, 16)) == norm


@pytest.mark.parametrize("uitgave", list(Uitgave))
def test_a_norm_knows_its_edition(uitgave):
    assert get_norm(uitgave, peildatum=date(2026, 3, 16)).uitgave is uitgave


@pytest.mark.parametrize(
    ("rest", "overheerst"), [(9_99, True), (10_00, False), (10_01, False), (0, True), (500_00, False)]
)
def test_a_sum_is_hidden_when_the_second_could_compute_the_first(rest, overheerst):
    norm = get_norm(Uitgave.BINNEN, peildatum=date(2026, 3, 16))

    assert is_overheerst(100_00 + 40_00 + rest, grootste=100_00, tweede=40_00, norm=norm) is overheerst
    assert not is_overheerst(100_00, grootste=100_00, tweede=0, norm=Norm())


@pytest.mark.parametrize(
    ("grootste", "stap"),
    [
        (0, 1_000_00),
        (1_000_00, 1_000_00),
        (1_000_01, 2_000_00),
        (30_000_00, 50_000_00),
        (50_000_01, 100_000_00),
    ],
)
def test_a_public_sum_is_rounded_to_more_than_one_person_adds(grootste, stap):
    norm = get_norm(Uitgave.OPENBAAR, peildatum=date(2026, 3, 16))

    assert rond_som(7 * stap + stap // 3, norm=norm, grootste=grootste) == 7 * stap
    assert rond_som(123_45, norm=Norm(), grootste=grootste) == 123_45


@pytest.mark.parametrize(("clienten", "punten"), [(19, 0), (20, 3), (39, 3), (40, 5), (1000, 101)])
def test_every_step_of_the_lorenz_curve_holds_enough_clients(clienten, punten):
    assert len(compute_lorenz(np.arange(1, clienten + 1), drempel=DREMPEL)) == punten


@pytest.mark.parametrize("clienten", [10, 11, 57, 400, 5000])
def test_every_bar_holds_enough_clients_and_all_are_in_one(clienten):
    kosten = np.random.default_rng(clienten).lognormal(12, 1.5, clienten).astype(np.int64)

    staven = compute_staven(kosten, drempel=DREMPEL)

    assert min(staaf.clienten for staaf in staven) >= DREMPEL
    assert sum(staaf.clienten for staaf in staven) == clienten


def test_too_few_clients_make_no_bars():
    assert compute_staven(np.arange(9), drempel=DREMPEL) == []
