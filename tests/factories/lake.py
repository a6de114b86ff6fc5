"""Rows for a lake in a test: each with everything its contract asks, overridable by field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES, TOEWIJZINGEN, Tabel

GEGEVENS_TM = date(2026, 3, 15)


def create_regel(client_nr: int, bedrag: int, **velden: Any) -> dict[str, Any]:
    """An approved claim line in cents of January 2026 in Aldervoort (9901), Wmo."""
    return {
        "client_nr": client_nr,
        "gemeente": "9901",
        "aanbieder": "41990001",
        "domein": "wmo",
        "productcategorie": "02",
        "productcode": "02A01",
        "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 1, 31),
        "volume": 1,
        "eenheid": "04",
        "bedrag": bedrag,
    } | velden


def create_toewijzing(client_nr: int, bedrag: int | None, **velden: Any) -> dict[str, Any]:
    """An allocation of the whole of 2026 in Aldervoort (9901), Wmo."""
    return (
        dict.fromkeys(TOEWIJZINGEN.kolomnamen)
        | {
            "client_nr": client_nr,
            "toewijzing": f"t{client_nr}",
            "gemeente": "9901",
            "aanbieder": "41990001",
            "domein": "wmo",
            "ingangsdatum": date(2026, 1, 1),
            "einddatum": date(2026, 12, 31),
            "bedrag": bedrag,
        }
        | velden
    )


def create_declaratie(ingediend: int, goedgekeurd: int, **velden: Any) -> dict[str, Any]:
    """A judged claim of January 2026 in Aldervoort (9901), Wmo; what was approved is proposed for payment."""
    return {
        "gemeente": "9901",
        "aanbieder": "41990001",
        "domein": "wmo",
        "declaratie": "d",
        "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 1, 31),
        "ingediend": ingediend,
        "goedgekeurd": goedgekeurd,
        "betaalvoorstel": goedgekeurd,
    } | velden


def create_frame(tabel: Tabel, rijen: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame with the columns of the contract."""
    return pl.DataFrame(list(rijen) or None, schema=list(tabel.kolomnamen), infer_schema_length=None)


def publish_rijen(
    map: Path,
    *,
    regels: Iterable[dict[str, Any]] = (),
    toewijzingen: Iterable[dict[str, Any]] = (),
    declaraties: Iterable[dict[str, Any]] = (),
) -> Lake:
    """A lake in `map` with these rows, published by the source "test"."""
    lake = Lake(map)
    with lake.publish(bron="test", momentopname="test", gegevens_tm=GEGEVENS_TM) as publicatie:
        publicatie.write(DECLARATIEREGELS, create_frame(DECLARATIEREGELS, regels))
        publicatie.write(TOEWIJZINGEN, create_frame(TOEWIJZINGEN, toewijzingen))
        publicatie.write(DECLARATIES, create_frame(DECLARATIES, declaraties))
    return lake
