"""Outcomes as an edition may show them: enough clients under every figure, and nothing by subtracting."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from stelsel.domein.onthulling.norm import EIGEN, Norm, Uitgave, get_norm
from stelsel.domein.resultaten.doelrealisatie import Doelverloop
from stelsel.domein.resultaten.uitkomstbeeld import (
    NIETS,
    Clientdoel,
    Uitkomstbeeld,
    compute_uitkomstbeeld,
    list_geteld,
)
from stelsel.domein.resultaten.verwachting import Oordeel

DAG = date(2026, 3, 16)
BINNEN, OPENBAAR = (get_norm(uitgave, peildatum=DAG) for uitgave in (Uitgave.BINNEN, Uitgave.OPENBAAR))
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def create_doelen(*scores: int | None) -> list[Clientdoel]:
    """One goal per client, measured at the end in this order; None is not measured there."""
    return [
        Clientdoel(
            nummer,
            Doelverloop(t1=-1, t2=score),
            None if score is None else BEGIN + timedelta(days=nummer),
        )
        for nummer, score in enumerate(scores)
    ]


@pytest.mark.parametrize(("gemeten", "getoond"), [(1, False), (9, False), (10, True), (11, True)])
def test_what_was_reached_needs_clients_that_were_measured(gemeten: int, getoond: bool) -> None:
    beeld = compute_uitkomstbeeld(create_doelen(*[1] * gemeten, *[None] * (15 - gemeten)), norm=BINNEN)

    assert (beeld.clienten, beeld.doelen) == (15, 15)
    assert (beeld.einde is not None) is getoond


@pytest.mark.parametrize(("norm", "clienten"), [(BINNEN, 9), (OPENBAAR, 9)])
def test_nothing_about_few_clients(norm: Norm, clienten: int) -> None:
    assert compute_uitkomstbeeld(create_doelen(*[2] * clienten), norm=norm) == NIETS


def _list_bekeken(scores: list[int], norm: Norm) -> list[Uitkomstbeeld]:
    """What a reader sees who looks after every measurement."""
    return [
        compute_uitkomstbeeld(create_doelen(*scores[:nu], *[None] * (len(scores) - nu)), norm=norm)
        for nu in range(len(scores) + 1)
    ]


def _list_stappen(beelden: list[Uitkomstbeeld]) -> list[int]:
    """Per step in which the figures moved: how many clients the difference is about."""
    gezien = [beeld.einde for beeld in beelden if beeld.einde is not None]
    return [nieuw.clienten - oud.clienten for oud, nieuw in itertools.pairwise(gezien) if nieuw != oud]


SCORES = [1, -2, 0, 2, -1, 1, 0, 0, 1, -1] * 4


@pytest.mark.parametrize("norm", [BINNEN, OPENBAAR])
def test_yesterday_beside_today_never_tells_of_one_client(norm: Norm) -> None:
    stappen = _list_stappen(_list_bekeken(SCORES, norm))

    assert stappen
    assert min(stappen) >= norm.drempel


def test_negative_control_without_steps_every_client_is_read_off() -> None:
    beelden = _list_bekeken(SCORES, EIGEN)

    assert set(_list_stappen(beelden)) == {1}
    behaald = [beeld.einde.behaald if beeld.einde else 0 for beeld in beelden]
    assert [na - voor for voor, na in itertools.pairwise(behaald)] == [s >= 0 for s in SCORES]


def test_who_is_measured_again_goes_to_the_end_of_the_row() -> None:
    doelen = create_doelen(*[1] * 11)
    opnieuw = [Clientdoel(0, Doelverloop(t1=-1, t2=-2), BEGIN + timedelta(days=40)), *doelen[1:]]

    assert {doel.client for doel in list_geteld(doelen, drempel=10)} == set(range(10))
    assert {doel.client for doel in list_geteld(opnieuw, drempel=10)} == set(range(1, 11))


def test_scores_of_few_are_hidden_with_enough_others() -> None:
    beeld = compute_uitkomstbeeld(create_doelen(*[-2] * 4, *[-1] * 12, *[0] * 13, *[1] * 11), norm=BINNEN)

    assert beeld.einde is not None
    assert dict(beeld.einde.verdeling) == {-2: None, -1: None, 0: 13, 1: None, 2: None}


def test_the_public_edition_is_rounded() -> None:
    beeld = compute_uitkomstbeeld(create_doelen(*[-1] * 13, *[0] * 20), norm=OPENBAAR)

    assert beeld.einde is not None
    assert (beeld.clienten, beeld.doelen) == (35, 35)
    assert (beeld.einde.clienten, beeld.einde.behaald, beeld.einde.aandeel) == (30, 15, 0.57)


def create_behouden(aantal: int, *, vanaf: int) -> list[Clientdoel]:
    """Clients who keep -1 as was to be expected: reached with a score below the agreed one."""
    return [
        Clientdoel(nr, Doelverloop(t1=-1, t2=-1, behoud=True), BEGIN + timedelta(days=nr))
        for nr in range(vanaf, vanaf + aantal)
    ]


TIEN_PER_SCORE = [-2] * 10 + [-1] * 8 + [0] * 10 + [1] * 10 + [2] * 10


def test_comparison_with_what_was_to_be_expected() -> None:
    doelen = [*create_doelen(*TIEN_PER_SCORE, -1, -1), *create_behouden(10, vanaf=50)]

    beeld = compute_uitkomstbeeld(doelen, norm=BINNEN)

    assert beeld.einde is not None
    assert (beeld.einde.behaald, beeld.einde.gemeten) == (40, 60)
    assert beeld.einde.oordelen == (
        (Oordeel.BETER, 20),
        (Oordeel.ZOALS_VERWACHT, 20),
        (Oordeel.SLECHTER, 20),
    )
    assert beeld.einde.verdeling == ((-2, 10), (-1, 20), (0, 10), (1, 10), (2, 10))


def test_scores_do_not_tell_of_the_few_who_kept_what_they_had() -> None:
    """Two clients reached their goal with -1: beside 32 reached, 30 scores of 0 or more would tell."""
    doelen = [*create_doelen(*TIEN_PER_SCORE), *create_behouden(2, vanaf=48)]

    beeld = compute_uitkomstbeeld(doelen, norm=BINNEN)

    assert beeld.einde is not None
    assert beeld.einde.behaald == 32
    assert {aantal for _, aantal in beeld.einde.verdeling} == {None}
