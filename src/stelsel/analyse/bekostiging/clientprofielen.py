"""Which profiel does a client have, when only the products of the claim lines are known?

Definition: a product belongs to one profiel of the catalogue, or to none. Of a client with products of
several profielen, the profiel with the most cost counts; of equal ones the first by name.
Caveat: claim lines of products without a profiel stay outside: they are paid beside the price of a profiel,
as stay and transport often are, or the catalogue has no profiel for them yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stelsel.analyse.selectie import ALLES, Selectie, get_selectie
from stelsel.lake.engine import Table, get_rijen, read_uitkomst


@dataclass(frozen=True)
class Bereik:
    """What a comparison is about: cents of lines within profielen and outside, clients within, how many of
    them have products of several profielen, and how many clients have cost outside."""

    erin: int
    erbuiten: int
    clienten: int
    meer_profielen: int
    clienten_erbuiten: int


def get_profielregels(regels: Table, *, producten: pl.DataFrame, selectie: Selectie = ALLES) -> Table:
    """The claim lines of products with a profiel, with a column `profiel`; `producten`: domein, productcode
    and profiel, one row per product."""
    kaart = get_rijen(regels.get_backend(), producten)
    return get_selectie(regels, selectie).join(kaart, ["domein", "productcode"])


def get_clientprofielen(regels: Table) -> pl.DataFrame:
    """One row per client with `client_nr`, `profiel` and `aantal`, its number of profielen; from lines with a
    column `profiel`."""
    per_profiel = read_uitkomst(
        regels.group_by(["client_nr", "profiel"]).agg(bedrag=regels.bedrag.sum())
    ).sort("client_nr", "bedrag", "profiel", descending=[False, True, False])
    return per_profiel.group_by("client_nr", maintain_order=True).agg(
        pl.col("profiel").first(), aantal=pl.len()
    )


def compute_bereik(
    regels: Table, *, binnen: Table, profielen: pl.DataFrame, selectie: Selectie = ALLES
) -> Bereik:
    """How much of the selection is in lines of a profiel (`binnen`), in cents."""
    samen, in_profiel = (
        read_uitkomst(t.group_by("client_nr").agg(bedrag=t.bedrag.sum()))
        for t in (get_selectie(regels, selectie), binnen)
    )
    totaal, erin = (int(t["bedrag"].sum() or 0) for t in (samen, in_profiel))
    rest = samen.join(in_profiel, on="client_nr", how="left", suffix="_erin")
    buiten = rest.filter(pl.col("bedrag") != pl.col("bedrag_erin").fill_null(0)).height
    meer = profielen.filter(pl.col("aantal") > 1).height
    return Bereik(erin, totaal - erin, profielen.height, meer, buiten)
