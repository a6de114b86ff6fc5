"""Regions with a known truth: who wins and loses is found, and the band holds what it promises."""

import numpy as np
import polars as pl
import pytest

from stelsel.analyse.bekostiging.bootstrapband import (
    compute_band,
    compute_verhoudingsband,
    create_rng,
    draw_paren,
)
from stelsel.analyse.bekostiging.clientdelen import get_clientdelen
from stelsel.analyse.bekostiging.modelvergelijking import Modelvergelijking, compute_modelvergelijking
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vergelijkinvoer import Vergelijkinvoer
from stelsel.lake.engine import create_engine

REGIOS = 200
#: Cost of the clients of an aanbieder, beside others with the same profiel.
WINNAARS, VERLIEZERS = {f"4100000{n}": 0.82 for n in range(4)}, {f"4200000{n}": 1.20 for n in range(4)}
GEWOON = {f"430000{n:02d}": 1.0 for n in range(16)}
SIGNAAL = 0.05


def create_regio(zaad: int, *, factoren: dict[str, float], per_aanbieder: int = 800) -> Modelvergelijking:
    """Six profielen; every aanbieder has clients of all of them, dearer or cheaper by its factor."""
    rng = np.random.default_rng(zaad)
    n = per_aanbieder * len(factoren)
    aanbieder = np.repeat(list(factoren), per_aanbieder)
    profiel = rng.integers(0, 6, n)
    kosten = 150_000 * 1.6**profiel * np.repeat(list(factoren.values()), per_aanbieder)
    kosten = kosten * np.exp(0.4 * rng.standard_normal(n) - 0.08)
    regels = pl.DataFrame(
        {
            "client_nr": np.arange(n),
            "gemeente": np.array(["0363", "0518"])[rng.integers(0, 2, n)],
            "aanbieder": aanbieder,
            "bedrag": kosten.astype(np.int64),
        }
    )
    tabel = create_engine({}).create_table("regels", regels.to_arrow(), overwrite=True)
    profielen = pl.DataFrame({"client_nr": np.arange(n), "profiel": [f"P{p}" for p in profiel]})
    return compute_modelvergelijking(
        get_clientdelen(tabel, profielen=profielen), Vergelijkinvoer(trekkingen=200)
    )


def list_genoemd(vergelijking: Modelvergelijking) -> tuple[set[str], set[str]]:
    """Who gains and who loses, beyond the border and beyond chance."""
    aanbieders = vergelijking.modellen[Model.OUTPUT].aanbieders
    winnaars = {agb for agb, a in aanbieders.items() if a.deel > SIGNAAL and a.deel_p10 > 0}
    return winnaars, {agb for agb, a in aanbieders.items() if a.deel < -SIGNAAL and a.deel_p90 < 0}


@pytest.mark.parametrize("zaad", range(5))
def test_planted_winners_and_losers_are_found_and_nobody_else(zaad: int) -> None:
    vergelijking = create_regio(zaad, factoren=WINNAARS | VERLIEZERS | GEWOON)

    assert list_genoemd(vergelijking) == (set(WINNAARS), set(VERLIEZERS))


def test_without_planted_differences_nobody_is_named() -> None:
    assert list_genoemd(create_regio(7, factoren=GEWOON)) == (set(), set())


def test_heavier_clients_of_another_profiel_are_no_loss() -> None:
    """Who has dearer profielen, and not dearer clients within them, keeps its income."""
    zwaar = {"41000000": 1.0, "42000000": 1.0}
    rng = np.random.default_rng(3)
    n = 4000
    profiel = np.concatenate([rng.integers(0, 2, n), rng.integers(4, 6, n)])
    regels = pl.DataFrame(
        {
            "client_nr": np.arange(2 * n),
            "gemeente": "0363",
            "aanbieder": np.repeat(list(zwaar), n),
            "bedrag": (100_000 * 2.0**profiel * np.exp(0.3 * rng.standard_normal(2 * n))).astype(np.int64),
        }
    )
    tabel = create_engine({}).create_table("regels", regels.to_arrow(), overwrite=True)
    profielen = pl.DataFrame({"client_nr": np.arange(2 * n), "profiel": [f"P{p}" for p in profiel]})

    uit = compute_modelvergelijking(get_clientdelen(tabel, profielen=profielen)).modellen[Model.OUTPUT]

    assert [round(a.deel, 6) for a in uit.aanbieders.values()] == [0, 0]


@pytest.mark.parametrize(
    ("percentielen", "laagste", "hoogste"), [((5, 95), 0.85, 0.95), ((10, 90), 0.74, 0.86)]
)
def test_the_band_holds_the_true_expectation_as_often_as_it_says(
    percentielen: tuple[float, float], laagste: float, hoogste: float
) -> None:
    assert laagste <= compute_dekking(percentielen) <= hoogste


def test_a_band_that_promises_too_much_is_seen() -> None:
    """Negative control: half of the outcomes do not count as nine in ten."""
    assert compute_dekking((25, 75)) < 0.7


def compute_dekking(percentielen: tuple[float, float]) -> float:
    """Share of seeded regions of 400 clients whose band holds what 400 such clients cost on average."""
    n, sigma = 400, 0.9
    waarheid = n * 500_000 * np.exp(sigma**2 / 2)
    raak = 0
    for zaad in range(REGIOS):
        kosten = 500_000 * np.exp(sigma * np.random.default_rng(zaad).standard_normal(n))
        laag, hoog = compute_band(
            kosten, trekkingen=400, rng=create_rng(zaad, "0363"), percentielen=percentielen
        )
        raak += laag <= waarheid <= hoog
    return raak / REGIOS


def test_a_count_per_value_and_a_draw_per_client_give_the_same_band() -> None:
    """Few different amounts are drawn in a faster way; the two are the same to within chance."""
    weinig = np.repeat([100.0, 500.0, 2500.0], 400)
    veel = weinig + np.linspace(0, 1e-6, len(weinig))

    banden = [compute_band(w, trekkingen=20_000, rng=create_rng(1, "x")) for w in (weinig, veel)]

    assert banden[0] == pytest.approx(banden[1], rel=0.003)


def test_a_computed_band_of_an_effect_is_the_drawn_one() -> None:
    rng = np.random.default_rng(5)
    oud = np.exp(8 + 0.8 * rng.standard_normal(500))
    nieuw = 0.9 * oud.mean() * (0.5 + rng.random(500))

    som_oud, som_nieuw = draw_paren(np.vstack([oud, nieuw]), trekkingen=20_000, rng=create_rng(1, "x"))
    getrokken = np.percentile(som_nieuw / som_oud - 1, (10, 90))

    assert compute_verhoudingsband(oud, nieuw) == pytest.approx(tuple(getrokken), abs=0.005)
