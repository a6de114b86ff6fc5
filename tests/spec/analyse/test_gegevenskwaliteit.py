"""What is said of claim lines before they are counted: each kind with its lines, euros and examples."""

from datetime import date

import pytest
from tests.factories.lake import GEGEVENS_TM, create_regel

from stelsel.analyse.gegevenskwaliteit import (
    Bronjaar,
    Voorbeeld,
    concat_bronnen,
    list_bevindingen,
    list_bronjaren,
)
from stelsel.lake.tabellen import DECLARATIEREGELS

GEWOON = [create_regel(nr, 8_000 + 100 * nr) for nr in range(10)]


@pytest.fixture
def zoek(lees):
    """The findings in the lines of one source, or of two."""

    def zoek(regels, andere=()):
        bronnen = {"een": lees(DECLARATIEREGELS, regels)}
        if andere:
            bronnen["twee"] = lees(DECLARATIEREGELS, andere)
        return list_bevindingen(concat_bronnen(bronnen), gegevens_tm=GEGEVENS_TM)

    return zoek


def _kort(bevindingen):
    return [(b.soort, b.regels, b.bedrag) for b in bevindingen]


def test_clean_lines_give_nothing(zoek):
    assert zoek(GEWOON) == []
    assert zoek([]) == []


def test_a_line_three_times_is_two_too_many(zoek):
    regels = [*GEWOON, create_regel(3, 8_300), create_regel(3, 8_300)]

    assert _kort(zoek(regels)) == [("dubbel", 2, 16_600)]


@pytest.mark.parametrize(
    "anders", [{"aanbieder": "41990002"}, {"volume": 2}, {"einddatum": date(2026, 1, 30)}]
)
def test_one_other_column_makes_another_line(zoek, anders):
    assert _kort(zoek([*GEWOON, create_regel(3, 8_300, **anders)])) == []


def test_the_same_line_in_two_sources(zoek):
    assert _kort(zoek(GEWOON, [create_regel(3, 8_300)])) == [("dubbel_bronnen", 1, 8_300)]


@pytest.mark.parametrize(
    ("velden", "soort"),
    [
        ({"einddatum": date(2025, 12, 31)}, "periode_omgekeerd"),
        ({"begindatum": date(2026, 3, 16), "einddatum": date(2026, 3, 31)}, "datum_toekomst"),
        ({"begindatum": date(2025, 1, 1), "einddatum": date(2026, 1, 2)}, "periode_lang"),
        ({"volume": -1}, "volume_negatief"),
    ],
)
def test_what_cannot_be_or_is_odd(zoek, velden, soort):
    assert _kort(zoek([*GEWOON, create_regel(20, 8_000, **velden)])) == [(soort, 1, 8_000)]


@pytest.mark.parametrize(
    "velden",
    [
        {"einddatum": date(2026, 1, 1)},
        {"begindatum": GEGEVENS_TM, "einddatum": GEGEVENS_TM},
        {"begindatum": date(2025, 1, 1), "einddatum": date(2026, 1, 1)},
    ],
)
def test_on_the_edge_is_ordinary(zoek, velden):
    assert _kort(zoek([*GEWOON, create_regel(20, 8_000, **velden)])) == []


def test_help_without_an_amount(zoek):
    assert _kort(zoek([*GEWOON, create_regel(20, 0)])) == [("bedrag_nul", 1, 0)]


@pytest.mark.parametrize(("aantal", "gevonden"), [(40, [("uitschieter", 1, 300_000)]), (20, [])])
def test_an_amount_far_above_its_product(zoek, aantal, gevonden):
    """Thirty times the usual, in enough lines to know what is usual; in too few nothing is said."""
    gewoon = [create_regel(nr, 10_000 + nr) for nr in range(aantal)]

    assert _kort(zoek([*gewoon, create_regel(99, 300_000)])) == gevonden


def test_examples_name_no_client_and_begin_with_the_most_money(zoek):
    regels = [create_regel(nr, 1_000 * nr, volume=-1) for nr in range(1, 8)]

    (bevinding,) = zoek(regels)

    assert bevinding.voorbeelden[0] == Voorbeeld("2026-01", "9901", "41990001", "02 02A01", -1, "04", 7_000)
    assert [v.bedrag for v in bevinding.voorbeelden] == [7_000, 6_000, 5_000, 4_000, 3_000]


def test_a_product_without_a_code(zoek):
    (bevinding,) = zoek([create_regel(1, 1_000, volume=-1, productcode=None)])

    assert bevinding.voorbeelden[0].product == "02"


def test_years_and_months_of_a_source(lees):
    maart = {"begindatum": date(2025, 3, 1), "einddatum": date(2025, 3, 31)}
    regels = [create_regel(1, 100, **maart), create_regel(1, 200), create_regel(2, -50)]

    jaren = list_bronjaren(concat_bronnen({"een": lees(DECLARATIEREGELS, regels)}))

    assert jaren == [Bronjaar("een", 2025, 1, 1, 1, 100), Bronjaar("een", 2026, 2, 2, 1, 150)]
