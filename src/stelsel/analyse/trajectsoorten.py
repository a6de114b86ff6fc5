"""What does a traject of a young client cost, per kind of help?

Definition: trajecten with a day in the year (see `trajecten`), of the domain jeugd, by the product category
on which most of the traject was spent. Closed ones and those that still run are apart, since what still runs
has not cost all it will.
Caveat: with few trajecten the quarters say little; the numbers stand beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.analyse.inzet import list_jaargrenzen
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.analyse.trajecten import get_ketens, join_ketens
from stelsel.lake.engine import Table, read_uitkomst

JEUGD = "jeugd"


@dataclass(frozen=True)
class Trajectsoort:
    """Trajecten of one category, closed or running: number, and cents."""

    categorie: str
    loopt: bool
    n: int
    mediaan: float
    p25: float
    p75: float


def compute_trajectsoorten(
    regels: Table, toewijzingen: Table, *, peildatum: date, selectie: Selectie
) -> list[Trajectsoort]:
    """Per category and state, most trajecten first; empty where the choice leaves youth out."""
    if selectie.domeinen is not None and JEUGD not in selectie.domeinen:
        return []
    jeugd = Selectie(gemeenten=selectie.gemeenten, domeinen=frozenset({JEUGD}))
    ketens = get_ketens(toewijzingen, peildatum=peildatum, selectie=jeugd).cache()
    if selectie.jaar is not None:
        eerste, laatste = list_jaargrenzen(selectie.jaar)
        ketens = ketens.filter((ketens.begin <= laatste) & (ketens.eind >= eerste))
    raakt = join_ketens(get_selectie(regels, Selectie(domeinen=frozenset({JEUGD}))), ketens)
    per = raakt.group_by(["client_nr", "keten", "productcategorie"]).agg(
        bedrag=raakt.bedrag.sum(), loopt=raakt.loopt.max()
    )
    trajecten = (
        read_uitkomst(per)
        .sort("bedrag", "productcategorie", descending=[True, False])
        .group_by("client_nr", "keten", maintain_order=True)
        .agg(pl.col("productcategorie").first(), pl.col("loopt").max(), pl.col("bedrag").sum())
    )
    per_soort = trajecten.group_by("productcategorie", "loopt").agg(
        n=pl.len(),
        mediaan=pl.col("bedrag").quantile(0.5, "linear"),
        p25=pl.col("bedrag").quantile(0.25, "linear"),
        p75=pl.col("bedrag").quantile(0.75, "linear"),
    )
    soorten = [
        Trajectsoort(categorie or "onbekend", bool(loopt), *cijfers)
        for categorie, loopt, *cijfers in per_soort.iter_rows()
    ]
    return sorted(soorten, key=lambda s: (-s.n, s.categorie, s.loopt))
