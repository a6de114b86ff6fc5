"""Which segments of a domein are there: how many clients, what they cost, how long, who comes and goes?

Definition: see `stelsel.domein.marktschets.segmenten`. One row per client and domein with cost in the year:
the categories with cost, the age that is reached in the year, and the last stretch of help of that domein (a
traject, see `duur`) if it has a day in the year. The first segment in the list that fits is taken, so the
segments of a domein do not overlap and with the rest they are everyone.
Complex: so many of four signs as the list says: more than one product, aanbieder and category of help
(without what makes no question complex), and more than one person in the household with cost in the year.
Return: of those whose help ended in the year, the share with new help of the same domein within a year
(Kaplan-Meier: who was followed shorter counts for as long as that); none with too few followed so long.
Length: `duur` per segment, in the window of the year. New: the help began in the year. Left: it ended in it.
Caveats: who moved away or died does not return, and that is not seen. The segment is that of this year: a
client can be in another next year. Who just came cannot be long in help yet. Without a year of birth nobody
counts as old.
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
from stelsel.domein.marktschets.segmenten import OVERIG, Segmentenlijst, get_segmentenlijst
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Segmentbeeld:
    """One segment of a domein in a year: clients, cents, those new and those who left, and the length.

    `complex`: clients with a complex question; `terugkeer`: share of those who left that came back, with its
    95 % interval."""

    domein: str
    code: str
    clienten: int
    bedrag: int
    nieuw: int
    vertrokken: int
    duur: Duurcurve
    complex: int = 0
    terugkeer: tuple[float, float | None, float | None] | None = None


def compute_segmenten_van_domein(
    regels: Table, toewijzingen: Table, *, clienten: Table, peildatum: date, selectie: Selectie,
    lijst: Segmentenlijst | None = None,
) -> list[Segmentbeeld]:  # fmt: skip
    """Per domein and segment, in the order of the list, the rest last; those without clients left out.

    `lijst`: that of the region; the one of the product without."""
    lijst = lijst or get_segmentenlijst()
    jaar = selectie.jaar or peildatum.year
    eerste, laatste = list_jaargrenzen(jaar)
    laatste = min(laatste, (peildatum - EERSTE_DAG).days)
    rijen = _list_clienten(regels, clienten, jaar=jaar, selectie=selectie, lijst=lijst)
    ketens = _list_ketens(toewijzingen, peildatum=peildatum, selectie=selectie)
    hulp = ketens.unique(["client_nr", "domein"], keep="last", maintain_order=True)
    gezien = list_waarnemingen(hulp, eerste=eerste, laatste=laatste)
    terug = _list_terugkeer(ketens, eerste=eerste, laatste=laatste, tot=(peildatum - EERSTE_DAG).days)
    samen = _add_segment(rijen.join(gezien, on=["client_nr", "domein"], how="left"), lijst)
    samen = samen.join(terug, on=["client_nr", "domein"], how="left")
    kleinste = get_aantal("duur_kleinste", peildatum=peildatum)
    volgorde = [s.code for s in lijst.segmenten] + [OVERIG]
    venster = get_aantal("segment_terugkeer", peildatum=peildatum)
    beelden = [
        _create_beeld(str(domein), str(code), deel, eerste=eerste, kleinste=kleinste, venster=venster)
        for (domein, code), deel in samen.group_by("domein", "segment", maintain_order=True)
    ]
    return sorted(beelden, key=lambda b: (b.domein, volgorde.index(b.code)))


def _list_clienten(
    regels: Table, clienten: Table, *, jaar: int, selectie: Selectie, lijst: Segmentenlijst
) -> pl.DataFrame:
    """Per client and domein the cost, the categories, the age, and whether the question is complex."""
    binnen = get_selectie(regels, Selectie(jaar, selectie.gemeenten, selectie.domeinen))
    per = binnen.group_by(["client_nr", "domein", "productcategorie", "productcode", "aanbieder"]).agg(
        bedrag=binnen.bedrag.sum()
    )
    per_client = clienten.group_by("client_nr").agg(
        geboortejaar=clienten.geboortejaar.min(), huishouden=clienten.huishouden.max()
    )
    rijen = read_uitkomst(per).sort("client_nr", "domein", "productcategorie", "productcode", "aanbieder")
    tellend = ~pl.col("productcategorie").is_in(list(lijst.niet_tellend))
    meer_dan_een = [
        (pl.col(kolom).filter(tellend).drop_nulls().n_unique() > 1).cast(pl.Int32)
        for kolom in ("productcode", "aanbieder", "productcategorie")
    ]
    som = rijen.group_by("client_nr", "domein", maintain_order=True).agg(
        pl.col("bedrag").sum(),
        categorieen=pl.col("productcategorie").drop_nulls().unique(maintain_order=True),
        tekens=pl.sum_horizontal(meer_dan_een),
    )
    som = som.join(read_uitkomst(per_client), on="client_nr", how="left")
    genoten = pl.col("client_nr").n_unique().over("huishouden") > 1
    samen = (pl.col("huishouden").is_not_null() & genoten).cast(pl.Int32)
    return som.with_columns(
        leeftijd=jaar - pl.col("geboortejaar").cast(pl.Int32), tekens=pl.col("tekens") + samen
    )


def _list_ketens(toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> pl.DataFrame:
    """Per client and domein the stretches of help without a gap of more than a traject may have, in order."""
    onderbreking = get_aantal("traject_onderbreking", peildatum=peildatum)
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    inzet = inzet.mutate(domein=inzet.soort.split(" ")[0])
    ketens = read_uitkomst(join_aaneengesloten(inzet, per=["client_nr", "domein"], onderbreking=onderbreking))
    return ketens.sort("client_nr", "domein", "begin")


def _list_terugkeer(ketens: pl.DataFrame, *, eerste: int, laatste: int, tot: int) -> pl.DataFrame:
    """Per client and domein of which help ended in the year: days from the first end until the next help
    (`terug`: it came) or until the last day of the data."""
    volgende = pl.col("begin").shift(-1).over("client_nr", "domein")
    geeindigd = ketens.with_columns(volgende=volgende).filter(
        (pl.col("loopt") == 0) & pl.col("eind").is_between(eerste, laatste)
    )
    eerst = geeindigd.unique(["client_nr", "domein"], keep="first", maintain_order=True)
    return eerst.select(
        "client_nr",
        "domein",
        gevolgd=pl.coalesce(pl.col("volgende"), pl.lit(tot)) - pl.col("eind"),
        terug=pl.col("volgende").is_not_null(),
    )


def _add_segment(samen: pl.DataFrame, lijst: Segmentenlijst) -> pl.DataFrame:
    codes = [
        lijst.get_segment(
            domein,
            categorieen=categorieen,
            leeftijd=leeftijd,
            maanden=None if tot is None else tot / DAGEN_PER_MAAND,
            tekens=tekens,
        )
        for domein, categorieen, leeftijd, tot, tekens in samen.select(
            "domein", "categorieen", "leeftijd", "tot", "tekens"
        ).iter_rows()
    ]
    return samen.with_columns(
        segment=pl.Series(codes, dtype=pl.String), complex=pl.col("tekens") >= lijst.complex_vanaf
    )


def _create_beeld(
    domein: str, code: str, deel: pl.DataFrame, *, eerste: int, kleinste: int, venster: int
) -> Segmentbeeld:
    met_hulp = deel.drop_nulls("tot").sort("instap", "tot", "einde")
    return Segmentbeeld(
        domein=domein,
        code=code,
        clienten=deel.height,
        bedrag=int(deel["bedrag"].sum()),
        nieuw=met_hulp.filter(pl.col("begin") >= eerste).height,
        vertrokken=met_hulp.filter(pl.col("einde")).height,
        duur=compute_duurcurve(met_hulp.select("instap", "tot", "einde").iter_rows(), kleinste=kleinste),
        complex=int(deel["complex"].sum()),
        terugkeer=_compute_terugkeer(deel.drop_nulls("gevolgd"), kleinste=kleinste, venster=venster),
    )


def _compute_terugkeer(
    deel: pl.DataFrame, *, kleinste: int, venster: int
) -> tuple[float, float | None, float | None] | None:
    """The share that came back within the days of `venster`; None unless `kleinste` were followed so long
    without coming back."""
    if deel.filter(~pl.col("terug") & (pl.col("gevolgd") >= venster)).height < kleinste:
        return None
    curve = compute_duurcurve(
        (0.0, float(t), bool(e)) for t, e in deel.select("gevolgd", "terug").iter_rows()
    )
    binnen = [punt for punt in curve.punten if punt.duur <= venster]
    if not binnen:
        return 0.0, None, None
    punt = binnen[-1]
    laag, hoog = (None if x is None else 1 - x for x in (punt.hoog, punt.laag))
    return 1 - punt.deel, laag, hoog


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
