"""Values that the schema allows and nobody means: years at the edge of the calendar or beyond it."""

from __future__ import annotations

import re

import pytest
from tests.factories.declaraties import create_323, create_regel

from stelsel.istandaarden import check_bericht

DATUM = re.compile(rb">(\d{4}-\d\d-\d\d)<")
UITERSTEN = ["0001-01-01", "0004-02-29", "9999-12-31", "-0001-01-01", "0000-01-01", "12026-01-01"]


@pytest.mark.parametrize("waarde", UITERSTEN)
def test_a_year_at_the_edge_is_a_finding_wherever_it_stands(waarde: str) -> None:
    goed = create_323([create_regel()])
    plekken = list(DATUM.finditer(goed))
    niveaus = [check_bericht(goed[: p.start(1)] + waarde.encode() + goed[p.end(1) :]).niveau for p in plekken]

    assert len(niveaus) == 6
    assert check_bericht(goed).niveau == 0
    assert set(niveaus) <= {0, 1, 2}
    assert niveaus.count(0) <= 2  # the dates of message and claim, which level 2 does not bound on one side


@pytest.mark.parametrize("waarde", ["-0001-01-01", "12026-01-01"])
def test_a_year_before_or_after_four_digits_is_stopped_at_the_schema(waarde: str) -> None:
    goed = create_323([create_regel()])
    plek = list(DATUM.finditer(goed))[-1]

    controle = check_bericht(goed[: plek.start(1)] + waarde.encode() + goed[plek.end(1) :])

    assert (controle.niveau, controle.bevindingen[0].uitleg) == (
        1,
        "De waarde van Einddatum is geen bruikbare datum of tijd. Vul een jaar van vier cijfers in.",
    )
