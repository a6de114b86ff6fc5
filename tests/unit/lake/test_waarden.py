from datetime import date

import polars as pl
import pytest

from stelsel.lake.intake.waarden import (
    parse_bedragen,
    parse_codes,
    parse_datums,
    parse_domeinen,
    parse_volumes,
)


@pytest.mark.parametrize(
    ("tekst", "centen"),
    [
        ("12", 1200), ("12,5", 1250), ("12.50", 1250), ("-12,50", -1250), ("12,50-", -1250),
        ("1.234,56", 123456), ("1,234.56", 123456), ("1 234,56", 123456), ("1\u00a0234,56", 123456),
        ("1'234.50", 123450), ("1.234", 123400), ("1,234", 123400), ("1.234.567", 123456700),
        ("0,125", 13), ("1234.567", 123457), ("€ 12,50", 1250), ("EUR 12.50", 1250), ("12,-", 1200),
        ("(12,50)", -1250), ("−5,00", -500), ("+5", 500), (",50", 50), (" 7 ", 700), ("0,005", 1),
        ("-0,005", -1),
    ],
)  # fmt: skip
def test_amount_as_people_write_it(tekst, centen):
    assert parse_bedragen(pl.Series([tekst])).to_list() == [centen]


@pytest.mark.parametrize(
    "tekst", ["", "-", "twaalf", "1.234.56", "12.34,56", "1e6", "--5", "1,2,3", "12;50", None]
)
def test_amount_that_cannot_be_read_is_empty(tekst):
    assert parse_bedragen(pl.Series([tekst], dtype=pl.String)).to_list() == [None]


@pytest.mark.parametrize(
    "tekst", ["2025-03-01", "1-3-2025", "01-03-2025", " 1-3-2025 ", "2025-03-01 00:00:00"]
)
def test_date_as_people_write_it(tekst):
    assert parse_datums(pl.Series([tekst])).to_list() == [date(2025, 3, 1)]


@pytest.mark.parametrize(
    "tekst", ["31-11-2017", "30-2-2025", "2025-13-01", "1-3-25", "1/3/2025", "0025-03-01", "45000", "", None]
)
def test_date_that_cannot_be_read_is_empty(tekst):
    assert parse_datums(pl.Series([tekst], dtype=pl.String)).to_list() == [None]


def test_few_different_texts_give_the_same_as_many():
    teksten = pl.Series(["1-3-2025", "x", None, "1-3-2025"] * 10)

    assert parse_datums(teksten).to_list() == [date(2025, 3, 1), None, None, date(2025, 3, 1)] * 10


def test_codes_get_their_leading_zeros_back():
    assert parse_codes(pl.Series(["363", " 0363 ", "buiten", "99999"]), cijfers=4).to_list() == [
        "0363",
        "0363",
        "buiten",
        "99999",
    ]


def test_domains_by_their_names_in_use():
    assert parse_domeinen(pl.Series(["Jeugd", "WMO", "JW", "Pw", "Zorg"])).to_list() == [
        "jeugd",
        "wmo",
        "jeugd",
        "participatie",
        "zorg",
    ]


@pytest.mark.parametrize(
    ("teksten", "volumes"),
    [
        (["1.375", "2.5"], [1.375, 2.5]),
        (["1,375", " 0,5", None, ""], [1.375, 0.5, None, None]),
        (["1.440", "30"], [1440, 30]),
        (["1.440", "1.440.000", "2.5"], [1440, 1_440_000, 2.5]),
        (["1.440", "1.440,5"], [1440, 1440.5]),
        (["1.440", "2,5"], [1440, 2.5]),
    ],
    ids=["decimalen", "komma", "duizendtal", "miljoen", "duizend met komma", "twee tekens"],
)
def test_a_mark_in_volumes_means_what_it_means_elsewhere_in_the_column(teksten, volumes):
    assert parse_volumes(pl.Series(teksten, dtype=pl.String)).to_list() == volumes
