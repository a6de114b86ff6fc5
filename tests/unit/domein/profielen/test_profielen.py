"""Measures, merging and criteria of profiles, on numbers that can be followed by hand."""

from datetime import date

import numpy as np
import pytest

from stelsel.domein.profielen.criteria import Aantal, check_aantallen, choose_aantal, get_grenzen
from stelsel.domein.profielen.maatstaven import (
    compute_cv,
    compute_logkosten,
    compute_r2,
    compute_uitbijtergrenzen,
    compute_verklaring,
)
from stelsel.domein.profielen.samenvoegen import create_buren, create_cellen, merge_cellen
from stelsel.domein.profielen.stabiliteit import compute_rand, compute_stabiliteit

GROEPEN = {
    "A": [2000, 2500, 3000, 3500],
    "B": [5000, 6000, 7500, 9500],
    "C": [15000, 22000, 26000, 41000],
}
KOSTEN = np.array([kost for groep in GROEPEN.values() for kost in groep], dtype=float)
GROEP = np.repeat(np.arange(3), 4)
GRENZEN = get_grenzen(date(2026, 1, 1))


def create_pad(kosten, cel, *, buren=None):
    cellen = create_cellen(kosten, compute_logkosten(kosten), cel=cel, aantal=int(cel.max()) + 1)
    return merge_cellen(cellen, variatie=cellen.compute_variatie(), buren=buren)


def test_explained_variance_of_the_worked_example():
    verklaring = compute_verklaring(KOSTEN, groep=GROEP)

    assert round(verklaring.kosten, 4) == 0.7659
    assert round(compute_r2(np.log(KOSTEN), groep=GROEP), 4) == 0.9135
    assert verklaring.getrimd == verklaring.kosten
    assert [round(compute_cv(KOSTEN[g == GROEP]), 4) for g in range(3)] == [0.2033, 0.2422, 0.3659]


def test_outlier_limit_of_the_worked_example():
    grenzen = compute_uitbijtergrenzen(KOSTEN, groep=GROEP)

    assert round(grenzen[2], 2) == 56_036.33
    assert compute_uitbijtergrenzen(np.array([5.0]), groep=np.array([0]))[0] == np.inf


def test_an_outlier_is_left_out_of_the_spread_beside_it():
    kosten = np.array([100.0] * 30 + [110.0] * 30 + [9000.0])

    assert compute_cv(kosten) > 4
    assert compute_cv(kosten, trim=True) == pytest.approx(0.0476, abs=1e-4)


def test_the_merge_that_loses_least_comes_first():
    pad = create_pad(KOSTEN, GROEP)

    eerste = pad.stappen[0]
    assert (eerste.blijft, eerste.weg) == (0, 1)
    assert round(eerste.verlies * 1_600_916_666.67) == 36_125_000
    assert round(0.7659 - eerste.verlies, 4) == 0.7433
    assert [pad.labels[k].tolist() for k in (3, 2, 1)] == [[0, 1, 2], [0, 0, 2], [0, 0, 0]]


def test_only_neighbours_merge():
    """S1: laag-kort (cheap), laag-lang, midden-kort; S2: one cell that costs the same as the first."""
    buren = create_buren([("S1", 0, 0), ("S1", 0, 1), ("S1", 1, 0), ("S2", 0, 0)])
    kosten = np.array([100.0, 110, 500, 510, 900, 910, 100, 110])

    pad = create_pad(kosten, np.repeat(np.arange(4), 2), buren=buren)

    assert buren.tolist() == [
        [False, True, True, False],
        [True, False, False, False],
        [True, False, False, False],
        [False, False, False, False],
    ]
    assert sorted(pad.labels) == [2, 3, 4]
    assert pad.labels[2].tolist() == [0, 0, 0, 3]


def test_a_gap_in_the_axis_of_a_start_profile_is_no_step():
    assert create_buren([("S1", 0, 0), ("S1", 0, 3)]).tolist() == [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("een", "ander", "index"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1.0),
        ([0, 0, 1, 2], [0, 0, 1, 1], 0.5714),
    ],
)
def test_adjusted_rand(een, ander, index):
    uit = compute_rand(np.array(een), np.array(ander), gewicht=np.ones(4))

    assert round(uit, 4) == index


