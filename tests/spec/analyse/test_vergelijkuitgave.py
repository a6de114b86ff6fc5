"""A reader with a calculator against a comparison of ways of paying: subtracting, two versions, prices.

The calculator is the linear programming of SciPy, which the product does not use.
"""

import itertools
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from stelsel.analyse.bekostiging.clientdelen import KOLOMMEN
from stelsel.analyse.bekostiging.clientprofielen import Bereik
from stelsel.analyse.bekostiging.modelvergelijking import compute_modelvergelijking
from stelsel.analyse.bekostiging.vergelijkuitgave import (
    Verborgen,
    compute_grootsten,
    compute_verborgen,
    drop_verborgen,
    protect_bereik,
    protect_vergelijking,
)
from stelsel.analyse.onthulling import EIGEN, Uitgave, get_norm, list_verborgen
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vergelijkinvoer import Vergelijkinvoer

DAG = date(2026, 3, 16)
BINNEN, OPENBAAR = (get_norm(uitgave, peildatum=DAG) for uitgave in (Uitgave.BINNEN, Uitgave.OPENBAAR))
KLEINE_OMZET = 500_000_00
NORM, DEEL = 10, 0.2
#: Clients of an aanbieder, and the mean of what they cost (euros): some small in clients among the small in
#: money, and one of few dear clients among the large.
AANBIEDERS = {"a1": (180, 9_000), "a2": (90, 8_000), "a3": (6, 90_000), "b1": (40, 6_000), "b2": (4, 7_000),
              "b3": (25, 5_000), "b4": (31, 4_000)}  # fmt: skip
PROFIELEN = ("J1 kort", "J2 lang", "J3 zwaar")


@pytest.fixture(scope="module")
def delen():
    """One row per client, each with one aanbieder in one of four gemeenten."""
    kans, nummer = np.random.default_rng(11), itertools.count()
    rijen = []
    for agb, (aantal, gemiddeld) in AANBIEDERS.items():
        for bedrag in (kans.lognormal(0, 0.5, aantal) * gemiddeld * 100).astype(int):
            nr = next(nummer)
            rijen.append((nr, f"99{1 + nr % 7 // 2:02}", agb, int(bedrag), 1, PROFIELEN[nr % 3], 1.0))
    return _als_delen(rijen)


def _als_delen(rijen):
    typen = (pl.Int32, pl.String, pl.String, pl.Int64, pl.Int64, pl.String, pl.Float64)
    return pl.DataFrame(rijen, schema=dict(zip(KOLOMMEN, typen, strict=True)), orient="row")


def _vergelijk(delen, norm, **invoer):
    """The comparison in an edition, and what is hidden."""
    exact = compute_modelvergelijking(delen, Vergelijkinvoer(trekkingen=20, **invoer))
    top = compute_grootsten(delen)
    verborgen = compute_verborgen(exact, grootsten=top, norm=norm, kleine_omzet=KLEINE_OMZET)
    return protect_vergelijking(exact, grootsten=top, norm=norm), verborgen


def _breedte(waarde, dicht, sommen):
    """Per hidden row how wide its amount may be, given the sums of groups and the shown rows."""
    gelijk = np.array([[float(naam in groep) for naam in dicht] for groep in sommen])
    rest = np.array([sum(waarde[n] for n in groep if n in dicht) for groep in sommen], dtype=float)
    uit = {}
    for plek, naam in enumerate(dicht):
        doel = np.zeros(len(dicht))
        doel[plek] = 1.0
        laag, hoog = (linprog(teken * doel, A_eq=gelijk, b_eq=rest) for teken in (1.0, -1.0))
        assert (laag.status, hoog.status) == (0, 0)
        uit[naam] = -hoog.fun - laag.fun
    return uit


def _list_groepen(waarde):
    klein = {agb for agb, bedrag in waarde.items() if bedrag < KLEINE_OMZET}
    return [klein, set(waarde) - klein, set(waarde)]


@pytest.mark.parametrize("maat", ["oud", "nieuw"])
def test_no_aanbieder_of_few_clients_follows_from_totals_and_groups(delen, maat):
    vergelijking, verborgen = _vergelijk(delen, BINNEN)
    rijen = vergelijking.modellen[Model.OUTPUT].aanbieders
    groepen = _list_groepen({agb: rij.oud for agb, rij in rijen.items()})
    waarde = {agb: getattr(rij, maat) for agb, rij in rijen.items()}

    klein = {agb for agb, rij in rijen.items() if rij.clienten < NORM}
    breed = _breedte(waarde, sorted(verborgen.aanbieders), groepen)
    assert klein == {"a3", "b2"}
    assert klein < verborgen.aanbieders
    assert len(verborgen.aanbieders) < len(rijen)
    assert [agb for agb in klein if breed[agb] < DEEL * waarde[agb]] == []


def test_negative_control_hiding_over_all_aanbieders_at_once_gives_two_away(delen):
    rijen = _vergelijk(delen, EIGEN)[0].modellen[Model.OUTPUT].aanbieders
    dicht = [
        agb
        for agb, weg in zip(
            rijen, list_verborgen([r.clienten for r in rijen.values()], drempel=NORM), strict=True
        )
        if weg
    ]
    waarde = {agb: rij.oud for agb, rij in rijen.items()}

    assert _breedte(waarde, dicht, _list_groepen(waarde))["a3"] == pytest.approx(0, abs=1)


