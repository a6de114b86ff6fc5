"""The worked numbers of the market measures: what the field computes by hand."""

import math

import pytest

from stelsel.domein.marktschets.concentratie import aandeel_top, gini, percentiel, variatiecoefficient
from stelsel.domein.marktschets.segmentatie import Segment, abc
from stelsel.domein.marktschets.verklaring import samenvoegverlies, uitbijtergrens, verklaarde_variantie

VIJF = [1, 2, 3, 4, 10]
TIEN = [500, 800, 1200, 1500, 2000, 2500, 3000, 4500, 9000, 25000]
GROEPEN = {
    "A": [2000, 2500, 3000, 3500],
    "B": [5000, 6000, 7500, 9500],
    "C": [15000, 22000, 26000, 41000],
}


def test_five_clients():
    assert gini(VIJF) == 0.4
    assert round(variatiecoefficient(VIJF), 4) == 0.7906
    assert aandeel_top(VIJF, procent=20) == 0.5


def test_ten_clients():
    assert gini(TIEN) == 0.5988
    assert round(variatiecoefficient(TIEN), 4) == 1.4143
    assert [aandeel_top(TIEN, procent=procent) for procent in (10, 20, 50)] == [0.5, 0.68, 0.88]
    assert abc(TIEN).grens == 25000


def test_ten_clients_in_segments():
    assert abc(TIEN).segmenten == (Segment("C", 1, 0.1, 25000, 0.5), Segment("B", 9, 0.9, 25000, 0.5))


def test_segment_a_only_where_it_is_given():
    indeling = abc(TIEN, niet_geindiceerd=(10, 50000))

    assert indeling.segmenten == (
        Segment("C", 1, 0.05, 25000, 0.25),
        Segment("B", 9, 0.45, 25000, 0.25),
        Segment("A", 10, 0.5, 50000, 0.5),
    )


def test_the_client_with_whom_half_is_reached_belongs_to_c():
    assert [segment.clienten for segment in abc([40, 30, 20, 10]).segmenten] == [2, 2]
    assert [segment.clienten for segment in abc([5, 5, 5, 5]).segmenten] == [2, 2]


def test_a_top_counts_its_last_client_for_the_fraction():
    assert aandeel_top([10, 20, 30, 40], procent=10) == 0.16
    assert aandeel_top(VIJF, procent=10) == 0.25


def test_percentile_lies_between_two_clients():
    assert [percentiel(VIJF, procent=procent) for procent in (0, 25, 50, 90, 100)] == [1, 2, 3, 7.6, 10]


def test_equal_cost_is_no_inequality_and_no_cost_is_none_either():
    assert gini([7, 7, 7]) == 0
    assert gini([0, 0]) == 0
    assert aandeel_top([0, 0], procent=10) == 0


def test_without_clients():
    assert gini([]) == 0
    assert abc([]).grens is None
    with pytest.raises(ValueError, match="niemand"):
        percentiel([], procent=50)
    with pytest.raises(ValueError, match="nul"):
        variatiecoefficient([1, -1])


def test_explained_variation_of_three_groups():
    logs = {naam: [math.log(kost) for kost in groep] for naam, groep in GROEPEN.items()}

    assert round(verklaarde_variantie(GROEPEN), 4) == 0.7659
    assert round(verklaarde_variantie(logs), 4) == 0.9135


def test_merging_two_groups_loses_variation():
    samen = {"AB": GROEPEN["A"] + GROEPEN["B"], "C": GROEPEN["C"]}

    assert samenvoegverlies(GROEPEN["A"], GROEPEN["B"]) == 36_125_000
    assert round(verklaarde_variantie(samen), 4) == 0.7434


def test_coefficients_of_variation_per_group():
    assert [round(variatiecoefficient(groep), 4) for groep in GROEPEN.values()] == [0.2033, 0.2422, 0.3659]


def test_outlier_limit():
    assert round(uitbijtergrens(GROEPEN["C"]), 2) == 56_036.33
    with pytest.raises(ValueError, match="twee"):
        uitbijtergrens([100, -5])


def test_nothing_to_explain():
    with pytest.raises(ValueError, match="verschil"):
        verklaarde_variantie({"A": [5, 5]})
