"""The worked numbers of growth and of duration, to the cent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stelsel.domein.marktschets.groei import Productjaar, logaritmisch_gemiddelde, ontleding
from stelsel.domein.marktschets.overleving import mediaan, overleving


def productjaar(clienten, per_client, prijs):
    """Price in euros."""
    return Productjaar(clienten, clienten * per_client, round(clienten * per_client * prijs * 100))


def euros(groei):
    data = groei.als_data()
    return {naam: round(data[naam] / 100, 2) for naam in ("totaal", "volume", "mix", "intensiteit", "prijs")}


def test_one_product_is_clients_times_intensity_times_price():
    voor, na = productjaar(1000, 40, 80), productjaar(1020, 40.4, 82.4)

    groei = ontleding(clienten=(1000, 1020), voor={"A": voor}, na={"A": na})

    assert (voor.bedrag, na.bedrag) == (320_000_000, 339_553_920)
    assert round(logaritmisch_gemiddelde(voor.bedrag, na.bedrag) / 100, 2) == 3_296_803.18
    assert euros(groei) == {
        "totaal": 195_539.20, "volume": 65_285.36, "mix": 0.0, "intensiteit": 32_804.28, "prijs": 97_449.55,
    }  # fmt: skip


def test_two_products_shift_the_mix():
    groei = ontleding(
        clienten=(1000, 1030),
        voor={"A": productjaar(600, 20, 50), "B": productjaar(500, 40, 80)},
        na={"A": productjaar(640, 21, 52), "B": productjaar(470, 42, 83)},
    )

    assert euros(groei) == {
        "totaal": 137_300.00, "volume": 67_019.19, "mix": -125_370.96, "intensiteit": 110_622.79,
        "prijs": 85_028.97,
    }  # fmt: skip


def test_a_product_of_one_year_or_without_volume_is_mix():
    groei = ontleding(
        clienten=(10, 10),
        voor={"oud": Productjaar(5, 10, 500), "zonder": Productjaar(5, 0, 100)},
        na={"nieuw": Productjaar(5, 10, 900), "zonder": Productjaar(5, 0, 150)},
    )

    assert (groei.totaal, groei.mix, groei.niet_gesplitst) == (450, 450, 450)
    assert (groei.volume, groei.intensiteit, groei.prijs) == (0, 0, 0)


def test_a_year_without_clients_has_no_growth():
    with pytest.raises(ValueError, match="in beide jaren"):
        ontleding(clienten=(0, 1), voor={}, na={})


_JAREN = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.builds(
        Productjaar,
        clienten=st.integers(1, 10**4),
        volume=st.integers(0, 10**7).map(float),
        bedrag=st.integers(-(10**6), 10**11),
    ),
)


@given(voor=_JAREN, na=_JAREN, clienten=st.tuples(st.integers(1, 10**5), st.integers(1, 10**5)))
@settings(max_examples=200, deadline=None)
def test_the_parts_add_up_to_the_growth(voor, na, clienten):
    groei = ontleding(clienten=clienten, voor=voor, na=na)

    som = groei.volume + groei.mix + groei.intensiteit + groei.prijs
    assert groei.totaal == sum(j.bedrag for j in na.values()) - sum(j.bedrag for j in voor.values())
    assert som == pytest.approx(groei.totaal, abs=1)


def test_ten_durations_of_which_half_is_not_over():
    open_, klaar = (4, 6.5, 8, 12, 12, 12), (1, 2.5, 5, 9)
    curve = overleving([*((d, True) for d in klaar), *((d, False) for d in open_)])

    assert [(duur, round(deel, 4)) for duur, deel in curve] == [
        (1, 0.9), (2.5, 0.8), (5, 0.6857), (9, 0.5143),
    ]  # fmt: skip
    assert mediaan(curve) is None


def test_the_median_is_the_first_duration_that_half_does_not_outlast():
    assert mediaan(overleving([(1, True), (2, True), (3, False), (4, False)])) == 2
    assert mediaan([]) is None
