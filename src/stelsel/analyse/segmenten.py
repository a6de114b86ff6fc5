"""Which segments of a domein are there: how many clients, what they cost, how long, who comes and goes?

Definition: see `stelsel.domein.marktschets.segmenten`. One row per client and domein with cost in the year:
the categories with cost, the age that is reached in the year, and the last stretch of help of that domein (a
traject, see `duur`) if it has a day in the year. The first segment in the list that fits is taken, so the
segments of a domein do not overlap and with the rest they are everyone.
Length: `duur` per segment, in the window of the year. New: the help began in the year. Left: it ended in it.
Caveats: the segment is that of this year: a client can be in another next year. Who just came cannot be long
in help yet. Without a year of birth nobody counts as old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stelsel.analyse.duur import DAGEN_PER_MAAND, list_waarnemingen
from stelsel.analyse.grafiek import CATEGORIEKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.inzet import EERSTE_DAG, get_inzet, join_aaneengesloten, list_jaargrenzen
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.domein.marktschets.duur import Duurcurve, compute_duurcurve
from stelsel.domein.marktschets.segmenten import OVERIG, get_segmentenlijst
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Segmentbeeld:
    """One segment of a domein in a year: clients, cents, those new and those who left, and the length."""

    domein: str
    code: str
    clienten: int
    bedrag: int
    nieuw: int
    vertrokken: int
    duur: Duurcurve


def compute_segmenten_van_domein(
    regels: Table, toewijzingen: Table, *, clienten: Table, peildatum: date, selectie: Selectie
) -> list[Segmentbeeld]:
    """Per domein and segment, in the order of the list, the rest last; those without clients left out."""
    jaar = selectie.jaar or peildatum.year
    eerste, laatste = list_jaargrenzen(jaar)
    laatste = min(laatste, (peildatum - EERSTE_DAG).days)
    rijen = _list_clienten(regels, clienten, jaar=jaar, selectie=selectie)
    hulp = _list_hulp(toewijzingen, peildatum=peildatum, selectie=selectie)
    gezien = list_waarnemingen(hulp, eerste=eerste, laatste=laatste)
    samen = _add_segment(rijen.join(gezien, on=["client_nr", "domein"], how="left"))
    kleinste = get_aantal("duur_kleinste", peildatum=peildatum)
    volgorde = [s.code for s in get_segmentenlijst().segmenten] + [OVERIG]
    beelden = [
        _create_beeld(str(domein), str(code), deel, eerste=eerste, kleinste=kleinste)
        for (domein, code), deel in samen.group_by("domein", "segment", maintain_order=True)
    ]
    return sorted(beelden, key=lambda b: (b.domein, volgorde.index(b.code)))


def _list_clienten(regels: Table, clienten: Table, *, jaar: int, selectie: Selectie) -> pl.DataFrame:
    """Per client and domein the cost, the categories and the age."""
    binnen = get_selectie(regels, Selectie(jaar, selectie.gemeenten, selectie.domeinen))
    per = binnen.group_by(["client_nr", "domein", "productcategorie"]).agg(bedrag=binnen.bedrag.sum())
    geboren = clienten.group_by("client_nr").agg(geboortejaar=clienten.geboortejaar.min())
    rijen = read_uitkomst(per).sort("client_nr", "domein", "productcategorie")
    som = rijen.group_by("client_nr", "domein", maintain_order=True).agg(
        pl.col("bedrag").sum(), categorieen=pl.col("productcategorie").drop_nulls()
    )
    return som.join(read_uitkomst(geboren), on="client_nr", how="left").with_columns(
        leeftijd=jaar - pl.col("geboortejaar").cast(pl.Int32)
    )


def _list_hulp(toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> pl.DataFrame:
    """Per client and domein the last stretch of help without a gap of more than a traject may have."""
    onderbreking = get_aantal("traject_onderbreking", peildatum=peildatum)
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    inzet = inzet.mutate(domein=inzet.soort.split(" ")[0])
    ketens = read_uitkomst(join_aaneengesloten(inzet, per=["client_nr", "domein"], onderbreking=onderbreking))
    return ketens.sort("client_nr", "domein", "begin").unique(
        ["client_nr", "domein"], keep="last", maintain_order=True
    )


def _add_segment(samen: pl.DataFrame) -> pl.DataFrame:
    lijst = get_segmentenlijst()
    codes = [
        lijst.get_segment(
            domein,
            categorieen=categorieen,
            leeftijd=leeftijd,
            maanden=None if tot is None else tot / DAGEN_PER_MAAND,
        )
        for domein, categorieen, leeftijd, tot in samen.select(
            "domein", "categorieen", "leeftijd", "tot"
        ).iter_rows()
    ]
    return samen.with_columns(segment=pl.Series(codes, dtype=pl.String))


def _create_beeld(domein: str, code: str, deel: pl.DataFrame, *, eerste: int, kleinste: int) -> Segmentbeeld:
    met_hulp = deel.drop_nulls("tot").sort("instap", "tot", "einde")
    return Segmentbeeld(
        domein=domein,
        code=code,
        clienten=deel.height,
        bedrag=int(deel["bedrag"].sum()),
        nieuw=met_hulp.filter(pl.col("begin") >= eerste).height,
        vertrokken=met_hulp.filter(pl.col("einde")).height,
        duur=compute_duurcurve(met_hulp.select("instap", "tot", "einde").iter_rows(), kleinste=kleinste),
    )


def create_grafiek_doelsegmenten(segmenten: Sequence[tuple[str, Segmentbeeld]]) -> dict[str, Any]:
    """Share of clients beside share of cost per segment, by name (Vega-Lite)."""
    clienten, bedrag = (sum(getattr(s, wat) for _, s in segmenten) for wat in ("clienten", "bedrag"))
    rijen = [
        {"segment": naam, "wat": wat, "deel": deel / heel if heel else 0}
        for naam, s in segmenten
        for wat, deel, heel in (("Cliënten", s.clienten, clienten), ("Kosten", s.bedrag, bedrag))
    ]
    naam, duurst = max(segmenten, key=lambda paar: paar[1].bedrag)
    deel = f"{100 * duurst.bedrag / bedrag:.0f} %" if bedrag else "0 %"
    return create_grafiek(
        titel=f"{deel} van het geld gaat naar: {naam}"[:70],
        hoogte=34 * len(segmenten),
        inhoud={
            "data": {"values": rijen},
            "mark": "bar",
            "encoding": {
                "y": {"field": "segment", "type": "nominal", "sort": None, "title": None},
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
