"""The history in the lake at a small scale: reproducible, in blocks, and consistent in itself."""

import hashlib
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stelsel.demo.geschiedenis import list_blokken, write_geschiedenis
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, RESULTATEN, TOEWIJZINGEN

TODAY = date(2026, 3, 16)
SCHAAL = 0.05


def _write(map: Path, *, zaad: int = 1, schaal: float = SCHAAL, met_fouten: bool = False) -> Lake:
    write_geschiedenis(
        map=map, zaad=zaad, schaal=schaal, today=TODAY, voortgang=lambda tekst: None, met_fouten=met_fouten
    )
    return Lake(map)


def _vingerafdruk(map: Path) -> str:
    som = hashlib.sha256()
    for pad in sorted(p for p in map.parent.rglob("*") if p.is_file()):
        som.update(str(pad.relative_to(map.parent)).encode() + pad.read_bytes())
    return som.hexdigest()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return _write(tmp_path_factory.mktemp("demo") / "lake")


@pytest.mark.parametrize("zaad", [1, 7])
def test_same_seed_and_scale_give_the_same_bytes(tmp_path: Path, zaad: int):
    for naam in ("eerste", "tweede"):
        _write(tmp_path / naam / "lake", zaad=zaad)

    assert _vingerafdruk(tmp_path / "eerste" / "lake") == _vingerafdruk(tmp_path / "tweede" / "lake")


def test_another_seed_gives_other_bytes(tmp_path: Path):
    for zaad in (1, 2):
        _write(tmp_path / str(zaad) / "lake", zaad=zaad)

    assert _vingerafdruk(tmp_path / "1" / "lake") != _vingerafdruk(tmp_path / "2" / "lake")


def test_blokken_split_the_scale():
    assert [blok.deel for blok in list_blokken(zaad=1, schaal=2.5)] == [1.0, 1.0, 0.5]
    with pytest.raises(ValueError, match="groter dan nul"):
        list_blokken(zaad=1, schaal=0)


def test_history_must_be_over():
    with pytest.raises(ValueError, match="31-12-2025"):
        write_geschiedenis(
            map=Path("lake"), zaad=1, schaal=1, today=date(2025, 12, 31), voortgang=lambda tekst: None
        )


def test_lines_lie_within_their_allocation_and_stay_below_what_was_granted(lake: Lake):
    regels = lake.scan(DECLARATIEREGELS)
    sleutel = ["client_nr", "aanbieder", "productcode"]
    toegekend = (
        lake.scan(TOEWIJZINGEN)
        .group_by(sleutel)
        .agg(pl.col("startdatum").min(), pl.col("einddatum").max(), pl.col("bedrag").sum().alias("toegekend"))
    )

    samen = (
        regels.group_by(sleutel)
        .agg(pl.col("begindatum").min(), pl.col("einddatum").max().alias("tot"), pl.col("bedrag").sum())
        .join(toegekend, on=sleutel, how="left")
        .collect()
    )

    assert samen["toegekend"].null_count() == 0
    assert samen.filter(
        (pl.col("begindatum") < pl.col("startdatum"))
        | (pl.col("tot") > pl.col("einddatum"))
        | (pl.col("bedrag") > pl.col("toegekend"))
    ).is_empty()


def test_allocations_begin_within_the_history_and_reports_lie_in_it(lake: Lake):
    jaar = lake.scan(TOEWIJZINGEN).select(
        pl.col("ingangsdatum").dt.year().min().alias("eerste"),
        pl.max_horizontal("ingangsdatum", "startdatum", "stopdatum").dt.year().max().alias("laatste"),
        (pl.col("reden").is_null() == pl.col("stopdatum").is_null()).all().alias("reden bij stop"),
    )

    assert jaar.collect().rows() == [(2017, 2025, True)]


def test_a_line_covers_at_most_one_month_and_has_one_tariff_per_provider_product_and_year(lake: Lake):
    regels = lake.scan(DECLARATIEREGELS).collect()
    prijs = regels.with_columns(
        jaar=pl.col("begindatum").dt.year(),
        per=pl.when(pl.col("eenheid") == "01").then(60).otherwise(1) * pl.col("bedrag") / pl.col("volume"),
    )

    spreiding = (
        prijs.filter(pl.col("eenheid") != "01")
        .group_by("aanbieder", "productcode", "jaar")
        .agg(pl.col("per").n_unique())
    )

    assert regels.filter(
        pl.col("begindatum").dt.month_start() != pl.col("einddatum").dt.month_start()
    ).is_empty()
    assert spreiding["per"].unique().to_list() == [1]


def test_stay_is_never_more_than_the_days_of_the_line(lake: Lake):
    dagen = (pl.col("einddatum") - pl.col("begindatum")).dt.total_days() + 1
    te_veel = lake.scan(DECLARATIEREGELS).filter((pl.col("eenheid") == "14") & (pl.col("volume") > dagen))

    assert te_veel.collect().is_empty()


def test_municipalities_that_merged_or_joined(lake: Lake):
    codes = (
        lake.scan(DECLARATIEREGELS)
        .group_by("gemeente")
        .agg(
            pl.col("begindatum").min().dt.year().alias("van"),
            pl.col("begindatum").max().dt.year().alias("tot"),
        )
        .sort("gemeente")
        .collect()
    )
    heel = [(f"990{n}", 2021, 2025) for n in range(2, 7)]

    assert codes.rows() == [
        ("0997", 2021, 2022),
        ("0998", 2021, 2022),
        ("9901", 2023, 2025),
        *heel,
        ("9907", 2023, 2025),
    ]


def test_every_client_is_in_the_list_of_clients(lake: Lake):
    clienten = lake.scan(CLIENTEN).select("client_nr").collect()["client_nr"]

    assert clienten.n_unique() == clienten.len()
    for tabel in (DECLARATIEREGELS, TOEWIJZINGEN, RESULTATEN):
        nummers = lake.scan(tabel).select(pl.col("client_nr").unique()).collect()["client_nr"]
        assert nummers.is_in(clienten.to_list()).all()


def test_dirty_data_only_on_request_and_counted(lake: Lake, tmp_path: Path):
    vuil = _write(tmp_path / "lake", met_fouten=True)
    waarheid = json.loads((tmp_path / "lake-waarheid" / "waarheid.json").read_text("utf-8"))
    geplant = next(w["waarde"] for w in waarheid["waarheden"] if w["id"] == "E26")

    gevonden = {}
    for naam, bron in (("schoon", lake), ("vuil", vuil)):
        regels, toewijzingen = bron.scan(DECLARATIEREGELS).collect(), bron.scan(TOEWIJZINGEN).collect()
        gevonden[naam] = {
            "onbekend_product": regels.filter(pl.col("productcode") == "99X99").height,
            "dubbele_regel": regels.height - regels.unique().height,
            "einddatum_ontbreekt": toewijzingen["einddatum"].null_count(),
            "eind_voor_start": toewijzingen.filter(pl.col("einddatum") < pl.col("ingangsdatum")).height,
        }

    assert gevonden["schoon"] == dict.fromkeys(geplant, 0)
    assert gevonden["vuil"] == geplant
