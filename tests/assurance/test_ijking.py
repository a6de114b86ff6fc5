"""The example region at scale 1 against its calibration: client counts, cost distribution, planted truths.

Every truth is recomputed here from the lake or from the truth layer, not read back from the code that
planted it. The negative controls show that the same measurement fails on a region that is off.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from stelsel.demo import ijking
from stelsel.demo.geschiedenis import write_geschiedenis
from stelsel.demo.personen import DAGEN_PER_MAAND, Blok, create_verblijven, dag, list_onderdelen
from stelsel.demo.regio import GEMEENTEN
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, TOEWIJZINGEN

pytestmark = pytest.mark.traag

#: Value and tolerance per measure, for one region.
VERWACHT = {
    "jeugd": {
        "gemiddelde": (12_182, 0.05 * 12_182),
        "mediaan": (5_890, 0.05 * 5_890),
        "cv": (1.91, 0.15),
        "gini": (0.596, 0.02),
        "top 1": (0.152, 0.02),
        "top 5": (0.364, 0.02),
        "top 10": (0.484, 0.02),
        "top 20": (0.637, 0.02),
        "top 50": (0.873, 0.02),
        "helft": (0.108, 0.01),
    },
    "wmo": {
        "gemiddelde": (4_048, 0.03 * 4_048),
        "mediaan": (1_945, 0.04 * 1_945),
        "cv": (1.94, 0.10),
        "gini": (0.648, 0.015),
        "top 1": (0.150, 0.015),
        "top 5": (0.385, 0.015),
        "top 10": (0.517, 0.015),
        "top 20": (0.673, 0.015),
        "top 50": (0.908, 0.015),
        "helft": (0.092, 0.006),
    },
}
CLIENTEN_PER_DOMEIN = {"jeugd": 6_358, "wmo": 17_280}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    map = tmp_path_factory.mktemp("ijking") / "lake"
    write_geschiedenis(map=map, zaad=1, schaal=1, today=date(2026, 3, 16), voortgang=lambda tekst: None)
    return Lake(map)


@pytest.fixture(scope="module")
def laag(lake: Lake) -> Path:
    return lake.map.with_name("lake-waarheid")


@pytest.fixture(scope="module")
def waarheden(laag: Path) -> dict[str, Any]:
    inhoud = json.loads((laag / "waarheid.json").read_text("utf-8"))
    assert (inhoud["label"], inhoud["schaal"]) == ("synthetisch", 1)
    return {waarheid["id"]: waarheid["waarde"] for waarheid in inhoud["waarheden"]}


def measure(euros: np.ndarray) -> dict[str, float]:
    """The measures of VERWACHT on costs per client."""
    x = np.sort(euros)
    n = len(x)
    van_boven = np.cumsum(x[::-1]) / x.sum()
    top = {f"top {p}": float(van_boven[round(n * p / 100) - 1]) for p in (1, 5, 10, 20, 50)}
    return top | {
        "gemiddelde": float(x.mean()),
        "mediaan": float(np.median(x)),
        "cv": float(x.std() / x.mean()),
        "gini": float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * x.sum())),
        "helft": float((np.searchsorted(van_boven, 0.5) + 1) / n),
    }


def list_afwijkingen(domein: str, maten: dict[str, float]) -> list[str]:
    """The measures outside their tolerance."""
    return [
        naam for naam, (waarde, marge) in VERWACHT[domein].items() if not abs(maten[naam] - waarde) <= marge
    ]


def _kosten(lake: Lake, domein: str, jaar: int) -> np.ndarray:
    per_client = (
        lake.scan(DECLARATIEREGELS, jaren=[jaar])
        .filter(pl.col("domein") == domein)
        .group_by("client_nr")
        .agg(pl.col("bedrag").sum() / 100)
    )
    return per_client.collect()["bedrag"].to_numpy()


@pytest.mark.parametrize("domein", ["jeugd", "wmo"])
def test_cost_distribution_of_the_calibration_year(lake: Lake, domein: str):
    kosten = _kosten(lake, domein, ijking.IJKJAAR)

    assert len(kosten) == pytest.approx(CLIENTEN_PER_DOMEIN[domein], rel=0.02)
    assert list_afwijkingen(domein, measure(kosten)) == []


@pytest.mark.parametrize("domein", ["jeugd", "wmo"])
def test_cost_distribution_flattened_is_noticed(lake: Lake, domein: str):
    kosten = _kosten(lake, domein, ijking.IJKJAAR)

    vlak = list_afwijkingen(domein, measure(kosten**0.9 * kosten.mean() / (kosten**0.9).mean()))

    assert {"gini", "top 5", "helft"} <= set(vlak)


def test_clients_per_municipality(lake: Lake):
    geteld = dict(
        lake.scan(DECLARATIEREGELS, jaren=[ijking.IJKJAAR])
        .filter(pl.col("domein") == "jeugd")
        .group_by("gemeente")
        .agg(pl.col("client_nr").n_unique())
        .collect()
        .iter_rows()
    )

    assert set(geteld) == {g.code for g in GEMEENTEN}
    for gemeente in GEMEENTEN:
        assert geteld[gemeente.code] == pytest.approx(gemeente.jeugdclienten, rel=0.02)


@pytest.mark.parametrize("wet", ["jw", "wmo"])
def test_length_of_stays(wet: str):
    verblijven = create_verblijven(Blok(0, 1.0, 1), wet=wet)
    nieuw = verblijven.start >= dag(ijking.JAREN[0])
    maanden = (verblijven.eind - verblijven.start) / DAGEN_PER_MAAND

    for nummer, onderdeel in enumerate(list_onderdelen(wet)):
        if onderdeel.ladder:
            continue
        eigen = maanden[nieuw & (verblijven.onderdeel == nummer)]
        mediaan = onderdeel.duur / (1 + onderdeel.duur_cv**2) ** 0.5
        assert eigen.mean() == pytest.approx(onderdeel.duur, rel=0.05)
        assert np.median(eigen) == pytest.approx(mediaan, rel=0.08)


def test_sums_over_municipalities_and_providers_equal_the_region(lake: Lake):
    regels = lake.scan(DECLARATIEREGELS)
    totaal = regels.select(pl.col("bedrag").sum()).collect().item()

    for kolom in ("gemeente", "aanbieder"):
        assert regels.group_by(kolom).agg(pl.col("bedrag").sum()).collect()["bedrag"].sum() == totaal


def test_e01_e02_e03_e19_drop_out_from_the_lake(lake: Lake, waarheden: dict[str, Any]):
    jaar = ijking.JAREN[-1]
    einden = lake.scan(TOEWIJZINGEN).filter(
        (pl.col("domein") == "jeugd")
        & (pl.col("stopdatum").dt.year() == jaar)
        & pl.col("reden").is_in(["31", "32", "33", "34"])
        & ~pl.col("productcode").is_in(ijking.EXTRA_JEUGD)
    )
    per = {
        agb: (n, uitval)
        for agb, n, uitval in einden.group_by("aanbieder")
        .agg(pl.len(), pl.col("reden").is_in(["32", "33"]).sum())
        .collect()
        .iter_rows()
    }
    geplant = {
        naam: rij
        for id_ in ("E01", "E02", "E03", "E19")
        for naam, rij in waarheden[id_].items()
        if naam.startswith("Y")
    }

    assert set(geplant) == {"Y02", "Y03", "Y05", "Y06", "Y11", "Y12"}
    for rij in geplant.values():
        assert per[rij["aanbieder"]] == (rij["n"], rij["uitval"])
    regio = waarheden["E01"]["regio"]
    assert regio == pytest.approx(0.138, abs=0.014)
    assert geplant["Y03"]["aandeel"] > regio + 3.09 * (regio * (1 - regio) / geplant["Y03"]["n"]) ** 0.5
    assert geplant["Y05"]["aandeel"] < regio - 3.09 * (regio * (1 - regio) / geplant["Y05"]["n"]) ** 0.5
    assert geplant["Y02"]["aandeel"] > regio + 1.96 * (regio * (1 - regio) / geplant["Y02"]["n"]) ** 0.5
    assert (geplant["Y03"]["o_e"] > 1.5, geplant["Y05"]["o_e"] < 0.6) == (True, True)
    assert geplant["Y02"]["o_e"] == pytest.approx(1, abs=0.12)
    assert geplant["Y06"]["aandeel"] < regio - 0.015
    assert geplant["Y06"]["o_e"] == pytest.approx(1, abs=0.12)


def test_e06_need_groups_explain_cost_and_noise_does_not(laag: Path, waarheden: dict[str, Any]):
    rijen = (
        pl.scan_parquet(laag / "clientjaren" / "*.parquet")
        .filter((pl.col("domein") == "jeugd") & (pl.col("jaar") == ijking.JAREN[-1]))
        .collect()
    )

    assert waarheden["E06"]["aandelen"] == pytest.approx(ijking.BEHOEFTEGROEPEN, abs=0.015)
    assert _r2(rijen, "groep") == pytest.approx(waarheden["E06"]["r2"], abs=1e-6)
    assert _r2(rijen, "groep") > 0.60
    sturend = rijen.with_columns(ouder=pl.col("leeftijd") >= 12)
    assert _r2(sturend, "complexiteit", "gezinsproblemen", "ouder") > 0.60
    assert _r2(rijen, "geboortemaand", "postcode_even") < 0.01


def _r2(rijen: pl.DataFrame, *groep: str) -> float:
    x = rijen["niveau"].to_numpy().astype(float)
    verwacht = rijen.select(pl.col("niveau").mean().over(*groep))["niveau"].to_numpy()
    return float(1 - ((x - verwacht) ** 2).sum() / ((x - x.mean()) ** 2).sum())


def test_e08_growth_in_clients_intensity_and_price_from_the_lake(lake: Lake, waarheden: dict[str, Any]):
    voor, na = ijking.JAREN[-2:]
    sleutel = ["aanbieder", "productcode"]
    regels = {
        jaar: lake.scan(DECLARATIEREGELS, jaren=[jaar]).filter(pl.col("domein") == "jeugd")
        for jaar in (voor, na)
    }
    prijs_voor = (
        regels[voor].group_by(sleutel).agg((pl.col("bedrag").sum() / pl.col("volume").sum()).alias("p"))
    )
    samen = (
        regels[na]
        .join(prijs_voor, on=sleutel)
        .select(pl.col("bedrag").sum(), (pl.col("volume") * pl.col("p")).sum().alias("oud"))
    )
    bedrag, oud = samen.collect().row(0)
    n, kosten = (
        {j: regels[j].select(uit).collect().item() for j in (voor, na)}
        for uit in (pl.col("client_nr").n_unique(), pl.col("bedrag").sum())
    )

    gemeten = {"clienten": n[na] / n[voor], "prijs": bedrag / oud, "totaal": kosten[na] / kosten[voor]}

    assert {naam: round(waarheden["E08"][naam], 3) for naam in gemeten} == pytest.approx(gemeten, abs=0.002)
    assert gemeten == pytest.approx({"clienten": 1.02, "prijs": 1.03, "totaal": 1.0611}, abs=0.002)
    assert gemeten["totaal"] / gemeten["clienten"] / gemeten["prijs"] == pytest.approx(1.01, abs=0.002)


def test_e13_stacking_falls_and_is_seen_in_the_lake(lake: Lake, waarheden: dict[str, Any]):
    gemeten = {}
    for jaar in ijking.JAREN:
        per_maand = (
            lake.scan(DECLARATIEREGELS, jaren=[jaar])
            .filter(pl.col("domein") == "jeugd")
            .with_columns(extra=pl.col("productcode").is_in(ijking.EXTRA_JEUGD))
            .group_by("client_nr")
            .agg(pl.col("extra").any() & (~pl.col("extra")).any())
            .collect()
        )
        gemeten[str(jaar)] = per_maand["extra"].mean()

    assert gemeten == pytest.approx(waarheden["E13"], abs=0.01)
    assert (round(gemeten["2023"], 2), round(gemeten["2025"], 2)) == (0.18, 0.12)


def test_e15_budget_of_y01_in_zilverbroek(lake: Lake, waarheden: dict[str, Any]):
    e15 = waarheden["E15"]
    regels = lake.scan(DECLARATIEREGELS, jaren=[e15["jaar"]]).filter(
        (pl.col("aanbieder") == e15["aanbieder"]) & (pl.col("gemeente") == e15["gemeente"])
    )
    maand = pl.col("begindatum").dt.month()

    tot_juli, augustus = (
        regels.filter(wie).select(pl.col("bedrag").sum()).collect().item() for wie in (maand <= 7, maand == 8)
    )

    assert (tot_juli + augustus * 15 // 31) / e15["budget"] == pytest.approx(0.85, abs=1e-6)
    assert e15["dag_op_bij_gelijk_tempo"] == 267


def test_shares_of_households(lake: Lake):
    per = lake.scan(CLIENTEN).group_by("huishouden").len().collect()["len"]

    assert (per > 1).sum() > 0
    assert per.max() == 2
