"""What does a traject cost, and how long does it last?

Definition: a traject is all support of one client without an interruption of more than 31 days (a parameter),
over all providers and products. It is closed when its last support has ended. Its cost is that of the claim
lines of the client on its days. Duration counts the first and the last day.
Choices: cost of all trajecten and of the closed ones stand side by side, since what still runs has not cost
all it will. The median duration of closed ones only is too short for the same reason; the estimate by
Kaplan-Meier lets what still runs count as far as it is seen.
Caveats: a line on two trajecten counts in the later one. Trajecten that ended before the first day of the
data are unseen, so long ones among those begun earlier weigh too much.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from stelsel.analyse.grafiek import HULPKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.inzet import als_dagnummer, get_inzet, join_aaneengesloten, list_jaargrenzen
from stelsel.analyse.selectie import ALLES, Selectie
from stelsel.domein.marktschets.overleving import mediaan, overleving
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Trajecten:
    """Numbers of trajecten, cost in cents (None without any), days, and the curve of what lasts longer."""

    n: int
    gesloten: int
    gemiddelde: float | None
    mediaan: float | None
    gemiddelde_gesloten: float | None
    mediaan_gesloten: float | None
    duur_gesloten: float | None
    duur_km: float | None
    curve: tuple[tuple[int, float], ...]

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {
            "n": self.n,
            "gesloten": self.gesloten,
            "kosten": {"gemiddelde": self.gemiddelde, "mediaan": self.mediaan},
            "kosten_gesloten": {"gemiddelde": self.gemiddelde_gesloten, "mediaan": self.mediaan_gesloten},
            "duur": {"mediaan_gesloten": self.duur_gesloten, "mediaan_km": self.duur_km},
            "eenheid": "traject",
        }


def get_trajecten(regels: Table, toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> pl.DataFrame:
    """Per traject with a day in the selection: `duur` (days), `loopt`, `kosten` (cents), no client.

    `regels` and `toewijzingen` of all years: a traject is not cut at New Year.
    """
    import ibis

    ketens = get_ketens(toewijzingen, peildatum=peildatum, selectie=selectie)
    raakt = _join_regels(regels, ketens, selectie)
    kosten = raakt.group_by(["client_nr", "keten"]).agg(kosten=raakt.bedrag.sum())
    uit = ketens.left_join(kosten, ["client_nr", "keten"])
    uit = uit.select(
        "begin", "eind", "loopt", kosten=ibis.coalesce(uit.kosten, 0).cast("int64")
    )  # fmt: skip
    if selectie.jaar is not None:
        eerste, laatste = list_jaargrenzen(selectie.jaar)
        uit = uit.filter((uit.begin <= laatste) & (uit.eind >= eerste))
    tabel = read_uitkomst(uit.select("loopt", "kosten", duur=uit.eind - uit.begin + 1))
    return tabel.select(pl.col("duur").cast(pl.Int64), pl.col("loopt").cast(pl.Boolean), "kosten")


def get_ketens(toewijzingen: Table, *, peildatum: date, selectie: Selectie) -> Table:
    """The trajecten of each client, with the day number on which the next one begins."""
    import ibis

    onderbreking = get_aantal("traject_onderbreking", peildatum=peildatum)
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    ketens = join_aaneengesloten(inzet, per=["client_nr"], onderbreking=onderbreking)
    op_begin = ibis.window(group_by="client_nr", order_by="begin")
    return ketens.mutate(volgende=ketens.begin.lead().over(op_begin))


def get_buiten_traject(regels: Table, toewijzingen: Table, *, peildatum: date) -> tuple[int, int]:
    """Number and cents of the claim lines on days without a traject, so in the cost of none."""
    ketens = get_ketens(toewijzingen, peildatum=peildatum, selectie=ALLES)
    raakt = _join_regels(regels, ketens, ALLES)
    alle, binnen = (
        read_uitkomst(tabel.aggregate(n=tabel.count(), som=tabel.bedrag.sum())).row(0)
        for tabel in (regels, raakt)
    )
    return alle[0] - binnen[0], (alle[1] or 0) - (binnen[1] or 0)


def _join_regels(regels: Table, ketens: Table, selectie: Selectie) -> Table:
    """Every line with the chain that it overlaps, the latest of two; lines that overlap none are left out."""
    if selectie.domeinen is not None:
        regels = regels.filter(regels.domein.isin(sorted(selectie.domeinen)))
    return join_ketens(regels.select("client_nr", "bedrag", "begindatum", "einddatum"), ketens)


def join_ketens(regels: Table, ketens: Table) -> Table:
    """Every line, with all its columns, beside the chain that it overlaps, the latest of two."""
    dagen = regels.mutate(van=als_dagnummer(regels.begindatum), tot=als_dagnummer(regels.einddatum))
    return dagen.inner_join(
        ketens,
        [
            dagen.client_nr == ketens.client_nr,
            dagen.tot >= ketens.begin,
            dagen.van <= ketens.eind,
            ketens.volgende.isnull() | (ketens.volgende > dagen.tot),
        ],
    )


def compute_trajecten(tabel: pl.DataFrame) -> Trajecten:
    """The figures from one row per traject (`duur`, `loopt`, `kosten`)."""
    kosten = tabel["kosten"].to_numpy()
    klaar = tabel.filter(~pl.col("loopt"))
    kosten_klaar, duur_klaar = klaar["kosten"].to_numpy(), klaar["duur"].to_numpy()
    curve = overleving(zip(tabel["duur"].to_list(), (~tabel["loopt"]).to_list(), strict=True))
    return Trajecten(
        n=tabel.height,
        gesloten=klaar.height,
        gemiddelde=float(kosten.mean()) if len(kosten) else None,
        mediaan=float(np.median(kosten)) if len(kosten) else None,
        gemiddelde_gesloten=float(kosten_klaar.mean()) if len(kosten_klaar) else None,
        mediaan_gesloten=float(np.median(kosten_klaar)) if len(kosten_klaar) else None,
        duur_gesloten=float(np.median(duur_klaar)) if len(duur_klaar) else None,
        duur_km=mediaan(curve),
        curve=tuple((int(duur), deel) for duur, deel in curve),
    )


def create_grafiek_duur(trajecten: Trajecten) -> dict[str, Any]:
    """The share of trajecten that lasts longer than so many months, with the half (Vega-Lite)."""
    rijen = [{"maanden": 0.0, "deel": 1.0}]
    rijen += [{"maanden": duur * 12 / 365.25, "deel": deel} for duur, deel in _dun_uit(trajecten.curve)]
    maanden = "onbekend" if trajecten.duur_km is None else f"{trajecten.duur_km * 12 / 365.25:.0f} maanden"
    titel = f"De helft van de trajecten duurt langer dan {maanden}"
    if trajecten.duur_km is None:
        titel = "Meer dan de helft van de trajecten loopt nog"
    x = {"field": "maanden", "type": "quantitative", "title": "Maanden sinds de start"}
    y = {
        "field": "deel", "type": "quantitative", "title": "Deel dat nog loopt", "axis": {"format": ".0%"},
        "scale": {"domain": [0, 1]},
    }  # fmt: skip
    lijn = {"type": "line", "interpolate": "step-after", "color": NADRUKKLEUR, "strokeWidth": 3}
    helft = {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]}
    return create_grafiek(
        titel=titel,
        hoogte=280,
        inhoud={
            "layer": [
                {"data": {"values": [{"deel": 0.5}]}, "mark": helft, "encoding": {"y": y}},
                {"data": {"values": rijen}, "mark": lijn, "encoding": {"x": x, "y": y}},
            ]
        },
    )


def _dun_uit(curve: tuple[tuple[int, float], ...]) -> list[tuple[int, float]]:
    """At most some hundred points: those where the line has fallen by half a percent."""
    punten: list[tuple[int, float]] = []
    for duur, deel in curve:
        if not punten or punten[-1][1] - deel >= 0.005:
            punten.append((duur, deel))
    return punten
