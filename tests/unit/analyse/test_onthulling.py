from datetime import date

import numpy as np
import pytest

from stelsel.analyse.clienten_en_kosten import compute_staven
from stelsel.analyse.onthulling import (
    Norm,
    Uitgave,
    get_drempel,
    get_norm,
    is_te_klein,
    list_verborgen,
    render_aantal,
    rond_af,
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
        (Uitgave.BINNEN, Norm(10, 10, 1, 1, 100_00, 3, 0.2)),
        (Uitgave.OPENBAAR, Norm(10, 30, 5, 1_000_00, 100_00, 2, 0.2)),
    ],
)
def test_what_an_edition_asks(uitgave, norm):
    assert get_norm(uitgave, peildatum=date(2026, 3, 16)) == norm


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
