"""Account numbers, against an independent judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as oordeel

from stelsel.kern.nummers import iban_geldig


@pytest.mark.parametrize(
    ("iban", "geldig"),
    [
        ("NL91ABNA0417164300", True),
        ("NL91ABNA0417164301", False),
        ("NL19ABNA0417164300", False),
        ("nl91abna0417164300", False),
        ("NL91 ABNA 0417 1643 00", False),
        ("BE68539007547034", True),
        ("", False),
        ("NL", False),
    ],
)
def test_iban(iban: str, geldig: bool) -> None:
    assert iban_geldig(iban) == geldig


@given(st.integers(0, 99), st.integers(0, 10**10 - 1))
def test_check_digits_as_another_judge(cijfers: int, rekening: int) -> None:
    iban = f"NL{cijfers:02d}INGB{rekening:010d}"

    assert iban_geldig(iban) == oordeel.is_valid(iban, check_country=False)
