"""The official volume examples, by the scalar sums and by the columns that judge whole messages."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stelsel.istandaarden.beoordeling import volume as kolommen
from stelsel.kern.periode import Periode
from stelsel.kern.volume import (
    Eenheid,
    Frequentie,
    Omvang,
    maximum_in_productperiode,
    maximum_over_toewijzing,
)

BESTAND = Path(os.environ.get("STELSEL_SHARED", "../shared")) / "istandaarden" / "volume_examples.json"
VOORBEELDEN: list[dict[str, Any]] = json.loads(BESTAND.read_text("utf-8")) if BESTAND.exists() else []
pytestmark = pytest.mark.skipif(not VOORBEELDEN, reason="reference folder (STELSEL_SHARED) is absent")


def parse_voorbeeld(voorbeeld: dict[str, Any]) -> tuple[Omvang, Periode, bool]:
    omvang = Omvang(voorbeeld["volume"], Eenheid(voorbeeld["eenheid"]), Frequentie(voorbeeld["frequentie"]))
    toewijzing = Periode(date.fromisoformat(voorbeeld["ingang"]), date.fromisoformat(voorbeeld["eind"]))
    return omvang, toewijzing, voorbeeld.get("wmo_categorie") == "01"


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda v: v["id"])
def test_scalar(voorbeeld: dict[str, Any]) -> None:
    omvang, toewijzing, huishoudelijk = parse_voorbeeld(voorbeeld)

    per_periode = [
        maximum_in_productperiode(
            omvang, toewijzing=toewijzing, productperiode=maand, huishoudelijke_hulp=huishoudelijk
        )
        for maand in toewijzing.maanden()
    ]

    assert per_periode == voorbeeld["max_per_period"]
    if "max_total" in voorbeeld:
        assert maximum_over_toewijzing(omvang, toewijzing=toewijzing) == voorbeeld["max_total"]


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda v: v["id"])
def test_columns(voorbeeld: dict[str, Any]) -> None:
    omvang, toewijzing, huishoudelijk = parse_voorbeeld(voorbeeld)
    rijen = pl.DataFrame(
        {"begin": [m.begin for m in toewijzing.maanden()], "eind": [m.eind for m in toewijzing.maanden()]}
    )
    rijen = rijen.with_columns(
        t_begin=pl.lit(toewijzing.begin), t_eind=pl.lit(toewijzing.eind), t_volume=pl.lit(omvang.volume),
        t_eenheid=pl.lit(omvang.eenheid.value), t_frequentie=pl.lit(omvang.frequentie.value),
    )  # fmt: skip

    uit = rijen.select(
        periode=kolommen.maximum_in_productperiode(huishoudelijke_hulp=pl.lit(value=huishoudelijk)),
        totaal=kolommen.maximum_over_toewijzing(),
    )

    factor = 60 if omvang.eenheid is Eenheid.UUR else 1
    assert uit["periode"].to_list() == [m * factor for m in voorbeeld["max_per_period"]]
    if "max_total" in voorbeeld:
        assert uit["totaal"].unique().to_list() == [voorbeeld["max_total"] * factor]