def _list_getoond(delen, norm):
    """Every amount of a sum that the edition shows, by where it stands."""
    vergelijking, verborgen = _vergelijk(delen, norm)
    uit = {("", "totaal"): vergelijking.modellen[Model.INSPANNING].totaal}
    for model, uitkomst in drop_verborgen(vergelijking, verborgen).modellen.items():
        uit |= {(model, "g", code): g.budget for code, g in uitkomst.gemeenten.items()}
        uit |= {(model, "a", agb): a.nieuw for agb, a in uitkomst.aanbieders.items()}
    return {waar: bedrag for waar, bedrag in uit.items() if waar[0] in ("", Model.INSPANNING)}


def _list_stappen(delen, norm):
    """Per place what its amounts are a multiple of, which a reader sees at the zeros."""
    top = compute_grootsten(delen)
    from stelsel.domein.onthulling.norm import get_ronde_stap

    def stap(grootste):
        return get_ronde_stap(max(norm.bedrag, grootste))

    uit = {("", "totaal"): stap(top.alle[0])}
    uit |= {(Model.INSPANNING, "g", code): stap(t[0]) for code, t in top.gemeenten.items()}
    return uit | {(Model.INSPANNING, "a", agb): stap(t[0]) for agb, t in top.aanbieders.items()}


def _bekijk_twee_versies(delen, nummer, norm, stappen=None):
    """Between which amounts a client lies who is only in the newer version."""
    zonder = delen.filter(pl.col("client_nr") != nummer)
    voor, na = _list_getoond(zonder, norm), _list_getoond(delen, norm)
    stappen = stappen or _list_stappen(delen, norm)
    laag, hoog = 0.0, float("inf")
    for waar in voor.keys() & na.keys():
        if voor[waar] == na[waar] and waar != ("", "totaal"):
            continue  # of another gemeente or aanbieder, for all the reader knows
        laag = max(laag, na[waar] - voor[waar] - stappen[waar])
        hoog = min(hoog, na[waar] - voor[waar] + stappen[waar])
    return laag, hoog


@pytest.mark.parametrize("nummer", [3, 77, 200, 275, 277, 300, 320, 350])
def test_two_versions_of_the_public_edition_do_not_tell_what_one_client_cost(delen, nummer):
    bedrag = delen.filter(pl.col("client_nr") == nummer)["bedrag"].sum()

    laag, hoog = _bekijk_twee_versies(delen, nummer, OPENBAAR)

    assert laag <= bedrag <= hoog
    assert hoog - laag >= DEEL * bedrag


def test_negative_control_rounding_to_a_fixed_amount_tells(delen):
    vast = replace(OPENBAAR, overheersing=0.0)
    duur = int(delen.sort("bedrag")["client_nr"][-1])
    bedrag = delen.filter(pl.col("client_nr") == duur)["bedrag"].sum()
    voor, na = (
        round(d["bedrag"].sum() / vast.bedrag) * vast.bedrag
        for d in (delen.filter(pl.col("client_nr") != duur), delen)
    )

    assert abs(na - voor - bedrag) <= vast.bedrag
    assert 2 * vast.bedrag < DEEL * bedrag


def _los_op(som, prijzen, clienten, *, speling):
    """Every division of clients over profielen that the amount of an aanbieder allows."""
    return [
        (een, twee, clienten - een - twee)
        for een in range(clienten + 1)
        for twee in range(clienten + 1 - een)
        if abs(een * prijzen[0] + twee * prijzen[1] + (clienten - een - twee) * prijzen[2] - som) <= speling
    ]


def test_prices_and_amounts_do_not_tell_how_many_clients_each_profiel_has(delen):
    exact, _ = _vergelijk(delen, EIGEN)
    binnen, _ = _vergelijk(delen, BINNEN)
    rij = binnen.modellen[Model.OUTPUT].aanbieders["b3"]

    prijzen = [p.prijs for p in binnen.profielen]
    speling = rij.clienten * BINNEN.persoon / 2
    assert {prijs % BINNEN.persoon for prijs in prijzen} == {0}
    assert len(_los_op(rij.nieuw, prijzen, rij.clienten, speling=speling)) > 1
    op_de_cent = [p.prijs for p in exact.profielen]
    assert len(_los_op(rij.nieuw, op_de_cent, rij.clienten, speling=1)) == 1


def test_one_client_that_makes_up_nearly_all_hides_the_row():
    rijen = [(nr, "9901", "a1", 1_000_00, 1, "J1", 1.0) for nr in range(30)]
    rijen += [(100 + nr, "9902", "a1", 100_00, 1, "J1", 1.0) for nr in range(12)]
    rijen += [(200, "9902", "a1", 90_000_00, 1, "J1", 1.0)]
    _, verborgen = _vergelijk(_als_delen(rijen), BINNEN)

    assert "9902" in verborgen.gemeenten
    assert _vergelijk(_als_delen(rijen[:-1]), BINNEN)[1].gemeenten == frozenset()


def test_the_own_desk_is_not_touched(delen):
    exact = compute_modelvergelijking(delen, Vergelijkinvoer(trekkingen=20))

    assert _vergelijk(delen, EIGEN) == (exact, Verborgen())


def test_what_lies_outside_of_few_clients_is_not_told(delen):
    top = compute_grootsten(delen)

    assert protect_bereik(Bereik(100, 700, 40, 9, 9), grootsten=top, norm=BINNEN) == Bereik(100, 0, 40, 0, 0)
    assert protect_bereik(Bereik(100, 700, 40, 10, 10), grootsten=top, norm=BINNEN) == Bereik(
        100, 700, 40, 10, 10
    )
