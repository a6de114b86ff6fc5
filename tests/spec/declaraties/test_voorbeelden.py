"""The worked examples of the standard, judged as claim lines: what just fits is approved, one more is not.

IV076 and IV077 (weeks), IV078 (a broken month), IV079 and IV081 (minutes, rounding of the rate).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.unit.istandaarden.test_beoordeling import beoordeel

from stelsel.kern.periode import Periode
from stelsel.kern.volume import uren_afgerond

#: The name of the product, and its categorie, code, rate and unit in the contract.
PRODUCTEN = {"uren": ("02", "02A01", 6000, "04"), "euro": ("02", "02B01", None, "83"),
             "huishouden": ("01", "01A04", 3300, "04")}  # fmt: skip
#: product, volume, frequentie, first and last day, most per ProductPeriode, most in total
VOORBEELDEN: list[tuple[str, int, str, date, date, list[int], int | None]] = [
    ("uren", 3, "2", date(2022, 7, 11), date(2022, 9, 4), [9, 15, 3], 24),
    ("uren", 3, "2", date(2022, 10, 11), date(2022, 12, 28), [12, 15, 15], 36),
    ("uren", 3, "2", date(2022, 4, 13), date(2022, 6, 30), [9, 18, 15], 36),
    ("huishouden", 1, "2", date(2022, 5, 1), date(2022, 7, 31), [6, 6, 6], 14),
    ("euro", 30_000, "2", date(2022, 10, 11), date(2022, 12, 31), [90_000, 120_000, 150_000], None),
    ("euro", 30_000, "2", date(2022, 7, 11), date(2022, 9, 4), [90_000, 120_000, 30_000], None),
    ("euro", 30_000, "2", date(2022, 7, 11), date(2022, 9, 3), [90_000, 150_000, 0], None),
    ("euro", 15_000, "2", date(2022, 4, 15), date(2022, 6, 4), [30_000, 90_000, 0], None),
    ("uren", 15, "4", date(2021, 10, 12), date(2021, 12, 13), [15, 15, 15], None),
]


def create_regel(product: str, periode: Periode, volume: int) -> dict[str, Any]:
    """A line of this volume that is right in everything else."""
    categorie, code, tarief, eenheid = PRODUCTEN[product]
    bedrag = volume if tarief is None else volume * tarief
    return {
        **{"categorie": categorie, "code": code, "tarief": tarief, "eenheid": eenheid},
        **{"begin": periode.begin, "eind": periode.eind, "volume": volume, "bedrag": bedrag},
    }


def create_toewijzing(product: str, volume: int, frequentie: str, periode: Periode) -> dict[str, Any]:
    categorie, code, _, eenheid = PRODUCTEN[product]
    return {
        **{"t_categorie": categorie, "t_code": code, "t_eenheid": eenheid, "t_volume": volume},
        **{"t_frequentie": frequentie, "t_begin": periode.begin, "t_eind": periode.eind},
    }


@pytest.mark.parametrize(
    ("product", "volume", "frequentie", "begin", "eind", "per_maand", "totaal"), VOORBEELDEN
)
def test_example(
    product: str, volume: int, frequentie: str, begin: date, eind: date,
    per_maand: list[int], totaal: int | None,
) -> None:  # fmt: skip
    geheel = Periode(begin, eind)
    toewijzing = create_toewijzing(product, volume, frequentie, geheel)

    for maand, maximum in zip(geheel.maanden(), per_maand, strict=True):
        past = beoordeel(create_regel(product, maand, maximum), toewijzing=toewijzing)
        te_veel = beoordeel(create_regel(product, maand, maximum + 1), toewijzing=toewijzing)
        assert past == [[]]
        assert te_veel[0][:1] == ["TR321"]
    if totaal is not None:
        maanden = list(geheel.maanden())
        verdeeld = _verdeel(totaal, per_maand)
        regels = [create_regel(product, m, v) for m, v in zip(maanden, verdeeld, strict=True) if v]
        assert beoordeel(*regels, toewijzing=toewijzing) == [[] for _ in regels]


def _verdeel(totaal: int, per_maand: list[int]) -> list[int]:
    """The total over the months, each at most its maximum."""
    verdeeld = []
    for maximum in per_maand:
        verdeeld.append(min(maximum, totaal))
        totaal -= verdeeld[-1]
    return verdeeld


@pytest.mark.parametrize(("over", "regels"), [(0, []), (1, ["TR322"])], ids=["precies", "een te veel"])
def test_total_over_the_allocation(over: int, regels: list[str]) -> None:
    """Eight weeks of three hours: 24 hours, though the months together allow 27."""
    geheel = Periode(date(2022, 7, 11), date(2022, 9, 4))
    toewijzing = create_toewijzing("uren", 3, "2", geheel)
    volumes = [9, 13, 2 + over]
    lijnen = [create_regel("uren", m, v) for m, v in zip(geheel.maanden(), volumes, strict=True)]

    assert beoordeel(*lijnen, toewijzing=toewijzing) == [[], [], regels]


def test_minutes_are_summed_and_then_rounded_to_hours() -> None:
    """Four visits of 95 minutes are 380 minutes: 6 hours 20, so 6 hours."""
    assert uren_afgerond(4 * 95) == 6


@pytest.mark.parametrize(
    ("uurtarief", "per_minuut", "bedrag", "regels"),
    [
        ("02A02", 146, 55_290, []),
        ("02A02", 145, 55_290, ["TR418"]),
        ("02A02", 146, 55_480, ["TR346"]),
        ("02A04", 145, 55_252, []),
        ("02A04", 146, 55_252, ["TR418"]),
    ],
    ids=["1,455 naar 1,46", "naar beneden", "met het afgeronde tarief", "1,454 naar 1,45", "naar boven"],
)
def test_rate_per_minute_is_rounded_and_the_amount_once(
    uurtarief: str, per_minuut: int, bedrag: int, regels: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """380 minutes at 87,30 and at 87,24 an hour."""
    contract = [
        ("02A02", "02", "04", 8730, date(2020, 1, 1), None),
        ("02A04", "02", "04", 8724, date(2020, 1, 1), None),
    ]
    monkeypatch.setattr("tests.unit.istandaarden.test_beoordeling.CONTRACT", contract)
    regel = {"code": uurtarief, "eenheid": "01", "volume": 380, "tarief": per_minuut, "bedrag": bedrag}

    assert beoordeel(regel, toewijzing={"t_code": uurtarief}) == [regels]
