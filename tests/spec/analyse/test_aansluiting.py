"""From what was read to what was counted: every line has one place, and the euros add up."""

import pytest
from tests.factories.lake import create_regel, publish_rijen

from stelsel.analyse.aansluiting import compute_aansluiting
from stelsel.analyse.selectie import ALLES, Selectie
from stelsel.lake.engine import get_tabel
from stelsel.lake.tabellen import DECLARATIEREGELS

REGELS = [
    create_regel(0, 100),
    create_regel(0, -30),
    create_regel(1, 7, gemeente="9902"),
    create_regel(1, 5, gemeente="9902", domein="jeugd"),
    create_regel(2, 11, domein="jeugd"),
]


@pytest.fixture
def regels(tmp_path, engine):
    lake = publish_rijen(tmp_path / "lake", regels=REGELS)
    return get_tabel(engine, lake=lake, tabel=DECLARATIEREGELS)


@pytest.mark.eis("R1.01")
def test_every_line_has_one_place(regels):
    keuze = Selectie(jaar=2026, gemeenten=frozenset({"9901"}), domeinen=frozenset({"wmo"}))

    uit = compute_aansluiting(
        {"bron": regels}, selectie=keuze, clientkosten=70, weggelaten=[("datum_ongeldig", 2, 900)]
    )

    assert uit.als_data() == {
        "gelezen": [{"soort": "bron", "regels": 7, "bedrag": 993}],
        "weggelaten": [{"soort": "datum_ongeldig", "regels": 2, "bedrag": 900}],
        "buiten_keuze": [
            {"soort": "andere_gemeente", "regels": 2, "bedrag": 12},
            {"soort": "ander_domein", "regels": 1, "bedrag": 11},
        ],
        "geteld": {"regels": 2, "bedrag": 70},
        "verschil": 0,
    }


def test_a_client_that_was_lost_shows(regels):
    assert compute_aansluiting({"bron": regels}, clientkosten=93).verschil == 0
    assert compute_aansluiting({"bron": regels}, clientkosten=82).verschil == 11


def test_another_year_and_no_source(regels):
    uit = compute_aansluiting({"bron": regels}, selectie=Selectie(jaar=2020), clientkosten=0)

    assert [(p.soort, p.regels, p.bedrag) for p in uit.buiten_keuze] == [("ander_jaar", 5, 93)]
    assert compute_aansluiting({}, selectie=ALLES, clientkosten=0).verschil == 0
