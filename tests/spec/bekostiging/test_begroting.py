"""The sums of a begroting and of a prognosis, worked by hand."""

from fractions import Fraction

import pytest

from stelsel.domein.bekostiging.begroting import (
    Groeiregel,
    Methode,
    Productjaar,
    compute_band,
    compute_bedrag,
    compute_domeingroei,
    compute_fout,
    compute_groei,
    compute_prijs,
    compute_volume,
    compute_voorspelling,
    compute_werkelijk,
)
from stelsel.domein.sturing.prognose import (
    Evenwicht,
    Verloop,
    compute_instroom,
    compute_kans,
    compute_onderhanden,
    compute_uitnutting,
    compute_verwachte_instroom,
    get_evenwicht,
)

JAREN = (2023, 2024, 2025)
REGEL = Groeiregel(grens=0.15, weging=20)
#: € 1,00 an hour for 20 clients, growing 10 % a year; € 0,50 an hour for 60 clients, the same every year.
A = {j: Productjaar(v, v * 100, 20) for j, v in zip(JAREN, (1000, 1100, 1210), strict=True)}
B = {j: Productjaar(500, 25_000, 60) for j in JAREN}


def test_growth_of_all_products_at_the_same_prices():
    # (1.210 x 100 + 500 x 50) / (1.000 x 100 + 500 x 50) = 146.000 / 125.000 = 1,168 in two years
    assert compute_domeingroei([A, B], jaren=JAREN) == pytest.approx(1.168**0.5)
    assert compute_domeingroei([A, B], jaren=(2025,)) == 1.0


def test_own_growth_is_weighed_with_that_of_all_by_number_of_clients():
    domein = compute_domeingroei([A, B], jaren=JAREN)

    # 20 clients: half own (1,10), half common (1,080741); 60 clients: three quarters own (1,00)
    assert compute_groei(A, jaren=JAREN, domeingroei=domein, regel=REGEL) == pytest.approx(1.0903278)
    assert compute_groei(B, jaren=JAREN, domeingroei=domein, regel=REGEL) == pytest.approx(1.0196012)


def test_growth_is_bounded_and_a_new_product_follows_the_others():
    snel = {2023: Productjaar(10, 10, 500), 2025: Productjaar(1000, 1000, 500)}
    nieuw = {2025: Productjaar(10, 10, 3)}

    assert compute_groei(snel, jaren=JAREN, domeingroei=1.0, regel=REGEL) == 1.15
    assert compute_groei(nieuw, jaren=JAREN, domeingroei=1.04, regel=REGEL) == 1.04


@pytest.mark.parametrize(
    ("methode", "verwacht"),
    [
        (Methode.TREND, 1438),  # 1.210 x 1,0903278 x 1,0903278 = 1.438,45
        (Methode.GEMIDDELDE, 1135),  # (5 x 1.210 + 3 x 1.100 + 2 x 1.000) / 10
        (Methode.GELIJK, 1210),
    ],
)
def test_volume_of_a_coming_year(methode, verwacht):
    volume = compute_volume(A, jaren=JAREN, jaar=2027, methode=methode, groei=1.0903278)

    assert volume == verwacht


def test_more_taken_back_than_given_is_nothing():
    terug = {2025: Productjaar(-4, -400, 1)}

    assert compute_volume(terug, jaren=(2025,), jaar=2026, methode=Methode.GELIJK, groei=1.0) == 0
    assert compute_prijs(terug) is None


def test_amount_is_rounded_once_half_up():
    assert compute_bedrag(3, tarief=Fraction(5, 2)) == 8


def test_the_error_is_about_volume_not_price():
    duurder = A | {2025: Productjaar(1210, 999_999, 20)}

    voorspeld = compute_voorspelling(
        [duurder, B], jaren=(2023, 2024), jaar=2025, methode=Methode.GELIJK, regel=REGEL
    )

    assert (voorspeld, compute_werkelijk([duurder, B], jaren=(2023, 2024), jaar=2025)) == (135_000, 146_000)
    assert compute_fout([90, 120], [100, 100]) == pytest.approx((0.05 / 2) ** 0.5)
    assert compute_fout([90], [100]) is None
    assert compute_band(100_000, fout=0.05) == (93_592, 106_408)
    assert compute_band(100_000, fout=None) is None


def test_prognosis_of_the_handbook():
    zonder = Verloop(43_000_000, 0, 18_000_000, Fraction(93, 100), 0)
    # three months left, 8 starts in the middle of each, € 4.000 for 6 months: 8 x (2,5 + 1,5 + 0,5)
    starts = [8 * Fraction(deel, 2) for deel in (5, 3, 1)]
    met = Verloop(
        43_000_000, 0, 18_000_000, Fraction(93, 100), compute_instroom(starts, prijs=400_000, maanden=6)
    )

    assert (zonder.prognose, met.instroom, met.prognose) == (59_740_000, 2_400_000, 62_140_000)


def test_parts_of_a_prognosis():
    deel = compute_uitnutting(gedeclareerd=850, toegekend=1000)

    assert deel == Fraction(17, 20)
    assert compute_uitnutting(gedeclareerd=850, toegekend=0) is None
    assert compute_onderhanden(toegekend=1000, goedgekeurd=800, uitnutting=deel) == 50
    assert compute_onderhanden(toegekend=1000, goedgekeurd=900, uitnutting=deel) == 0
    assert compute_verwachte_instroom(nieuw_toen=100, loopt_toen=1000, loopt_nu=1100) == 110


@pytest.mark.parametrize(("loopt_toen", "loopt_nu"), [(1000, 499), (1000, 2001), (0, 10)])
def test_no_prognosis_where_data_are_missing(loopt_toen, loopt_nu):
    assert compute_verwachte_instroom(nieuw_toen=100, loopt_toen=loopt_toen, loopt_nu=loopt_nu) is None


def test_chance_of_a_deficit():
    assert compute_kans(1_000_000, budget=1_000_000, fout=0.05) == 0.5
    assert compute_kans(1_000_000, budget=1_050_000, fout=0.05) == pytest.approx(0.1587, abs=5e-5)
    assert compute_kans(1_000_000, budget=999_999, fout=0.0) == 1.0
    assert compute_kans(1_000_000, budget=1, fout=None) is None


@pytest.mark.parametrize(
    ("lasten", "budget", "oordeel"),
    [
        (1_010_000, 1_000_000, Evenwicht.EVENWICHT),
        (1_010_001, 1_000_000, Evenwicht.TEKORT),
        (989_999, 1_000_000, Evenwicht.OVERSCHOT),
        (1, None, Evenwicht.ONBEKEND),
    ],
)
def test_balance_within_one_percent(lasten, budget, oordeel):
    assert get_evenwicht(lasten, budget=budget, marge=Fraction(1, 100)) is oordeel
