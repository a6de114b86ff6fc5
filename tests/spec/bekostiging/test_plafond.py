"""Ceilings, and the proposal of agreed amounts with the worked numbers of the handbook."""

from fractions import Fraction

import pytest

from stelsel.domein.bekostiging.budgetafspraak import (
    Aanbiederhistorie,
    Afspraakregels,
    compute_voorstellen,
)
from stelsel.domein.bekostiging.plafond import Plafondoordeel, Plafondstand

JAREN = (2019, 2020, 2021)
REGELS = Afspraakregels(
    gewichten=dict(zip(JAREN, (Fraction(2), Fraction(3), Fraction(5)), strict=True)),
    indices=dict(zip(JAREN, (Fraction("1.100"), Fraction("1.068"), Fraction("1.034")), strict=True)),
    groei=Fraction("1.01"),
    weging=20,
)


def _aanbieder(kosten, clienten, aandeel):
    centen = {jaar: 100 * euro for jaar, euro in zip(JAREN, kosten, strict=True)}
    return Aanbiederhistorie(centen, clienten, Fraction(aandeel))


def test_agreed_amounts_of_the_handbook():
    aanbieders = [
        _aanbieder((400_000, 420_000, 450_000), 85, "0.82"),
        _aanbieder((90_000, 60_000, 75_000), 14, "0.14"),
        _aanbieder((0, 10_000, 18_000), 3, "0.04"),
    ]

    voorstellen = compute_voorstellen(aanbieders, regels=REGELS)

    assert [v.ruw for v in voorstellen] == [45_977_018, 7_857_699, 1_263_510]
    assert [round(float(v.weging), 4) for v in voorstellen] == [0.8095, 0.4118, 0.1304]
    assert [v.gewogen for v in voorstellen] == [45_825_309, 7_773_024, 2_081_266]
    assert [v.bedrag for v in voorstellen] == [45_346_830, 7_691_863, 2_059_534]
    assert sum(v.bedrag for v in voorstellen) == 55_098_227


def test_nothing_to_agree_on():
    assert [v.bedrag for v in compute_voorstellen([_aanbieder((0, 0, 0), 3, "1")], regels=REGELS)] == [0]
    assert compute_voorstellen([], regels=REGELS) == []


@pytest.mark.parametrize(
    ("toegekend", "erbij", "oordeel", "ruimte"),
    [
        (84_99, 0, Plafondoordeel.RUIM, 15_01),
        (85_00, 0, Plafondoordeel.SIGNAAL, 15_00),
        (85_00, 15_00, Plafondoordeel.SIGNAAL, 0),
        (85_00, 15_01, Plafondoordeel.VOL, -1),
    ],
)
def test_exactly_the_ceiling_is_not_over_it(toegekend, erbij, oordeel, ruimte):
    stand = Plafondstand(bedrag=100_00, toegekend=toegekend, signaal_procent=85, erbij=erbij)

    assert (stand.oordeel, stand.ruimte) == (oordeel, ruimte)
