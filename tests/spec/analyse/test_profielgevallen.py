"""What a set of profiles means for households, two laws and cases out of band, and what a merge costs."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from stelsel.analyse.profielen.gevolgen import compute_samenvoeging
from stelsel.analyse.profielen.gezinnen import Samenloop, compute_gezinsgevolg, list_samenloop
from stelsel.analyse.profielen.uitbijters import ONVERKLAARD, compute_uitbijters
from stelsel.domein.profielen.maatstaven import compute_logkosten
from stelsel.domein.profielen.samenvoegen import create_cellen, merge_cellen

CELNAMEN = ("P1 I", "P1 P", "P7 I")
LABEL = (0, 0, 2)
CLIENTEN = pl.DataFrame(
    {
        "client_nr": [1, 2, 3, 4, 5, 6],
        "profiel": ["P1 I", "P7 I", "P1 P", "P1 I", "P7 I", "P1 P"],
        "kosten": [1_000, 9_000, 1_200, 1_400, 7_000, 800],
        "huishouden": [10, 10, 20, 20, 30, None],
    }
)
PAREN = pl.concat(
    [
        CLIENTEN.select("client_nr", "profiel"),
        pl.DataFrame({"client_nr": [1, 3], "profiel": ["P1 P", "P7 I"]}),
    ]
)


@pytest.mark.eis("R2.30")
def test_households_in_one_and_in_more_profiles():
    """Household 10 has P1 and P7, household 20 twice P1; 30 has one client, and of client 6 nothing is known.

    Client 1 is in two cells of one profile, so one allocation; client 3 in two profiles."""
    g = compute_gezinsgevolg(CLIENTEN, label=LABEL, celnamen=CELNAMEN, paren=PAREN)

    assert (g.een, g.zelfde, g.anders, g.meer) == (1, 1, 1, 2)
    assert g.toewijzingen == 5
    assert g.combinaties == (((0, 2), 1),)
    # prices P1 1,100 and P7 8,000: expected 9,100 and 2,200 against 10,000 and 2,600
    totaal = (10_000 - 6_300) ** 2 + (2_600 - 6_300) ** 2
    assert g.r2_clienten == pytest.approx(1 - (900**2 + 400**2) / totaal)
    assert g.r2_gezin == pytest.approx(1)


def test_without_households_nothing_is_said():
    geen = CLIENTEN.with_columns(huishouden=pl.lit(None, dtype=pl.Int64))

    g = compute_gezinsgevolg(geen, label=LABEL, celnamen=CELNAMEN, paren=PAREN)

    assert (g.een, g.meer, g.toewijzingen, g.r2_clienten, g.r2_gezin) == (0, 0, 0, None, None)


@pytest.mark.eis("R2.31")
def test_clients_with_help_under_both_laws():
    rijen = list_samenloop(CLIENTEN, label=LABEL, celnamen=CELNAMEN, ander={2: 500, 4: 300, 99: 7})

    assert rijen == (Samenloop(0, 4, 1, 1_400, 300), Samenloop(2, 2, 1, 9_000, 500))


def test_who_is_out_of_band_and_what_marks_them():
    """Of two clients far above the limit one has two providers; one of the twenty others has too."""
    kosten = np.array([100.0 + nr for nr in range(20)] + [5_000.0, 4_000.0])
    kenmerken = pl.DataFrame({"veel": [True] + [False] * 19 + [True, False]})

    u = compute_uitbijters(
        kenmerken, kosten=kosten, groep=np.zeros(22, dtype=np.intp), namen=(("veel", "meer aanbieders"),)
    )

    assert (u.buiten, u.binnen) == (2, 20)
    assert [(v.kenmerk, v.buiten, v.binnen) for v in u.verklaringen] == [
        ("meer aanbieders", 1, 1),
        (ONVERKLAARD, 1, 19),
    ]
    assert [(g.kosten, g.kenmerken) for g in u.gevallen] == [
        (5_000, ("meer aanbieders",)),
        (4_000, (ONVERKLAARD,)),
    ]


@pytest.mark.parametrize("zaad", range(8))
def test_the_merge_simulator_agrees_with_counting_by_hand(zaad):
    """Loss, price and what each provider gains, against sums over the clients themselves."""
    rng = np.random.default_rng(zaad)
    n, groepen = int(rng.integers(12, 60)), int(rng.integers(2, 5))
    groep = rng.permutation(np.arange(n) % groepen)
    kosten = rng.lognormal(8, 0.8, n).round(2)
    aanbieder = [f"A{nr}" for nr in rng.integers(0, 4, n)]

    for een, ander in combinations(range(groepen), 2):
        s = compute_samenvoeging(kosten, groep=groep, een=een, ander=ander, aanbieder=aanbieder)

        samen = np.where(groep == ander, een, groep)
        assert s.verlies == pytest.approx(explain(kosten, groep) - explain(kosten, samen), abs=1e-12)
        leden = np.flatnonzero(np.isin(groep, [een, ander]))
        assert s.prijs == pytest.approx(sum(kosten[leden]) / len(leden))
        verschil = dict.fromkeys({aanbieder[plek] for plek in leden}, 0.0)
        for plek in leden:
            verschil[aanbieder[plek]] += s.prijs - kosten[groep == groep[plek]].mean()
        assert {e.aanbieder: e.verschil for e in s.effecten} == pytest.approx(verschil, abs=1e-6)
        assert sum(e.verschil for e in s.effecten) == pytest.approx(0, abs=1e-6)


def explain(kosten, groep):
    """R² by its definition, one client after the other."""
    binnen = sum(
        (kost - kosten[groep == nummer].mean()) ** 2 for kost, nummer in zip(kosten, groep, strict=True)
    )
    return 1 - binnen / sum((kost - kosten.mean()) ** 2 for kost in kosten)


@pytest.mark.parametrize("zaad", range(6))
def test_every_step_of_the_path_is_the_cheapest_of_all_pairs(zaad):
    """The greedy path, each step against the loss of every pair computed from the clients."""
    rng = np.random.default_rng(100 + zaad)
    cel = rng.permutation(np.arange(40) % 5)
    kosten = (1_000 * 1.5**cel * rng.lognormal(0, 0.5, 40)).round(2)
    log = compute_logkosten(kosten)
    cellen = create_cellen(kosten, log, cel=cel, aantal=5)
    pad = merge_cellen(cellen, variatie=cellen.compute_variatie())

    for k in range(5, 1, -1):
        voor, na = pad.labels[k][cel], pad.labels[k - 1][cel]
        gekozen = lose(kosten, log, voor, na)
        alle = [
            lose(kosten, log, voor, np.where(voor == b, a, voor))
            for a, b in combinations(np.unique(voor).tolist(), 2)
        ]
        assert gekozen == pytest.approx(min(alle))


def lose(kosten, log, voor, na):
    return sum(explain(reeks, voor) - explain(reeks, na) for reeks in (kosten, log))
