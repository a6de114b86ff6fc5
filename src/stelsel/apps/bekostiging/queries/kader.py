"""What a gemeente has for help in profielen: its budget of that year, less what is paid for other help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stelsel.kern.bedrag import Cent

from ..models import Budget, Uitkering
from .lakejaren import DOMEIN, get_producten


@dataclass(frozen=True)
class Kader:
    """Cents: the budget with where it comes from, and what of it is left for help in profielen."""

    budget: Cent
    bron: str
    over: Cent


def get_kaders(*, wet: str, jaar: int, binnen: Mapping[str, Cent]) -> dict[str, Kader]:
    """Per gemeente of `binnen` (cents paid in profielen) that has a budget: the part of the
    integratie-uitkering, or else what the council made available."""
    frame = get_producten().filter((pl.col("domein") == DOMEIN[wet]) & (pl.col("jaar") == jaar))
    alles = dict(frame.group_by("gemeente").agg(pl.col("bedrag").sum()).iter_rows())
    raad = dict(Budget.objects.filter(wet=wet, jaar=jaar).values_list("gemeente_id", "bedrag"))
    rijk = {
        rij.gemeente_id: rij.budget for rij in Uitkering.objects.filter(wet=wet, jaar=jaar).order_by("versie")
    }
    uit = {}
    for code, erin in binnen.items():
        budget = rijk.get(code, raad.get(code))
        if budget is not None:
            bron = "integratie-uitkering" if code in rijk else "budget van de raad"
            uit[code] = Kader(budget, bron, budget - (alles.get(code, erin) - erin))
    return uit
