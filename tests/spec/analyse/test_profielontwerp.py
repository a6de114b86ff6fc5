"""The design of profiles finds what was planted: the number of groups, the groups, and nothing in noise.

Four to seven groups of clients, each 1.6 times as costly as the one before, cost lognormal around it. What
makes the group differs per shape; ages, districts and referrers are noise. Fifty regions per shape.
"""

from datetime import date

import numpy as np
import polars as pl
import pytest

from stelsel.analyse.profielen.ontwerp import compute_indeling, compute_ontwerp
from stelsel.domein.profielen.criteria import get_grenzen
from stelsel.domein.profielen.stabiliteit import compute_rand

GRENZEN = get_grenzen(date(2026, 1, 1))
ZADEN, CLIENTEN = 50, 2_000


def create_assen(rng, groepen):
    """Complexity and intensity: cells in the order of their weight are cut into groups of two or more."""
    complexiteit, intensiteit = rng.integers(0, 4, CLIENTEN), rng.integers(0, 4, CLIENTEN)
    rang = complexiteit * 4 + intensiteit
    grenzen = np.linspace(0, 16, groepen + 1).round().astype(int)[1:-1]
    return np.searchsorted(grenzen, rang, side="right"), {
        "complexiteit": np.array(["laag", "midden", "hoog", "zeer hoog"])[complexiteit],
        "intensiteit": np.array(["P", "I", "DL", "DZ"])[intensiteit],
    }


def create_score(rng, groepen):
    """A score of needs that blurs: one in forty clients is measured nearer to another group."""
    groep = rng.integers(0, groepen, CLIENTEN)
    return groep, {"score": (groep + rng.normal(0, 0.22, CLIENTEN)).round(3)}


def create_soorten(rng, groepen):
    """Three kinds of need for every group, in no order; some are not known."""
    soort = rng.integers(0, 3 * groepen, CLIENTEN)
    return soort % groepen, {"behoefte": np.array([f"behoefte {nummer}" for nummer in soort])}


def create_regio(vorm, zaad):
    """One row per client: `kosten` (cents), the features that matter, noise; and the true group of each."""
    rng = np.random.default_rng(zaad)
    groepen = int(rng.integers(4, 8))
    groep, kenmerken = vorm(rng, groepen)
    sigma = rng.uniform(0.3, 0.5)
    kosten = 1_500 * 1.6**groep * rng.lognormal(-(sigma**2) / 2, sigma, CLIENTEN)
    ruis = {
        "leeftijd": rng.integers(0, 18, CLIENTEN),
        "wijk": [f"wijk {nummer}" for nummer in rng.integers(0, 25, CLIENTEN)],
        "verwijzer": [["01", "02", None][nummer] for nummer in rng.integers(0, 3, CLIENTEN)],
    }
    tabel = pl.DataFrame({"kosten": (100 * kosten).astype(np.int64), **kenmerken, **ruis})
    return tabel, groep, groepen


@pytest.mark.traag
@pytest.mark.eis("R2.24")
@pytest.mark.parametrize("vorm", [create_assen, create_score, create_soorten])
def test_the_advised_number_is_within_one_of_the_truth(vorm):
    ernaast, gelijkenis = [], []
    for zaad in range(ZADEN):
        tabel, groep, groepen = create_regio(vorm, zaad)
        uit = compute_ontwerp(tabel, grenzen=GRENZEN)
        if abs(uit.advies.k - groepen) > 1:
            ernaast.append((zaad, groepen, uit.advies.k))
        gevonden = uit.labels[uit.advies.k][uit.cel]
        gelijkenis.append(compute_rand(gevonden, groep, gewicht=np.ones(CLIENTEN)))

    assert len(ernaast) <= ZADEN // 10, ernaast
    assert np.median(gelijkenis) > 0.8


@pytest.mark.traag
def test_shuffled_cost_gives_one_profile():
    """The control: the same clients, with the cost of another."""
    gevonden = []
    for zaad in range(ZADEN):
        tabel, *_ = create_regio(create_assen, zaad)
        geschud = tabel.with_columns(pl.col("kosten").shuffle(seed=zaad))
        gevonden.append(compute_ontwerp(geschud, grenzen=GRENZEN).advies.k)

    assert gevonden.count(1) >= 0.9 * ZADEN


@pytest.mark.eis("R2.23")
def test_a_division_that_is_too_fine_merges_back_to_the_truth():
    gevonden = []
    for zaad in range(10):
        tabel, _, groepen = create_regio(create_assen, zaad)
        profiel = pl.concat_str("complexiteit", "intensiteit", separator=" ")
        uit = compute_indeling(tabel.select("kosten", profiel=profiel), grenzen=GRENZEN)
        gevonden.append((len(uit.celnamen), abs(uit.advies.k - groepen) <= 1))

    assert gevonden == [(16, True)] * 10


def test_the_marks_are_those_that_were_planted():
    tabel, *_ = create_regio(create_soorten, 3)

    woorden = [groep.kenmerken for groep in compute_ontwerp(tabel, grenzen=GRENZEN).groepen]

    assert all(woord.startswith("behoefte behoefte ") for woord in woorden)
    assert not any(ruis in " ".join(woorden) for ruis in ("leeftijd", "wijk", "verwijzer"))
