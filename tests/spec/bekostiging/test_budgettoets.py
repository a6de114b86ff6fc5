"""New prices against the budget of a gemeente, with the cost price as floor, to the cent."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.domein.bekostiging.budgettoets import (
    Budgettoets,
    Gebruik,
    Prijs,
    add_gebruik,
    compute_schaal,
    compute_toets,
)
from stelsel.domein.bekostiging.neutraliteit import compute_neutraliteit

#: The worked gemeenten of the handbook: clients per profiel, budgets in cents, cost prices in cents.
AANTALLEN = {"1": (120, 60, 15), "2": (70, 30, 9), "3": (40, 25, 6)}
BUDGETTEN = {"1": 100_000_000, "2": 56_000_000, "3": 39_000_000}
PROFIELEN = ("A", "B", "C")


def _prijzen(bedragen, bodems):
    return {
        code: Prijs(bedrag, bodem) for code, bedrag, bodem in zip(PROFIELEN, bedragen, bodems, strict=True)
    }


def _gebruik(gemeente, *, buiten=0):
    volumes = dict(zip(PROFIELEN, map(Fraction, AANTALLEN[gemeente]), strict=True))
    return Gebruik(betaald=0, buiten=buiten, volumes=volumes)


@pytest.mark.eis("R3.12")
def test_budget_test_with_the_factor_of_the_handbook():
    """Budgets of € 1.000.000, 600.000 and 400.000 against new costs of 1.040.000, 580.000 and 410.000."""
    prijzen = {"uur": Prijs(100)}
    budgetten = {"1": 100_000_000, "2": 60_000_000, "3": 40_000_000}
    volumes = {"1": 1_040_000, "2": 580_000, "3": 410_000}
    uit = {
        code: compute_toets(prijzen, Gebruik(0, 0, {"uur": Fraction(n)}), budget=budgetten[code])[0]
        for code, n in volumes.items()
    }

    samen = compute_neutraliteit(oud=budgetten, nieuw={code: toets.nieuw for code, toets in uit.items()})

    assert [round(float(toets.factor), 6) for toets in uit.values()] == [0.961538, 1.034483, 0.97561]
    assert [toets.ruimte for toets in uit.values()] == [-4_000_000, 2_000_000, -1_000_000]
    assert round(float(samen.regionaal), 6) == 0.985222
    assert list(samen.verrekening.values()) == [2_463_054, -2_857_143, 394_089]


@pytest.mark.eis("R3.12", "R3.35")
def test_prices_are_scaled_down_to_the_cost_price_and_what_is_missing_is_said_in_euros():
    """Cost prices of 3.200, 7.500 and 17.000 cost gemeente 1 already € 1.089.000 of a budget of 1.000.000."""
    bodems = (320_000, 750_000, 1_700_000)
    prijzen = _prijzen((400_000, 800_000, 2_000_000), bodems)

    toets, geschaald = compute_toets(prijzen, _gebruik("1"), budget=BUDGETTEN["1"])

    assert (toets.nieuw, toets.ruimte) == (126_000_000, -26_000_000)
    assert geschaald == dict(zip(PROFIELEN, bodems, strict=True))
    assert (toets.schaal, toets.geschaald, toets.tekort) == (0, 108_900_000, 8_900_000)


def test_what_meets_its_cost_price_stays_and_the_others_carry_on():
    """B stays at 7.000; A and C go down by (1.000.000 - 420.000) / 780.000 = 0,743589..."""
    prijzen = _prijzen((400_000, 800_000, 2_000_000), (280_000, 700_000, 1_400_000))

    toets, geschaald = compute_toets(prijzen, _gebruik("1"), budget=BUDGETTEN["1"])

    assert toets.schaal == Fraction(58, 78)
    assert geschaald == {"A": 297_435, "B": 700_000, "C": 1_487_179}
    assert (toets.geschaald, toets.tekort) == (99_999_885, 0)


@pytest.mark.parametrize(
    ("budget", "schaal", "tekort"),
    [(60_000_000, Fraction(1), 0), (50_000_000, Fraction(0), 8_000_000), (None, None, None)],
)
def test_a_price_without_cost_price_is_not_scaled(budget, schaal, tekort):
    gebruik = Gebruik(50_000_000, 10_000_000, {"uur": Fraction(4_800)})

    toets, geschaald = compute_toets({"uur": Prijs(10_000)}, gebruik, budget=budget)

    assert (toets.nieuw, toets.schaal, toets.tekort) == (58_000_000, schaal, tekort)
    assert (toets.effect, geschaald) == (Fraction(8, 50), {"uur": 10_000})


def test_a_price_below_its_cost_price_is_lifted_to_it():
    prijzen = {"uur": Prijs(8_000, 8_625)}

    toets, geschaald = compute_toets(prijzen, Gebruik(0, 0, {"uur": Fraction(100)}), budget=900_000)

    assert (prijzen["uur"].onder_kostprijs, toets.nieuw, toets.geschaald) == (True, 800_000, 862_500)
    assert (geschaald, toets.tekort) == ({"uur": 8_625}, 0)


def test_nothing_used_gives_no_factor():
    toets, _ = compute_toets({}, Gebruik(0, 0, {}), budget=100)

    assert toets == Budgettoets(0, 0, 0, 100, None, None, None)


def test_gemeenten_together():
    een, twee = Gebruik(10, 1, {"a": Fraction(2)}), Gebruik(5, 0, {"a": Fraction(1), "b": Fraction(4)})

    assert add_gebruik([een, twee]) == Gebruik(15, 1, {"a": Fraction(3), "b": Fraction(4)})


PRIJS = st.builds(
    Prijs, st.integers(min_value=1, max_value=10**6), st.none() | st.integers(min_value=0, max_value=10**6)
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(PRIJS, st.integers(0, 10**4)), min_size=1, max_size=6),
    st.integers(0, 10**10),
    st.integers(0, 10**6),
)
def test_scaled_prices_fit_or_stand_at_their_floor(rijen, budget, buiten):
    prijzen = {str(plek): prijs for plek, (prijs, _) in enumerate(rijen)}
    gebruik = Gebruik(0, buiten, {str(plek): Fraction(n) for plek, (_, n) in enumerate(rijen)})

    schaal = compute_schaal(prijzen, gebruik, budget=budget)
    toets, geschaald = compute_toets(prijzen, gebruik, budget=budget)

    if toets.schaal is None:  # nothing was used, so nothing is scaled
        assert geschaald == {code: prijs.bedrag for code, prijs in prijzen.items()}
        return
    assert all(geschaald[code] >= prijs.laagste for code, prijs in prijzen.items())
    if toets.tekort:
        assert schaal == 0
        assert geschaald == {code: prijs.laagste for code, prijs in prijzen.items()}
