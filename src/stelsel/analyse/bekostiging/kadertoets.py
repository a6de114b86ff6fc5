"""Do prices of profielen times the clients fit the budget of every gemeente, with the cost price as floor?

Definition: as `domein.bekostiging.budgettoets`, with a client as the eenheid, in each gemeente for the
share of its cost there. Clients without a profiel are paid as they were. With it, per way of paying, the
chance that a next year costs more than the budget, by who happens to come (`compute_jaarspreiding`).
Caveat: nobody behaves otherwise than before; growth, prices and policy are not in the chance.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl

from stelsel.analyse.bekostiging.modelvergelijking import Modelvergelijking
from stelsel.domein.bekostiging.budgettoets import (
    Budgettoets,
    Gebruik,
    Prijs,
    add_gebruik,
    compute_toets,
)
from stelsel.domein.bekostiging.vergelijkinvoer import Vergelijkinvoer
from stelsel.domein.sturing.prognose import compute_kans

_FIJN = 1_000_000


def compute_kadertoets(
    delen: pl.DataFrame, *, vergelijking: Modelvergelijking, invoer: Vergelijkinvoer
) -> dict[str, Any]:
    """The key `budgettoets` of `stelsel bekostiging vergelijk --json`; empty without budgets."""
    if not invoer.kaders:
        return {}
    prijzen = {p.profiel: Prijs(round(p.prijs), invoer.bodems.get(p.profiel)) for p in vergelijking.profielen}
    gebruik = _list_gebruik(delen)
    bekend = [code for code in gebruik if code in invoer.kaders]
    samen, _ = compute_toets(
        prijzen,
        add_gebruik(gebruik[code] for code in bekend),
        budget=sum(invoer.kaders[code] for code in bekend) if bekend else None,
    )
    return {
        "gemeenten": {
            code: _als_data(compute_toets(prijzen, rij, budget=invoer.kaders.get(code))[0])
            | {"kans_op_overschrijding": _list_kansen(code, vergelijking, invoer)}
            for code, rij in gebruik.items()
        },
        "regio": _als_data(samen),
    }


def _list_gebruik(delen: pl.DataFrame) -> dict[str, Gebruik]:
    """Per gemeente what was paid and how many clients of each profiel there were."""
    per = delen.group_by("gemeente", "profiel").agg(
        bedrag=pl.col("bedrag").sum(), volume=(pl.col("deel").sum() * _FIJN).round().cast(pl.Int64)
    )
    uit: dict[str, Gebruik] = {}
    for rij in per.sort("gemeente", "profiel").iter_rows(named=True):
        profiel, bedrag = rij["profiel"], rij["bedrag"]
        deel = (
            Gebruik(bedrag, bedrag, {})
            if profiel is None
            else Gebruik(bedrag, 0, {profiel: Fraction(rij["volume"], _FIJN)})
        )
        eerder = uit.get(rij["gemeente"])
        uit[rij["gemeente"]] = deel if eerder is None else add_gebruik([eerder, deel])
    return uit


def _als_data(toets: Budgettoets) -> dict[str, Any]:
    """Amounts in cents, factors as numbers; None without a budget."""
    return {
        "budget": toets.budget,
        "oud": toets.betaald,
        "nieuw": toets.nieuw,
        "ruimte": toets.ruimte,
        "factor": None if toets.factor is None else float(toets.factor),
        "factor_met_bodem": None if toets.schaal is None else float(toets.schaal),
        "met_bodem": toets.geschaald,
        "tekort_op_bodem": toets.tekort,
    }


def _list_kansen(
    code: str, vergelijking: Modelvergelijking, invoer: Vergelijkinvoer
) -> dict[str, float | None]:
    uit: dict[str, float | None] = {}
    for model, uitkomst in vergelijking.modellen.items():
        rij, kader = uitkomst.gemeenten[code], invoer.kaders.get(code)
        bekend = kader is not None and rij.prognosefout is not None
        uit[model.value] = (
            compute_kans(rij.budget, budget=kader or 0, fout=rij.prognosefout) if bekend else None
        )
    return uit
