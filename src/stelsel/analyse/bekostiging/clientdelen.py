"""What did each client cost, in which gemeente and with which aanbieder?

Definition: a deel is all approved claim lines of one client in one gemeente with one aanbieder, credits
negative. The engine reduces the lines to these delen; everything after works on them.
Caveat: the profiel of a client is one, for the whole selection; who changed of profiel has the one given.
"""

from __future__ import annotations

import polars as pl

from stelsel.analyse.kwaliteit import Opmerking
from stelsel.analyse.selectie import ALLES, Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

#: What a gemeente or aanbieder is called that the source leaves empty.
ONBEKEND = "onbekend"
KOLOMMEN = ("client_nr", "gemeente", "aanbieder", "bedrag", "regels", "profiel", "deel")


def get_clientdelen(regels: Table, *, profielen: pl.DataFrame, selectie: Selectie = ALLES) -> pl.DataFrame:
    """One row per client, gemeente and aanbieder with `bedrag` (cents), `regels`, `profiel` (empty: none) and
    `deel`: its share of the client's cost.

    `profielen`: one row per client with `client_nr` and `profiel`. Shares are of what is above zero; a client
    without any such cost is divided by number of lines. The rows are in a fixed order.
    """
    binnen = get_selectie(regels, selectie)
    vraag = binnen.group_by(["client_nr", "gemeente", "aanbieder"]).agg(
        bedrag=binnen.bedrag.sum(), regels=binnen.count()
    )
    delen = (
        read_uitkomst(vraag)
        .with_columns(
            pl.col("gemeente", "aanbieder").cast(pl.String).fill_null("").replace("", ONBEKEND),
            pl.col("client_nr").cast(pl.Int32),
        )
        .join(profielen.select("client_nr", "profiel"), on="client_nr", how="left")
        .sort("client_nr", "gemeente", "aanbieder")
    )
    positief = pl.col("bedrag").clip(lower_bound=0)
    som, aantal = positief.sum().over("client_nr"), pl.col("regels").sum().over("client_nr")
    deel = pl.when(som > 0).then(positief / som).otherwise(pl.col("regels") / aantal)
    return delen.with_columns(deel=deel).select(*KOLOMMEN)


def create_leeg() -> pl.DataFrame:
    """No delen at all, in their columns."""
    typen = (pl.Int32, pl.String, pl.String, pl.Int64, pl.Int64, pl.String, pl.Float64)
    return pl.DataFrame(schema=dict(zip(KOLOMMEN, typen, strict=True)))


def list_opmerkingen(delen: pl.DataFrame) -> list[Opmerking]:
    """What makes a comparison of models doubtful: kinds with clients and cents."""
    clienten = get_clienten(delen)
    heeft = pl.col("profiel").is_not_null()
    soorten = {
        "client_zonder_profiel": clienten.filter(~heeft),
        "client_zonder_kosten": clienten.filter(heeft & (pl.col("bedrag") <= 0)),
        "client_deels_negatief": delen.filter(heeft & (pl.col("bedrag") < 0)),
    }
    opmerkingen = [
        Opmerking(soort, rijen["client_nr"].n_unique(), int(rijen["bedrag"].sum()), ())
        for soort, rijen in soorten.items()
    ]
    per_gemeente = delen.group_by("gemeente").agg(pl.col("bedrag").sum()).filter(pl.col("bedrag") <= 0)
    opmerkingen.append(
        Opmerking("gemeente_zonder_kosten", per_gemeente.height, int(per_gemeente["bedrag"].sum()), ())
    )
    return [opmerking for opmerking in opmerkingen if opmerking.aantal]


def get_clienten(delen: pl.DataFrame) -> pl.DataFrame:
    """One row per client: `client_nr`, `bedrag` over all gemeenten and aanbieders, `profiel`."""
    return delen.group_by("client_nr", maintain_order=True).agg(
        pl.col("bedrag").sum(), pl.col("profiel").first()
    )
