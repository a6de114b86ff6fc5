"""Shorter, lighter, less complex from one assessment to the next? Worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories.lake import create_regel, create_toewijzing

from stelsel.analyse.profielen.trends import ALLE, COMPLEXITEIT, DUUR, INZET, Trend, compute_trends
from stelsel.lake.tabellen import DECLARATIEREGELS, TOEWIJZINGEN

NIVEAUS = {"W1": 0, "W2": 1, "W4": 2}
PEIL = date(2026, 1, 1)
BEGIN = date(2024, 1, 1)


def create_hulp(
    client: int, *stappen: tuple[date, int, str, int], aanbieder: str = "A"
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Allocations and lines of one client: first day, days, profile and hours a week of each step."""
    toewijzingen, regels = [], []
    for plek, (van, dagen, profiel, uren) in enumerate(stappen):
        code, eind = f"02{profiel}", van + timedelta(days=dagen - 1)
        toewijzingen.append(
            create_toewijzing(
                client, 100, toewijzing=f"{client}-{plek}", aanbieder=aanbieder, productcode=code,
                profiel=profiel, ingangsdatum=van, einddatum=eind,
            )
        )  # fmt: skip
        regels.append(
            create_regel(
                client, 1, aanbieder=aanbieder, productcode=code, begindatum=van, einddatum=eind,
                volume=uren * dagen * 60 // 7, eenheid="01",
            )
        )  # fmt: skip
    return toewijzingen, regels


def compute(lees: Callable[..., Any], *hulp: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> Any:
    return compute_trends(
        lees(DECLARATIEREGELS, [regel for _, regels in hulp for regel in regels]),
        toewijzingen=lees(TOEWIJZINGEN, [rij for rijen, _ in hulp for rij in rijen]),
        domein="wmo",
        niveaus=NIVEAUS,
        peildatum=PEIL,
    )


@pytest.mark.eis("R2.13")
def test_change_between_assessments_counts_for_who_gave_the_first_help(lees: Callable[..., Any]) -> None:
    """Client 1: 140 days of 4 hours a week in W2, then 70 days of 2 hours in W1: -70 days, -2 hours, a level
    down. Client 2: the same length, 1 hour more, one level up. Means -35 days, -0.5 hours, 0 levels."""
    tweede = BEGIN + timedelta(days=140)

    beeld = compute(
        lees,
        create_hulp(1, (BEGIN, 140, "W2", 4), (tweede, 70, "W1", 2)),
        create_hulp(2, (BEGIN, 140, "W2", 4), (tweede, 140, "W4", 5)),
    )

    alle = {t.maat: t for t in beeld.trends if t.aanbieder == ALLE}
    assert (beeld.paren, beeld.toewijzingen) == (2, 4)
    assert {maat: (t.profiel, t.paren, t.clienten, t.verandering) for maat, t in alle.items()} == {
        DUUR: ("W2", 2, 2, -35.0),
        INZET: ("W2", 2, 2, pytest.approx(-0.5)),
        COMPLEXITEIT: ("W2", 2, 2, 0.0),
    }
    assert {t.aanbieder for t in beeld.trends} == {ALLE, "A"}


def test_interval_is_over_clients(lees: Callable[..., Any]) -> None:
    """Ten clients, half 70 days shorter and half the same: mean -35, standard deviation 36.893, and with 9
    degrees of freedom 2.262 x 36.893 / sqrt(10) = 26.4 on either side."""
    tweede = BEGIN + timedelta(days=140)
    hulp = [
        create_hulp(nr, (BEGIN, 140, "W1", 1), (tweede, 70 if nr % 2 else 140, "W1", 1)) for nr in range(10)
    ]

    [trend] = [t for t in compute(lees, *hulp).trends if t.maat == DUUR and t.aanbieder == ALLE]

    assert trend.verandering == -35.0
    assert trend.laag == pytest.approx(-61.4, abs=0.1)
    assert trend.hoog == pytest.approx(-8.6, abs=0.1)


def test_client_counts_once_with_the_mean_of_its_pairs(lees: Callable[..., Any]) -> None:
    stappen = [
        (BEGIN + timedelta(days=som), dagen, "W1", 1) for som, dagen in ((0, 140), (140, 70), (210, 70))
    ]

    [trend] = [
        t for t in compute(lees, create_hulp(1, *stappen)).trends if t.maat == DUUR and t.aanbieder == ALLE
    ]

    assert trend == Trend(DUUR, "W1", ALLE, 2, 1, -35.0, None, None)


@pytest.mark.parametrize(
    ("wacht", "paren"),
    [pytest.param(31, 1, id="a month"), pytest.param(32, 0, id="longer"), pytest.param(-31, 1, id="overlap")],
)
def test_next_help_follows_within_a_month(lees: Callable[..., Any], wacht: int, paren: int) -> None:
    volgende = BEGIN + timedelta(days=140 + wacht)

    beeld = compute(lees, create_hulp(1, (BEGIN, 140, "W1", 1), (volgende, 70, "W1", 1)))

    assert beeld.paren == paren


def test_help_without_hours_has_length_and_complexity_only(lees: Callable[..., Any]) -> None:
    toewijzingen, _ = create_hulp(1, (BEGIN, 140, "W2", 1), (BEGIN + timedelta(days=140), 70, "W1", 1))

    maten = {t.maat for t in compute(lees, (toewijzingen, [])).trends}

    assert maten == {DUUR, COMPLEXITEIT}


def test_nothing_in_the_lake(lees: Callable[..., Any]) -> None:
    assert compute(lees).trends == ()
