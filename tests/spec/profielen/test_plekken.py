"""Places and trajecten: the worked numbers, and what must hold for any of them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.domein.profielen.plekken import (
    Plekinvoer,
    PlekkenOngeldig,
    compute_per_plek,
    compute_plekken,
    compute_plekken_precies,
    compute_ruimte,
    compute_voorraad,
)

BEZETTING = Fraction("0.92")


@pytest.mark.eis("R4.12")
@pytest.mark.parametrize(("duur", "per_plek"), [(6, 1.840), (5, 2.208), (4, 2.760)])
def test_a_place_carries_more_trajecten_when_they_are_shorter(duur, per_plek):
    assert compute_per_plek(duur=Fraction(duur), bezetting=BEZETTING) == pytest.approx(per_plek, abs=1e-12)


@pytest.mark.eis("R4.11")
def test_250_trajecten_of_five_months_take_114_places():
    invoer = Plekinvoer(Fraction(250), Fraction(5), BEZETTING)

    assert round(float(compute_plekken_precies(invoer)), 2) == 113.22
    assert compute_plekken(invoer) == 114


@pytest.mark.eis("R4.13")
def test_one_month_shorter_gives_room_for_a_fifth_more():
    ruimte = compute_ruimte(
        Plekinvoer(Fraction(114) * Fraction("1.84"), Fraction(6), BEZETTING), straks=Fraction(5)
    )

    assert ruimte.plekken == 114
    assert (round(ruimte.nu, 2), round(ruimte.straks, 2), round(ruimte.extra, 2)) == (209.76, 251.71, 41.95)
    assert ruimte.aandeel == pytest.approx(0.2)


def test_clients_in_help_follow_from_inflow_and_length():
    assert compute_voorraad(instroom=Fraction(300), duur=Fraction("7.5")) == 187.5


def test_a_whole_number_of_places_is_not_rounded_up_by_a_fault_in_the_last_decimal():
    """0.92 is no binary fraction: 230 * 0.1 / (12 * 0.92) in floats lies just above or below."""
    assert compute_plekken(Plekinvoer(Fraction("276"), Fraction("0.92"), BEZETTING)) == 23


@pytest.mark.parametrize(
    ("trajecten", "duur", "bezetting"), [(-1, 5, "0.9"), (10, 0, "0.9"), (10, 5, "0"), (10, 5, "1.01")]
)
def test_what_cannot_be_is_refused(trajecten, duur, bezetting):
    with pytest.raises(PlekkenOngeldig):
        Plekinvoer(Fraction(trajecten), Fraction(duur), Fraction(bezetting))


_DUUR = st.fractions(min_value="0.1", max_value=60, max_denominator=100)
_DEEL = st.fractions(min_value="0.01", max_value=1, max_denominator=100)


@settings(deadline=None)
@given(trajecten=st.integers(0, 100_000), duur=_DUUR, bezetting=_DEEL)
def test_places_are_just_enough(trajecten, duur, bezetting):
    invoer = Plekinvoer(Fraction(trajecten), duur, bezetting)
    plekken, per_plek = compute_plekken(invoer), 12 / duur * bezetting

    assert plekken * per_plek >= trajecten
    assert plekken == 0 or (plekken - 1) * per_plek < trajecten
