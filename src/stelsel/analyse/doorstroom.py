"""Who comes in, who moves on, and who leaves, per kind of help in one year?

Definition: trajecten of a kind as in `duur`. On the first and on the last day of the year: clients with such
help. In between: in, new (no help of any kind in the 31 days before) or from another kind; out, to another
kind (which ran on or began within 31 days) or out of all help. First day plus in minus out is the last day.
Choices: help that begins on the first day of the year was not there before; help that ends on its last day is
out. The 31 days are the parameter of a traject.
Caveats: a client can come in twice in a year. In the last month of the data it is not yet known who moves on,
so part of those who left will prove to have moved on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stelsel.analyse.grafiek import CATEGORIEKLEUR, NADRUKKLEUR, SEGMENTKLEUR, create_grafiek
from stelsel.analyse.inzet import EERSTE_DAG, get_inzet, join_aaneengesloten, list_jaargrenzen
from stelsel.analyse.selectie import Selectie
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst

_STROMEN = {
    "nieuw": "In: nieuw",
    "van_elders": "In: uit andere hulp",
    "naar_elders": "Uit: naar andere hulp",
    "vertrokken": "Uit: geen hulp meer",
}


@dataclass(frozen=True)
class Stroom:
    """One kind of help in a year, in clients; `soort` is domein and category."""

    soort: str
    begin: int
    nieuw: int
    van_elders: int
    naar_elders: int
    vertrokken: int
    eind: int


def compute_doorstroom(toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> list[Stroom]:
    """Per kind, most clients on the last day first. Without a year that of `peildatum`. Other kinds of help
    are looked for in all domeinen."""
    onderbreking = get_aantal("traject_onderbreking", peildatum=peildatum)
    ruim = Selectie(gemeenten=selectie.gemeenten)
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=ruim)
    ketens = read_uitkomst(join_aaneengesloten(inzet, per=["client_nr", "soort"], onderbreking=onderbreking))
    eerste, laatste = list_jaargrenzen(selectie.jaar or peildatum.year)
    laatste = min(laatste, (peildatum - EERSTE_DAG).days)
    return list_stromen(
        ketens, eerste=eerste, laatste=laatste, onderbreking=onderbreking, domeinen=selectie.domeinen
    )


def list_stromen(
    ketens: pl.DataFrame,
    *,
    eerste: int,
    laatste: int,
    onderbreking: int,
    domeinen: frozenset[str] | None = None,
) -> list[Stroom]:
    """From one row per client, kind and traject (`begin`, `eind`, `loopt` as day numbers)."""
    nabij = (eerste - onderbreking - 1, laatste + onderbreking + 1)
    ketens = ketens.filter((pl.col("begin") <= nabij[1]) & (pl.col("eind") >= nabij[0]))
    ketens = ketens.select("client_nr", "soort", "begin", "eind", loopt=pl.col("loopt") > 0)
    ketens = ketens.with_row_index("nr")
    binnen = ketens.filter((pl.col("begin") <= laatste) & (pl.col("eind") >= eerste))
    if domeinen is not None:
        binnen = binnen.filter(pl.col("soort").str.split(" ").list.first().is_in(sorted(domeinen)))
    blijft = pl.col("loopt") | (pl.col("eind") > laatste)
    binnen = binnen.with_columns(komt=pl.col("begin") >= eerste, gaat=~blijft)
    met = binnen.join(_get_ander(binnen, ketens, onderbreking), on="nr", how="left").with_columns(
        pl.col("eerder", "later").fill_null(value=False)
    )
    komt, gaat = pl.col("komt"), pl.col("gaat")
    per = met.group_by("soort").agg(
        begin=(~komt).sum(),
        nieuw=(komt & ~pl.col("eerder")).sum(),
        van_elders=(komt & pl.col("eerder")).sum(),
        naar_elders=(gaat & pl.col("later")).sum(),
        vertrokken=(gaat & ~pl.col("later")).sum(),
        eind=(~gaat).sum(),
    )
    return [Stroom(**rij) for rij in per.sort(["eind", "soort"], descending=[True, False]).to_dicts()]


def _get_ander(binnen: pl.DataFrame, ketens: pl.DataFrame, onderbreking: int) -> pl.DataFrame:
    """Per traject whether the client had other help just before it began, and just after it ended."""
    paren = binnen.join(ketens.select("client_nr", "nr", "begin", "eind"), on="client_nr", suffix="_ander")
    paren = paren.filter(pl.col("nr") != pl.col("nr_ander"))
    voor = (pl.col("begin_ander") < pl.col("begin")) & (
        pl.col("eind_ander") >= pl.col("begin") - onderbreking - 1
    )
    na = (pl.col("eind_ander") > pl.col("eind")) & (
        pl.col("begin_ander") <= pl.col("eind") + onderbreking + 1
    )
    return paren.group_by("nr").agg(eerder=voor.any(), later=na.any())


def create_grafiek_doorstroom(stromen: Sequence[tuple[str, Stroom]]) -> dict[str, Any]:
    """Per kind (name, stream) who came to the right and who left to the left (Vega-Lite)."""
    rijen = [
        {"soort": naam, "stroom": woord, "n": getattr(stroom, deel) * (1 if woord.startswith("In") else -1)}
        for naam, stroom in stromen
        for deel, woord in _STROMEN.items()
    ]
    erbij = sum(s.nieuw + s.van_elders for _, s in stromen)
    eraf = sum(s.naar_elders + s.vertrokken for _, s in stromen)
    richting = "meer" if erbij >= eraf else "minder"
    kleuren = [NADRUKKLEUR, CATEGORIEKLEUR, "#b9b4ae", SEGMENTKLEUR["A"]]
    return create_grafiek(
        titel=f"Er kwamen {richting} cliënten bij dan er gingen",
        hoogte=28 * len(stromen),
        inhoud={
            "data": {"values": rijen},
            "mark": "bar",
            "encoding": {
                "y": {"field": "soort", "type": "nominal", "sort": None, "title": None},
                "x": {"field": "n", "type": "quantitative", "title": "Links: uit. Rechts: in (trajecten)"},
                "color": {
                    "field": "stroom",
                    "scale": {"domain": list(_STROMEN.values()), "range": kleuren},
                    "legend": {"title": None, "orient": "top", "columns": 2},
                },
            },
        },
    )
