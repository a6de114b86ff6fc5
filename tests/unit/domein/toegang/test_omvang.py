"""Volume and money of an allocation."""

from __future__ import annotations

from datetime import date

import pytest

from stelsel.domein.toegang.omvang import check_omvang, render_omvang, toegekend_bedrag
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

ZOMER = Periode(date(2022, 7, 11), date(2022, 9, 4))


@pytest.mark.parametrize(
    ("omvang", "tarief", "tariefeenheid", "bedrag"),
    [
        pytest.param(Omvang(3, Eenheid.UUR, Frequentie.WEEK), 6_400, "04", 24 * 6_400, id="uren per week"),
        pytest.param(Omvang(40, Eenheid.UUR, Frequentie.TOTAAL), 8_625, "04", 345_000, id="uren in totaal"),
        pytest.param(Omvang(250_000, Eenheid.EURO, Frequentie.TOTAAL), 1, "83", 250_000, id="bedrag"),
        pytest.param(
            Omvang(95, Eenheid.MINUUT, Frequentie.TOTAAL), 8_625, "04", 13_656, id="minuten, uurtarief"
        ),
        pytest.param(
            Omvang(95, Eenheid.MINUUT, Frequentie.TOTAAL), 144, "01", 13_680, id="minuten, minuuttarief"
        ),
    ],
)
def test_toegekend_bedrag(omvang: Omvang, tarief: int, tariefeenheid: str, bedrag: int) -> None:
    assert toegekend_bedrag(omvang, tarief=tarief, tariefeenheid=tariefeenheid, periode=ZOMER) == bedrag


@pytest.mark.parametrize(
    ("omvang", "tarief", "eind"),
    [
        pytest.param(Omvang(3, Eenheid.UUR, Frequentie.WEEK), 6_400, None, id="per week zonder einde"),
        pytest.param(Omvang(3, Eenheid.UUR, Frequentie.WEEK), None, date(2022, 9, 4), id="zonder tarief"),
    ],
)
def test_toegekend_bedrag_unknown(omvang: Omvang, tarief: int | None, eind: date | None) -> None:
    periode = Periode(date(2022, 7, 11), eind)

    assert toegekend_bedrag(omvang, tarief=tarief, tariefeenheid="04", periode=periode) is None


def test_check_omvang_product_code_needs_a_volume() -> None:
    assert check_omvang(None, productcode="", periode=ZOMER) == []
    assert check_omvang(None, productcode="02A01", periode=ZOMER) == [
        "Vul in hoeveel hulp u toekent: bij dit product hoort een aantal."
    ]


@pytest.mark.parametrize(
    ("omvang", "eind", "fouten"),
    [
        pytest.param(Omvang(3, Eenheid.UUR, Frequentie.WEEK), date(2026, 12, 31), [], id="goed"),
        pytest.param(
            Omvang(3, Eenheid.UUR, Frequentie.WEEK),
            None,
            ["Vul een einddatum in: die is nodig bij een aantal per week."],
            id="per week zonder einddatum",
        ),
        pytest.param(Omvang(3, Eenheid.UUR, Frequentie.TOTAAL), None, [], id="totaal zonder einddatum"),
        pytest.param(
            Omvang(0, Eenheid.DAGDEEL, Frequentie.DAG),
            None,
            ["Het aantal moet ten minste 1 zijn.", "Dagdelen kunt u niet per dag toekennen."],
            id="twee fouten tegelijk",
        ),
    ],
)
def test_check_omvang(omvang: Omvang, eind: date | None, fouten: list[str]) -> None:
    assert check_omvang(omvang, productcode="02A01", periode=Periode(date(2026, 1, 1), eind)) == fouten


def test_render_omvang() -> None:
    gelezen = [
        render_omvang(Omvang(3, Eenheid.UUR, Frequentie.WEEK)),
        render_omvang(Omvang(250_000, Eenheid.EURO, Frequentie.TOTAAL)),
    ]

    assert gelezen == ["3 uur per week", "€ 2.500,00 in totaal"]
