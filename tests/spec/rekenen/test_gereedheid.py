"""Gates open by what happened, and messages cost minutes by what the region assumes."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.domein.declaraties.gereedheid import (
    Berichttelling,
    Bijdragestand,
    Poortstand,
    Proef,
    compute_berichtenpoort,
    compute_bijdragepoort,
    compute_facturatiepoort,
)
from stelsel.domein.declaraties.lasten import Last, compute_minuten, compute_minuten_per_client

D = date
VANDAAG = D(2026, 3, 16)
GOED, ZONDER = Proef("A", 2, "D1", D(2026, 1, 5)), Proef("B", 1)
OPEN, DICHT, ONBEKEND = Poortstand.OPEN, Poortstand.DICHT, Poortstand.ONBEKEND


@pytest.mark.parametrize(
    ("proeven", "betaald", "stand"),
    [
        ([GOED], VANDAAG, OPEN),
        ([GOED], None, DICHT),
        ([GOED, ZONDER], VANDAAG, DICHT),
        ([], VANDAAG, ONBEKEND),
    ],
)
def test_a_trial_run_passed(proeven: list[Proef], betaald: date | None, stand: Poortstand) -> None:
    assert compute_facturatiepoort(proeven, betaald_op=betaald) is stand


@pytest.mark.parametrize(
    ("tellingen", "stand"),
    [
        ([(100, 95)], OPEN),
        ([(100, 94)], DICHT),
        ([(100, 99), (100, 94)], DICHT),
        ([(9, 0)], ONBEKEND),  # too few to tell
        ([(9, 0), (10, 10)], OPEN),
        ([(0, 0)], ONBEKEND),
        ([], ONBEKEND),
    ],
)
def test_enough_messages_are_accepted(tellingen: list[tuple[int, int]], stand: Poortstand) -> None:
    rijen = [Berichttelling("A", *telling) for telling in tellingen]

    assert compute_berichtenpoort(rijen, norm=0.95, minste=10) is stand


@pytest.mark.parametrize(
    ("levering", "cak", "opgave", "stand"),
    [
        (0, 0, D(2026, 2, 9), OPEN),
        (0, 0, D(2026, 2, 8), ONBEKEND),  # 36 days old
        (0, 0, None, ONBEKEND),
        (0, 1, VANDAAG, DICHT),
        (1, 0, VANDAAG, DICHT),
        (1, 0, None, DICHT),
    ],
)
def test_starts_and_stops_reconcile(levering: int, cak: int, opgave: date | None, stand: Poortstand) -> None:
    gevonden = compute_bijdragepoort(Bijdragestand(levering, cak, opgave), today=VANDAAG, geldig_dagen=35)

    assert gevonden is stand


def test_minutes_by_kind_and_by_rejection() -> None:
    """2 x 10 for 301, 3 x 5 for 305, 1 x 20 for 323, 1 x 15 for a rejection; answers cost nothing."""
    last = Last({"301": 2, "302": 2, "305": 3, "306": 3, "323": 1, "325": 1}, afgekeurd=1, clienten=4)

    assert (last.berichten, last.per_client) == (12, 3.0)
    assert compute_minuten(last, peildatum=VANDAAG) == 70
    assert compute_minuten_per_client(last, peildatum=VANDAAG) == 17.5
    assert compute_minuten_per_client(Last({}, 0, 0), peildatum=VANDAAG) is None
