"""How old are clients, and what do they cost per age?

Definition: age is the year looked at minus the year of birth, so the age that is reached in that year; the
day of birth is not in the data. Clients with cost in the selection, by band of age.
Choices: the bands follow the laws (up to and including 17, 18 to 22) and the turn of need at 75.
Caveats: whoever turns 18 in the year counts as 18. Without a year the last year of the data decides. Bands
say nothing about use: that asks for inhabitants per age.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stelsel.analyse.grafiek import CATEGORIEKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

#: The first age of every band.
BANDEN = (0, 4, 12, 18, 23, 45, 65, 75)
ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Leeftijdsgroep:
    """One band in words, with clients and cents."""

    naam: str
    clienten: int
    bedrag: int


def render_band(vanaf: int) -> str:
    """'18 tot en met 22', '75 en ouder'."""
    later = [band for band in BANDEN if band > vanaf]
    return f"{vanaf} tot en met {later[0] - 1}" if later else f"{vanaf} en ouder"


def compute_leeftijd(
    regels: Table, clienten: Table, *, peildatum: date, selectie: Selectie
) -> list[Leeftijdsgroep]:
    """Per band, youngest first, those without a year of birth last. `clienten`: client_nr, geboortejaar."""
    binnen = get_selectie(regels, selectie)
    per_client = binnen.group_by("client_nr").agg(bedrag=binnen.bedrag.sum())
    geboren = clienten.group_by("client_nr").agg(geboortejaar=clienten.geboortejaar.min())
    samen = per_client.left_join(geboren, "client_nr").select("bedrag", "geboortejaar")
    per_jaar = samen.group_by("geboortejaar").agg(clienten=samen.count(), bedrag=samen.bedrag.sum())
    jaar = min(selectie.jaar or peildatum.year, peildatum.year)
    leeftijd = jaar - pl.col("geboortejaar")
    band = pl.lit(None, pl.Int64)
    for vanaf in BANDEN:
        band = pl.when(leeftijd >= vanaf).then(pl.lit(vanaf, pl.Int64)).otherwise(band)
    som = read_uitkomst(per_jaar).with_columns(band=band).group_by("band")
    groepen = som.agg(pl.col("clienten").sum(), pl.col("bedrag").sum()).sort("band", nulls_last=True)
    return [
        Leeftijdsgroep(ONBEKEND if vanaf is None else render_band(vanaf), clienten, bedrag)
        for vanaf, clienten, bedrag in groepen.iter_rows()
    ]


def create_grafiek_leeftijd(groepen: Sequence[Leeftijdsgroep]) -> dict[str, Any]:
    """Share of clients beside share of cost per band (Vega-Lite)."""
    clienten, bedrag = sum(g.clienten for g in groepen), sum(g.bedrag for g in groepen)
    rijen = [
        {"band": groep.naam, "wat": wat, "deel": deel / heel if heel else 0}
        for groep in groepen
        for wat, deel, heel in (("Cliënten", groep.clienten, clienten), ("Kosten", groep.bedrag, bedrag))
    ]
    duurst = max(groepen, key=lambda groep: groep.bedrag)
    aandeel = f"{100 * duurst.bedrag / bedrag:.0f} %" if bedrag else "0 %"
    return create_grafiek(
        titel=f"{aandeel} van de kosten is voor cliënten van {duurst.naam} jaar",
        hoogte=34 * len(groepen),
        inhoud={
            "data": {"values": rijen},
            "mark": "bar",
            "encoding": {
                "y": {"field": "band", "type": "nominal", "sort": None, "title": "Leeftijd"},
                "yOffset": {"field": "wat"},
                "x": {"field": "deel", "type": "quantitative", "title": "Aandeel", "axis": {"format": ".0%"}},
                "color": {
                    "field": "wat",
                    "scale": {"domain": ["Cliënten", "Kosten"], "range": [CATEGORIEKLEUR, NADRUKKLEUR]},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        },
    )