def test_profiles_that_differ_are_stable_and_profiles_of_noise_are_not():
    rng = np.random.default_rng(3)
    cel = np.repeat(np.arange(4), 50)
    anders = np.array([1000.0, 1050, 9000, 9100])[cel] * rng.uniform(0.9, 1.1, 200)
    ruis = 1000 * rng.uniform(0.5, 1.5, 200)

    uit = [
        compute_stabiliteit(
            kosten, compute_logkosten(kosten), cel=cel, pad=create_pad(kosten, cel), trekkingen=40, zaad=1
        )[2]
        for kosten in (anders, ruis)
    ]

    assert uit[0] == 1.0
    assert uit[1] < 0.8


def aantal(k, r2, **anders):
    gewoon = {
        "r2_log": r2, "spreiding": 0.6, "spreiding_alle": 0.9, "clienten": 100, "aanbieders": 5,
        "prijsverhouding": None if k == 1 else 1.5, "stabiliteit": 1.0,
    }  # fmt: skip
    return Aantal(k=k, r2=r2, **(gewoon | anders))


def test_the_smallest_number_that_meets_all():
    oordelen = check_aantallen(
        [aantal(1, 0), aantal(2, 0.4), aantal(3, 0.6), aantal(4, 0.605)], grenzen=GRENZEN
    )
    advies = choose_aantal(oordelen, grenzen=GRENZEN)

    assert [oordeel.niet_voldaan for oordeel in oordelen] == [
        ("r2", "r2_log", "winst", "winst_log"),
        ("r2", "r2_log", "winst", "winst_log"),
        (),
        (),
    ]
    assert (advies.k, advies.voldoet) == (3, True)
    assert advies.reden == (
        "3 profielen is het kleinste aantal dat aan alle criteria voldoet. Dat verklaart 60 % van het "
        "verschil in kosten bij cliënten die nog niet zijn gezien. Met 2 profielen niet: het verklaart "
        "minder dan 95 % van wat het meeste verklaart; één profiel meer verklaart nog 1 % of meer."
    )


@pytest.mark.parametrize(
    ("anders", "criterium"),
    [
        ({"clienten": 29}, "clienten"),
        ({"aanbieders": 2}, "aanbieders"),
        ({"spreiding": 1.01}, "spreiding"),
        ({"prijsverhouding": 1.14}, "prijsverhouding"),
        ({"stabiliteit": 0.79}, "stabiliteit"),
    ],
)
def test_every_criterion_can_stop_a_number(anders, criterium):
    goed = {"clienten": 30, "aanbieders": 3, "spreiding": 1.0, "prijsverhouding": 1.15, "stabiliteit": 0.8}
    rijen = [aantal(1, 0), aantal(2, 0.5, **(goed | anders)), aantal(3, 0.505)]

    oordelen = check_aantallen(rijen, grenzen=GRENZEN)

    assert oordelen[1].niet_voldaan == (criterium,)
    assert choose_aantal(oordelen, grenzen=GRENZEN).k == 3
    assert (
        check_aantallen([rijen[0], aantal(2, 0.5, **goed), rijen[2]], grenzen=GRENZEN)[1].niet_voldaan == ()
    )


def test_without_a_number_that_meets_all_the_nearest_with_its_fault():
    rijen = [aantal(1, 0, spreiding=1.4), aantal(2, 0.5, clienten=12)]

    advies = choose_aantal(check_aantallen(rijen, grenzen=GRENZEN), grenzen=GRENZEN)

    assert (advies.k, advies.voldoet) == (2, False)
    assert advies.reden == (
        "Geen aantal voldoet aan alle criteria. 2 profielen komt het dichtst in de buurt. Dat verklaart 50 % "
        "van het verschil in kosten bij cliënten die nog niet zijn gezien. Wat niet lukt: een profiel telt "
        "12 cliënten, ten minste 30 is nodig."
    )
