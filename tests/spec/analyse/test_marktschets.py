"""Clients, cost, spread and segments: claim lines in, figures out, on every engine.

The reference on plain lists and the version for millions of lines are held together here.
"""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.lake import create_regel

from stelsel.analyse.abc import compute_abc
from stelsel.analyse.clienten_en_kosten import (
    Groepskosten,
    compute_kostenbeeld,
    get_klassen_per_groep,
    get_kosten_per_client,
    get_kosten_per_groep,
)
from stelsel.analyse.marktschets import compute_marktschets
from stelsel.analyse.selectie import Selectie
from stelsel.analyse.verdeling import TOPPEN, compute_verdeling
from stelsel.domein.marktschets import concentratie, segmentatie
from stelsel.lake.tabellen import DECLARATIEREGELS


@pytest.fixture
def tabel(lees):
    return lambda *regels: lees(DECLARATIEREGELS, regels)


@pytest.mark.eis("R1.01", "R1.02")
def test_a_client_counts_once_over_all_providers_and_products(tabel):
    regels = tabel(
        create_regel(0, 1000, aanbieder="41990001"),
        create_regel(0, 500, aanbieder="41990002", productcode="02A05"),
        create_regel(1, 700),
    )

    assert get_kosten_per_client(regels).tolist() == [700, 1500]


def test_a_credit_counts_negative_and_its_client_still_counts(tabel):
    regels = tabel(create_regel(0, 1000), create_regel(0, -1000), create_regel(1, 700))

    assert get_kosten_per_client(regels).tolist() == [0, 700]


def test_clients_per_gemeente_and_class_of_cost_at_the_borders(tabel):
    regels = tabel(
        create_regel(0, 60_000),
        create_regel(0, 40_000, aanbieder="41990002"),
        create_regel(1, 99_999),
        create_regel(2, 500_000, gemeente="9902"),
        create_regel(3, 499_999, gemeente="9902"),
        create_regel(3, 700_000, gemeente="9902", begindatum=date(2025, 1, 1)),
    )

    per = get_klassen_per_groep(
        regels, kolom="gemeente", grenzen=(100_000, 500_000), selectie=Selectie(jaar=2026)
    )
    zonder_grens = get_klassen_per_groep(regels, kolom="gemeente", grenzen=())

    assert per == {"9901": [1, 1, 0], "9902": [0, 1, 1]}
    assert zonder_grens == {"9901": [2], "9902": [2]}


def test_a_line_belongs_to_the_year_in_which_support_began(tabel):
    oudjaar = {"begindatum": date(2025, 12, 29), "einddatum": date(2026, 1, 4)}
    regels = tabel(create_regel(0, 1000, **oudjaar), create_regel(0, 1))

    assert get_kosten_per_client(regels, Selectie(jaar=2025)).tolist() == [1000]


def test_a_selection_limits_to_municipalities_and_domains(tabel):
    regels = tabel(
        create_regel(0, 1),
        create_regel(0, 10, domein="jeugd"),
        create_regel(0, 100, gemeente="9902"),
    )
    keuze = Selectie(gemeenten=frozenset({"9901"}), domeinen=frozenset({"wmo"}))

    assert get_kosten_per_client(regels, keuze).tolist() == [1]


@pytest.mark.eis("R1.01")
def test_a_client_in_two_municipalities_counts_in_both_but_money_adds_up(tabel):
    regels = tabel(create_regel(0, 1), create_regel(0, 10, gemeente="9902"), create_regel(1, 100))

    assert get_kosten_per_groep(regels, kolom="gemeente") == [
        Groepskosten("9901", 2, 101, hoogste=100),
        Groepskosten("9902", 1, 10, hoogste=10),
    ]


def test_figures_of_ten_clients_in_the_published_shape(tabel):
    euros = [500, 800, 1200, 1500, 2000, 2500, 3000, 4500, 9000, 25000]
    regels = tabel(*(create_regel(nummer, 100 * euro) for nummer, euro in enumerate(euros)))

    data = compute_marktschets(get_kosten_per_client(regels)).als_data()
    uitleg = data["abc_regel"].pop("uitleg")

    assert data == {
        "clienten": 10,
        "totaal_bedrag": 5_000_000,
        "kosten_per_client": {
            "gemiddelde": 500_000.0,
            "mediaan": 225_000.0,
            "p25": 127_500.0,
            "p75": 412_500.0,
            "p90": 1_060_000.0,
        },
        "gini": 0.5988,
        "aandeel_top": {"1": 0.05, "5": 0.25, "10": 0.5, "20": 0.68},
        "abc": [
            {
                "segment": "C",
                "clienten": 1,
                "aandeel_clienten": 0.1,
                "bedrag": 2_500_000,
                "aandeel_bedrag": 0.5,
            },
            {
                "segment": "B",
                "clienten": 9,
                "aandeel_clienten": 0.9,
                "bedrag": 2_500_000,
                "aandeel_bedrag": 0.5,
            },
        ],
        "abc_regel": {"naam": "helft", "grens": 2_500_000},
    }
    assert "de helft van alle kosten is bereikt" in uitleg


def test_nobody(tabel):
    data = compute_marktschets(get_kosten_per_client(tabel())).als_data()

    assert (data["clienten"], data["totaal_bedrag"], data["gini"]) == (0, 0, 0.0)
    assert set(data["kosten_per_client"].values()) == {None}
    assert [segment["clienten"] for segment in data["abc"]] == [0, 0]


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=200))
@settings(max_examples=200, deadline=None)
def test_the_large_version_equals_the_reference(kosten):
    veel = np.array(kosten, dtype=np.int64)
    beeld, verdeling = compute_kostenbeeld(veel), compute_verdeling(veel)

    assert compute_abc(veel) == segmentatie.abc(kosten)
    assert verdeling.gini == pytest.approx(concentratie.gini(kosten), abs=1e-9)
    assert verdeling.aandeel_top == pytest.approx(
        {procent: concentratie.aandeel_top(kosten, procent=procent) for procent in TOPPEN}, abs=1e-9
    )
    assert (beeld.p25, beeld.mediaan, beeld.p75, beeld.p90) == pytest.approx(
        tuple(concentratie.percentiel(kosten, procent=procent) for procent in (25, 50, 75, 90))
    )


@given(st.lists(st.integers(min_value=-(10**6), max_value=10**6), min_size=1, max_size=50))
@settings(max_examples=100, deadline=None)
def test_money_is_conserved_over_segments_also_with_credits(kosten):
    indeling = compute_abc(np.array(kosten, dtype=np.int64))

    assert sum(segment.bedrag for segment in indeling.segmenten) == sum(kosten)
    assert sum(segment.clienten for segment in indeling.segmenten) == len(kosten)
