"""Trajecten as places: rows in, figures out, on every engine."""

from datetime import date, timedelta

import pytest
from tests.factories.lake import create_toewijzing

from stelsel.analyse.duur import DAGEN_PER_MAAND
from stelsel.analyse.profielen.plekken import compute_plekvormen
from stelsel.analyse.selectie import Selectie
from stelsel.lake.tabellen import TOEWIJZINGEN

PEIL = date(2026, 3, 31)
VAN_2025 = Selectie(jaar=2025)


def verblijf(client_nr, van, tot, **velden):
    datums = {"ingangsdatum": van, "einddatum": None, "startdatum": van, "stopdatum": tot}
    return create_toewijzing(client_nr, None, **datums | {"productcategorie": "02"} | velden)


@pytest.mark.eis("R4.13")
def test_begun_ended_length_and_at_the_same_time(lees):
    rijen = [
        verblijf(0, date(2024, 7, 1), date(2025, 1, 31)),  # ends in the year, 215 days
        verblijf(1, date(2025, 1, 1), date(2025, 12, 31)),  # all of the year, ends in it, 365 days
        verblijf(2, date(2025, 12, 31), None),  # one day of the year
        verblijf(3, date(2026, 1, 5), None),  # after it
    ]

    (vorm,) = compute_plekvormen(lees(TOEWIJZINGEN, rijen), peildatum=PEIL, selectie=VAN_2025, vormen={})

    assert (vorm.vorm, vorm.begonnen, vorm.geeindigd) == ("wmo 02", 2, 2)
    assert vorm.duur == pytest.approx((215 + 365) / 2 / DAGEN_PER_MAAND)
    assert vorm.tegelijk == pytest.approx((31 + 365 + 1) / 365)


def test_products_of_one_profiel_are_one_traject(lees):
    """A second product of the same profiel that follows at once goes on with the traject."""
    rijen = [
        verblijf(0, date(2025, 2, 1), date(2025, 4, 30), productcode="02A01"),
        verblijf(0, date(2025, 5, 1), date(2025, 7, 31), productcode="02A02"),
        verblijf(1, date(2025, 2, 1), date(2025, 4, 30), productcode="02A03"),
    ]
    vormen = {"wmo 02A01": "W1", "wmo 02A02": "W1"}

    uit = compute_plekvormen(lees(TOEWIJZINGEN, rijen), peildatum=PEIL, selectie=VAN_2025, vormen=vormen)

    assert [(v.vorm, v.begonnen, v.geeindigd) for v in uit] == [("W1", 1, 1), ("wmo 02", 1, 1)]


def test_in_balance_inflow_times_length_is_who_is_in_help(lees):
    """Planted: every three days one begins, and each lasts 90 days: thirty at the same time."""
    rijen = [
        verblijf(nr, (van := date(2024, 1, 1) + timedelta(days=3 * nr)), van + timedelta(days=89))
        for nr in range(260)
    ]

    (vorm,) = compute_plekvormen(lees(TOEWIJZINGEN, rijen), peildatum=PEIL, selectie=VAN_2025, vormen={})

    assert vorm.duur == pytest.approx(90 / DAGEN_PER_MAAND)
    assert vorm.laag == vorm.hoog == pytest.approx(vorm.duur)
    assert vorm.tegelijk == pytest.approx(30, abs=0.1)
    assert vorm.begonnen * vorm.duur / 12 == pytest.approx(vorm.tegelijk, rel=0.01)


def test_of_a_year_that_is_not_over_only_the_days_that_were_seen_count(lees):
    rijen = [verblijf(0, date(2026, 1, 1), None), verblijf(1, date(2026, 3, 31), None)]

    (vorm,) = compute_plekvormen(
        lees(TOEWIJZINGEN, rijen), peildatum=PEIL, selectie=Selectie(jaar=2026), vormen={}
    )

    assert (vorm.begonnen, vorm.geeindigd, vorm.duur) == (2, 0, None)
    assert vorm.tegelijk == pytest.approx((90 + 1) / 90)


def test_without_a_year_nothing_is_counted(lees):
    with pytest.raises(ValueError, match="per year"):
        compute_plekvormen(lees(TOEWIJZINGEN, []), peildatum=PEIL, selectie=Selectie(), vormen={})
