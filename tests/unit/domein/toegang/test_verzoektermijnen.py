"""The terms in which a request is answered."""

from datetime import date

from stelsel.domein.toegang.verzoek import get_onderzoeksdatum, get_reactiedatum, get_woonplaatsdatum


def test_the_first_answer_is_due_in_five_working_days() -> None:
    assert get_reactiedatum(date(2026, 3, 16)) == date(2026, 3, 23)
    # Good Friday 3 April and Easter Monday 6 April do not count.
    assert get_reactiedatum(date(2026, 4, 1)) == date(2026, 4, 10)
    # Neither do King's Day (27 April) and 5 May.
    assert get_reactiedatum(date(2026, 4, 30)) == date(2026, 5, 8)


def test_a_request_in_onderzoek_has_eight_weeks_from_its_own_date() -> None:
    assert get_onderzoeksdatum(date(2026, 3, 16)) == date(2026, 5, 11)


def test_another_gemeente_is_named_within_two_weeks() -> None:
    assert get_woonplaatsdatum(date(2026, 3, 16)) == date(2026, 3, 30)
