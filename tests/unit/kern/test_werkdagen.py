"""Working days against the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.kern.werkdagen import feestdagen, is_werkdag, min_werkdagen, pasen, plus_werkdagen


@pytest.mark.parametrize(
    ("jaar", "dag"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5))]
)
def test_pasen(jaar: int, dag: date) -> None:
    assert pasen(jaar) == dag


def test_feestdagen_2026() -> None:
    assert feestdagen(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


def test_koningsdag_on_a_sunday_moves_to_saturday() -> None:
    assert (date(2025, 4, 26) in feestdagen(2025), date(2025, 4, 27) in feestdagen(2025)) == (True, False)


@pytest.mark.parametrize(
    ("begin", "aantal", "einde"),
    [
        pytest.param(date(2026, 3, 16), 3, date(2026, 3, 19), id="midden in de week"),
        pytest.param(date(2026, 3, 19), 3, date(2026, 3, 24), id="over het weekend"),
        pytest.param(date(2026, 4, 2), 1, date(2026, 4, 7), id="over Pasen"),
    ],
)
def test_plus_werkdagen_and_back(begin: date, aantal: int, einde: date) -> None:
    assert plus_werkdagen(begin, aantal) == einde
    assert is_werkdag(einde)
    assert begin <= min_werkdagen(einde, aantal) < einde


def test_min_werkdagen_is_the_last_day_whose_term_has_passed() -> None:
    vandaag = date(2026, 3, 24)
    grens = min_werkdagen(vandaag, 3)
    assert (grens, plus_werkdagen(grens, 3) <= vandaag) == (date(2026, 3, 19), True)
