"""From products to kinds of traject: form, hours a week and length, and what stays a product."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories.lake import create_frame, create_regel

from stelsel.analyse.profielen.trajectomzetting import Trajectomzetting, compute_trajectomzetting
from stelsel.lake.engine import create_engine
from stelsel.lake.tabellen import DECLARATIEREGELS

BEGIN, LAATST = date(2023, 1, 2), date(2025, 12, 31)


def compute(*hulp: tuple[int, str, str, int, int, int]) -> Trajectomzetting:
    """`hulp`: client, product, unit, volume, days, cents; beside it a line at the end of the data."""
    regels = [
        create_regel(
            nr, bedrag, domein="jeugd", productcategorie="45", productcode=code, eenheid=eenheid,
            volume=volume, begindatum=BEGIN, einddatum=BEGIN + timedelta(days=dagen - 1),
        )
        for nr, code, eenheid, volume, dagen, bedrag in hulp
    ]  # fmt: skip
    regels.append(
        create_regel(99, 100, domein="jeugd", productcode="45P1P", begindatum=LAATST, einddatum=LAATST)
    )
    tabel = create_engine({}).create_table("regels", create_frame(DECLARATIEREGELS, regels).to_arrow())
    return compute_trajectomzetting(tabel, domein="jeugd", met_profiel=["45P1P"], lopend=62)


@pytest.mark.eis("R2.36", "R2.37", "R2.38")
def test_form_hours_and_length_make_a_traject_of_one_client() -> None:
    uit = compute(
        (0, "45A01", "04", 13, 91, 60_000),  # 1 hour a week, 3 months
        (1, "45A01", "01", 3_000, 91, 30_000),  # 50 hours in 13 weeks
        (2, "45A01", "04", 26, 365, 10_000),  # half an hour a week, a year
        (0, "44B01", "14", 91, 91, 100_000),  # days, no hours
    )

    assert [(p.productcode, p.clienten, p.trajecten, p.bedrag, p.omgezet) for p in uit.producten] == [
        ("44B01", 1, 0, 100_000, 0),
        ("45A01", 3, 3, 100_000, 100_000),
    ]
    assert uit.aandeel == pytest.approx(0.5)
    assert [(v.uren, v.maanden, v.trajecten, v.bedrag) for v in uit.vormen] == [
        ("1 tot 2 uur per week", "tot 6 maanden", 1, 60_000),
        ("2 tot 4 uur per week", "tot 6 maanden", 1, 30_000),
        ("tot 1 uur per week", "6 tot 12 maanden", 1, 10_000),
    ]
    assert uit.producten[1].maanden == pytest.approx(91 / 365.25 * 12)


def test_what_still_runs_has_no_length() -> None:
    loopt = (LAATST - BEGIN).days
    uit = compute((0, "45A01", "04", 100, loopt, 60_000), (1, "45A01", "04", 100, loopt - 62, 40_000))

    (product,) = uit.producten
    assert (product.clienten, product.trajecten, product.loopt, product.omgezet) == (2, 1, 1, 40_000)


def test_help_in_two_units_and_help_that_was_paid_back_stay_a_product() -> None:
    uit = compute(
        (0, "45A01", "04", 10, 30, 5_000),
        (0, "45A01", "14", 10, 30, 5_000),
        (1, "45A01", "04", 10, 30, 5_000),
        (1, "45A01", "04", -10, 30, -5_000),
    )

    assert (uit.producten[0].trajecten, uit.vormen, uit.producten[0].aandeel) == (0, (), 0.0)


def test_nothing_to_convert() -> None:
    uit = compute()

    assert (uit.producten, uit.vormen, uit.aandeel) == ((), (), None)
