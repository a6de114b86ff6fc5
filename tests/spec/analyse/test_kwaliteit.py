"""Lines that look wrong only together, and clean lines that do not."""

from datetime import date

import pytest
from tests.factories.lake import create_regel

from stelsel.analyse.kwaliteit import Opmerking, list_herindelingen, list_opmerkingen
from stelsel.lake.intake.regels import list_gemeentecodes
from stelsel.lake.tabellen import DECLARATIEREGELS


@pytest.fixture
def tabel(lees):
    return lambda *regels: lees(DECLARATIEREGELS, regels)


GEWOON = [create_regel(nr, 8_000 + 100 * nr) for nr in range(10)]


def test_clean_lines_give_nothing(tabel):
    gecorrigeerd = [create_regel(20, 8_000), create_regel(20, -8_000), create_regel(20, 7_500)]

    assert list_opmerkingen(tabel(*GEWOON, *gecorrigeerd)) == []
    assert list_opmerkingen(tabel()) == []


def test_more_taken_back_than_claimed(tabel):
    regels = [
        create_regel(20, 8_000),
        create_regel(20, -8_001),
        create_regel(21, -5_000, aanbieder="41990002"),
    ]

    assert list_opmerkingen(tabel(*GEWOON, *regels)) == [Opmerking("credit_zonder_debet", 2, -13_001, ())]


@pytest.mark.parametrize(("bedrag", "verdacht"), [(850_000, 1), (85, 1), (300_000, 0), (30_000, 0)])
def test_a_price_of_a_hundred_times_the_usual(tabel, bedrag, verdacht):
    gevonden = list_opmerkingen(tabel(*GEWOON, create_regel(20, bedrag)))

    assert [(o.soort, o.aantal, o.bedrag) for o in gevonden] == [("factor_100", 1, bedrag)] * verdacht


def test_prices_that_lie_far_apart_say_nothing(tabel):
    assert list_opmerkingen(tabel(*(create_regel(nr, 100 * 3**nr) for nr in range(10)))) == []


def test_codes_of_before_and_after_a_merger(tabel):
    voor = {"begindatum": date(2022, 5, 1), "einddatum": date(2022, 5, 31), "gemeente": "0997"}
    na = voor | {"begindatum": date(2023, 5, 1), "einddatum": date(2023, 5, 31)}

    def soorten(*regels):
        return [(o.soort, o.aantal) for o in list_opmerkingen(tabel(*regels))]

    assert soorten(create_regel(0, 1, **voor)) == []
    assert soorten(create_regel(0, 1, **na)) == [("gemeente_samengevoegd", 1)]
    assert soorten(create_regel(0, 1, **voor), create_regel(1, 1)) == [("gemeente_samengevoegd", 1)]


def test_merged_codes_are_gone_and_their_successors_are_there():
    codes = list_gemeentecodes()
    voorbeeldregio = {"0997", "0998"}

    assert {oud for oud, _, _ in list_herindelingen() if oud in codes} <= voorbeeldregio
    assert [nieuw for _, nieuw, _ in list_herindelingen() if nieuw not in codes] == []
