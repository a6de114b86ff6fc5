"""How long does help last, per kind of help, and how sure is that?

Definition: a traject of a kind is all help of one client in one product category without an interruption of
more than 31 days (a parameter). Its length counts the first and the last day. The year that is looked at is a
window: what ended in it is an end, what still ran on its last day was seen that far, and what began before it
counts only from the age that it had on its first day. So the curve shows how long help lasts at the pace of
that year, without old long trajecten weighing too much.
Choices: without a year the window is that of the claim lines. The curve begins where enough trajecten are
under observation (a dated parameter). See `stelsel.domein.marktschets.duur` for the estimate and its margin.
Caveats: stop messages come late, so of what still runs some has ended; then help seems longer than it is. An
allocation without a start counts from its first day. A switch to another category is an end here.
Uncertainty: 95 % interval of the median, by chance alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stelsel.analyse.grafiek import HULPKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.inzet import EERSTE_DAG, get_inzet, join_aaneengesloten, list_jaargrenzen
from stelsel.analyse.selectie import Selectie
from stelsel.domein.marktschets.duur import Duurcurve, Waarneming, compute_duurcurve, list_lopend
from stelsel.domein.parameters import get_aantal
from stelsel.lake.engine import Table, read_uitkomst

DAGEN_PER_MAAND = 365.25 / 12
#: The ages, in months, at which a table says how many were watched and how many last longer.
MOMENTEN = (3, 6, 12, 18, 24, 36)
_STAP = 0.005


@dataclass(frozen=True)
class Moment:
    """After so many months: trajecten under observation, the share that lasts longer, its 95 % interval."""

    maanden: int
    lopend: int
    deel: float
    laag: float | None
    hoog: float | None


@dataclass(frozen=True)
class Duurbeeld:
    """One kind of help ("" is all help together): trajecten watched in the window, of which `eerder` began
    before it, and how many ended in it."""

    soort: str
    n: int
    eerder: int
    eindes: int
    curve: Duurcurve
    momenten: tuple[Moment, ...]


def compute_duur(
    regels: Table, toewijzingen: Table, *, peildatum: date, selectie: Selectie
) -> list[Duurbeeld]:
    """All help together, and every kind of it, most trajecten first. `toewijzingen` of all years."""
    venster = _get_venster(regels, peildatum=peildatum, jaar=selectie.jaar)
    kleinste = get_aantal("duur_kleinste", peildatum=peildatum)
    samen = _list_waarnemingen(toewijzingen, ["client_nr"], venster, peildatum, selectie)
    per_soort = _list_waarnemingen(toewijzingen, ["client_nr", "soort"], venster, peildatum, selectie)
    beelden = [
        _create_beeld(str(soort), deel, kleinste=kleinste)
        for (soort,), deel in per_soort.group_by("soort", maintain_order=True)
    ]
    alles = _create_beeld("", samen, kleinste=kleinste)
    return [alles, *sorted(beelden, key=lambda beeld: (-beeld.n, beeld.soort))] if alles.n else []


def list_waarnemingen(ketens: pl.DataFrame, *, eerste: int, laatste: int) -> pl.DataFrame:
    """From `begin`, `eind`, `loopt` (day numbers) to `instap`, `tot`, `einde`: ages in days, as far as they
    lie in the window; without what is not in it."""
    binnen = ketens.filter((pl.col("begin") <= laatste) & (pl.col("eind") >= eerste))
    later = (pl.col("loopt") > 0) | (pl.col("eind") > laatste)
    return binnen.with_columns(
        instap=(eerste - pl.col("begin")).clip(lower_bound=0),
        tot=pl.min_horizontal(pl.col("eind"), pl.lit(laatste)) - pl.col("begin") + 1,
        einde=~later,
    )


def _list_waarnemingen(
    toewijzingen: Table, per: list[str], venster: tuple[int, int], peildatum: date, selectie: Selectie
) -> pl.DataFrame:
    onderbreking = get_aantal("traject_onderbreking", peildatum=peildatum)
    inzet = get_inzet(toewijzingen, peildatum=peildatum, selectie=selectie)
    ketens = read_uitkomst(join_aaneengesloten(inzet, per=per, onderbreking=onderbreking))
    eerste, laatste = venster
    return list_waarnemingen(ketens, eerste=eerste, laatste=laatste).sort(
        [*per[1:], "instap", "tot", "einde"]
    )


def _get_venster(regels: Table, *, peildatum: date, jaar: int | None) -> tuple[int, int]:
    """The first and last day number that are looked at."""
    tot = (peildatum - EERSTE_DAG).days
    if jaar is not None:
        eerste, laatste = list_jaargrenzen(jaar)
        return eerste, min(laatste, tot)
    dag = read_uitkomst(regels.aggregate(dag=regels.begindatum.min())).item()
    return ((dag or peildatum) - EERSTE_DAG).days, tot


def _create_beeld(soort: str, tabel: pl.DataFrame, *, kleinste: int) -> Duurbeeld:
    rijen: list[Waarneming] = list(tabel.select("instap", "tot", "einde").iter_rows())
    curve = compute_duurcurve(rijen, kleinste=kleinste)
    return Duurbeeld(
        soort=soort,
        n=len(rijen),
        eerder=tabel.filter(pl.col("instap") > 0).height,
        eindes=tabel.filter(pl.col("einde")).height,
        curve=curve,
        momenten=tuple(_list_momenten(curve, rijen)),
    )


def _list_momenten(curve: Duurcurve, rijen: Sequence[Waarneming]) -> list[Moment]:
    """As far as anybody was watched at that age."""
    dagen = [round(maanden * DAGEN_PER_MAAND) for maanden in MOMENTEN]
    uit = []
    for maanden, dag, lopend in zip(MOMENTEN, dagen, list_lopend(rijen, dagen), strict=True):
        if lopend and dag >= curve.vanaf:
            eerder = [punt for punt in curve.punten if punt.duur <= dag]
            laag, hoog = (eerder[-1].laag, eerder[-1].hoog) if eerder else (None, None)
            uit.append(Moment(maanden, lopend, curve.get_deel(dag), laag, hoog))
    return uit


def als_maanden(dagen: float | None) -> float | None:
    """Days as months of 30.4 days; None stays None."""
    return None if dagen is None else dagen / DAGEN_PER_MAAND


def create_grafiek_duurlijn(beeld: Duurbeeld) -> dict[str, Any]:
    """The share that lasts longer than so many months with its 95 % band and the half (Vega-Lite)."""
    mediaan = als_maanden(beeld.curve.mediaan)
    titel = "Meer dan de helft duurt langer dan wij konden zien"
    if mediaan is not None:
        titel = f"De helft duurt langer dan {mediaan:.1f} maanden".replace(".", ",")
    x = {"field": "maanden", "type": "quantitative", "title": "Maanden sinds de start"}
    y = {
        "field": "deel", "type": "quantitative", "title": "Deel dat nog loopt", "axis": {"format": ".0%"},
        "scale": {"domain": [0, 1]},
    }  # fmt: skip
    trap = {"interpolate": "step-after", "color": NADRUKKLEUR}
    rijen = _list_lijn(beeld.curve)
    band = {
        "mark": {"type": "area", "opacity": 0.2, **trap},
        "encoding": {"x": x, "y": y | {"field": "laag"}, "y2": {"field": "hoog"}},
    }
    lijn = {"mark": {"type": "line", "strokeWidth": 3, **trap}, "encoding": {"x": x, "y": y}}
    helft = {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]}
    return create_grafiek(
        titel=titel,
        hoogte=280,
        inhoud={
            "layer": [
                {"data": {"values": [{"deel": 0.5}]}, "mark": helft, "encoding": {"y": y}},
                {"data": {"values": [rij for rij in rijen if rij["laag"] is not None]}, **band},
                {"data": {"values": rijen}, **lijn},
            ]
        },
    )


def _list_lijn(curve: Duurcurve) -> list[dict[str, float | None]]:
    """Some hundred points: where the line has fallen by half a percent."""
    rijen: list[dict[str, float | None]] = [
        {"maanden": curve.vanaf / DAGEN_PER_MAAND, "deel": 1.0, "laag": None, "hoog": None}
    ]
    vorige = 1.0
    for punt in curve.punten:
        if vorige - punt.deel >= _STAP:
            vorige = punt.deel
            rijen.append(
                {
                    "maanden": punt.duur / DAGEN_PER_MAAND,
                    "deel": punt.deel,
                    "laag": punt.laag,
                    "hoog": punt.hoog,
                }
            )
    return rijen
