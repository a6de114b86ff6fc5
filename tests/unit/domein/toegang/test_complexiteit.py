"""The complexity that is suggested: leefdomeinen that play and others in the house with help."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.domein.toegang.begrippen import Leefdomein, Lijn
from stelsel.domein.toegang.complexiteit import Domeinbeeld, propose_complexiteit

DAG = date(2026, 3, 2)
DOMEINEN = list(Leefdomein)


@pytest.mark.parametrize(
    ("scores", "lijn", "huisgenoten", "niveau"),
    [
        pytest.param([2], Lijn.GEEN, 0, "laag", id="one domain"),
        pytest.param([2, 2], Lijn.GEEN, 0, "laag", id="two domains"),
        pytest.param([2, 2], Lijn.GEEN, 1, "midden", id="two domains and somebody in the house"),
        pytest.param([1, 2, 2], Lijn.GEEN, 0, "midden", id="three domains"),
        pytest.param([3, 3, 3], Lijn.TWEEDE, 0, "midden", id="three that an aanbieder takes up"),
        pytest.param([3, 4, 5], Lijn.EERSTE, 1, "laag", id="it goes well enough"),
        pytest.param([1, 1, 2], Lijn.GEEN, 2, "hoog", id="five together"),
    ],
)
def test_suggestion(scores: list[int], lijn: Lijn, huisgenoten: int, niveau: str) -> None:
    beelden = [Domeinbeeld(d, score, lijn) for d, score in zip(DOMEINEN, scores, strict=False)]

    voorstel = propose_complexiteit(beelden, huisgenoten=huisgenoten, peildatum=DAG)

    assert voorstel is not None
    assert voorstel.niveau == niveau
    assert voorstel.redenen[1] == f"Anderen in huis met hulp of een open vraag: {huisgenoten}."


def test_no_suggestion_without_a_conversation() -> None:
    assert propose_complexiteit([], huisgenoten=3, peildatum=DAG) is None
