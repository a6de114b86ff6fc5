"""How many trajecten begin in a year, how long do they last, and how many run at the same time?

Definition: a traject of a form is all help of one client in that form without an interruption of more than 31
days (a parameter). A form is a profiel, or the product category of help without one. Begun and ended are
those whose first or last day lies in the year; the length is the mean of those that ended, first and last day
included. At the same time: days of help in the year, as far as the data go, divided by the days of that time.
Caveats: the mean of what ended is that of an earlier inflow, so it lags where help becomes longer or shorter.
In balance, inflow times length gives who is in help at the same time; where the two differ, one of them is
not what it seems, or the number in help grows or shrinks. Stop messages come late, which makes help seem
longer. An allocation without a start counts from its first day.
Uncertainty: 95 % interval of the mean length, by chance alone, from the second ended traject on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stelsel.analyse.duur import DAGEN_PER_MAAND
from stelsel.analyse.grafiek import CATEGORIEKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.inzet import EERSTE_DAG, get_inzet, join_aaneengesloten, list_jaargrenzen
from stelsel.analyse.selectie import Selectie
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst

_Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Plekvorm:
    """One form of help in the year: trajecten begun and ended, the mean length in months of the latter with
    its 95 % interval (None with too few), and the mean number that ran at the same time."""

    vorm: str
    begonnen: int
    geeindigd: int
    duur: float | None
    laag: float | None
    hoog: float | None
    tegelijk: float


def compute_plekvormen(
    toewijzingen: Table, *, peildatum: date, selectie: Selectie, vormen: Mapping[str, str]
) -> list[Plekvorm]:
    """Per form, most begun first. `toewijzingen` of all years; `selectie` has a year; `vormen`: per product
    (domain, space, code) its form; all other help goes by its category, or its code where that is all."""
    if selectie.jaar is None:
        raise ValueError("places are counted per year")
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    met_vorm = inzet.mutate(
        vorm=inzet.product.substitute(dict(vormen), else_=inzet.soort) if vormen else inzet.soort
    )
    ketens = read_uitkomst(
        join_aaneengesloten(
            met_vorm,
            per=["client_nr", "vorm"],
            onderbreking=get_aantal("traject_onderbreking", peildatum=peildatum),
        )
    )
    eerste, laatste = list_jaargrenzen(selectie.jaar)
    laatste = min(laatste, (peildatum - EERSTE_DAG).days)
    per_vorm = _tel(ketens, eerste, laatste).filter((pl.col("begonnen") > 0) | (pl.col("dagen") > 0))
    uit = [_create_vorm(rij, dagen=laatste - eerste + 1) for rij in per_vorm.iter_rows(named=True)]
    return sorted(uit, key=lambda v: (-v.begonnen, v.vorm))


def _tel(ketens: pl.DataFrame, eerste: int, laatste: int) -> pl.DataFrame:
    begin, eind = pl.col("begin"), pl.col("eind")
    geeindigd = (pl.col("loopt") == 0) & eind.is_between(eerste, laatste)
    maanden = ((eind - begin + 1) / DAGEN_PER_MAAND).filter(geeindigd)
    binnen = pl.min_horizontal(eind, pl.lit(laatste)) - pl.max_horizontal(begin, pl.lit(eerste)) + 1
    return ketens.group_by("vorm").agg(
        begonnen=begin.is_between(eerste, laatste).sum(),
        geeindigd=geeindigd.sum(),
        duur=maanden.mean(),
        spreiding=maanden.std(),
        dagen=binnen.clip(lower_bound=0).sum(),
    )


def _create_vorm(rij: Mapping[str, Any], *, dagen: int) -> Plekvorm:
    n, duur, spreiding = int(rij["geeindigd"]), rij["duur"], rij["spreiding"]
    marge = _Z_95 * spreiding / math.sqrt(n) if spreiding is not None else None
    return Plekvorm(
        vorm=str(rij["vorm"]),
        begonnen=int(rij["begonnen"]),
        geeindigd=n,
        duur=duur,
        laag=None if marge is None else max(0.0, duur - marge),
        hoog=None if marge is None else duur + marge,
        tegelijk=int(rij["dagen"]) / dagen if dagen > 0 else 0.0,
    )


def create_grafiek_plekken(rijen: list[tuple[str, int, int]], *, korter: str) -> dict[str, Any]:
    """Per form the places now and with a shorter length, as pairs of bars (Vega-Lite)."""
    nu, straks = "Nu", f"Met {korter} korter"
    waarden = [
        {"vorm": vorm, "wanneer": wanneer, "plekken": aantal}
        for vorm, plekken, minder in rijen
        for wanneer, aantal in ((nu, plekken), (straks, minder))
    ]
    return create_grafiek(
        titel="Zoveel plekken zijn er nodig voor dezelfde trajecten",
        hoogte=44 * max(1, len(rijen)),
        inhoud={
            "data": {"values": waarden},
            "mark": {"type": "bar"},
            "encoding": {
                "y": {"field": "vorm", "type": "nominal", "title": None,
                      "sort": [vorm for vorm, _, _ in rijen], "axis": {"labelLimit": 260}},
                "yOffset": {"field": "wanneer", "sort": [nu, straks]},
                "x": {"field": "plekken", "type": "quantitative", "title": "Plekken"},
                "color": {"field": "wanneer", "type": "nominal", "sort": [nu, straks],
                          "legend": {"title": None, "orient": "top"},
                          "scale": {"domain": [nu, straks], "range": [CATEGORIEKLEUR, NADRUKKLEUR]}},
            },
        },
    )  # fmt: skip
