"""How much of the budget has been granted, claimed, approved and proposed for payment?

Definition: per gemeente and domain, of one year. Granted: the amount of the allocations, divided over years
by calendar days. Claimed, approved and proposed: of claims whose period begins in the year.
Caveats: an allocation without an end or a tariff has no amount and is counted apart; claims come late, so
the last months are incomplete; claims are only known from the first message on, before that the lake holds
approved lines alone.
Reference: `stelsel.domein.sturing.uitputting.deel_in_jaar`, to which a spec test ties this.
Source: policy on steering: a monitor of commitments, claims and payments against the budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.selectie import Selectie, get_selectie
from stelsel.lake.engine import Table, read_uitkomst

STADIA = ("Toegekend", "Gedeclareerd", "Betaalvoorstel")
_KLEUREN = (NADRUKKLEUR, CATEGORIEKLEUR, HULPKLEUR)
_PER_STAAF = 54


@dataclass(frozen=True)
class Stand:
    """What the lake knows of one gemeente and domain in one year, in cents. `regels`: approved lines,
    also of the time before the messages; `zonder_bedrag`: allocations whose amount is not known; `clienten`:
    behind the allocations and lines, of whom one makes up `grootste` at most of what is granted or paid."""

    gemeente: str
    domein: str
    toegekend: int = 0
    zonder_bedrag: int = 0
    ingediend: int = 0
    goedgekeurd: int = 0
    betaalvoorstel: int = 0
    regels: int = 0
    clienten: int = 0
    grootste: int = 0


def list_standen(*, toewijzingen: Table, declaraties: Table, regels: Table, jaar: int) -> list[Stand]:
    """One row per gemeente and domain with anything in that year, in order of both."""
    standen: dict[tuple[str, str], dict[str, int]] = {}
    delen = (
        _get_toegekend(toewijzingen, jaar),
        _get_declaraties(get_selectie(declaraties, Selectie(jaar=jaar))),
        _get_regels(get_selectie(regels, Selectie(jaar=jaar))),
        _get_clienten(toewijzingen, get_selectie(regels, Selectie(jaar=jaar)), jaar),
    )
    for tabel in delen:
        for rij in read_uitkomst(tabel).to_dicts():
            sleutel = rij.pop("gemeente"), rij.pop("domein")
            standen.setdefault(sleutel, {}).update({naam: int(waarde or 0) for naam, waarde in rij.items()})
    return [Stand(gemeente, domein, **rij) for (gemeente, domein), rij in sorted(standen.items())]


def _get_toegekend(toewijzingen: Table, jaar: int) -> Table:
    """Granted in the year; the amount is a double on the way and rounded to cents at the end."""
    return (
        _get_delen(toewijzingen, jaar)
        .group_by(["gemeente", "domein"])
        .agg(
            toegekend=lambda t: t.deel.sum().round().cast("int64"),
            zonder_bedrag=lambda t: (~t.bekend).cast("int64").sum(),
        )
    )


def _get_delen(toewijzingen: Table, jaar: int) -> Table:
    """The allocations that touch the year, with the part of the amount that falls in it by days."""
    import ibis

    eerste, laatste = ibis.date(jaar, 1, 1), ibis.date(jaar, 12, 31)
    raakt = toewijzingen.filter(
        toewijzingen.ingangsdatum <= laatste,
        toewijzingen.einddatum.isnull() | (toewijzingen.einddatum >= eerste),
    )
    dagen = raakt.einddatum.delta(raakt.ingangsdatum, unit="day") + 1
    begin = ibis.greatest(raakt.ingangsdatum, eerste)
    binnen = ibis.least(raakt.einddatum, laatste).delta(begin, unit="day") + 1
    bekend = raakt.bedrag.notnull() & raakt.einddatum.notnull()
    return raakt.mutate(deel=bekend.ifelse(raakt.bedrag * binnen / dagen, 0.0), bekend=bekend)


def _get_clienten(toewijzingen: Table, regels: Table, jaar: int) -> Table:
    """How many clients there are behind the amounts, and the most that one of them makes up."""
    import ibis

    toegekend, betaald = (
        t.group_by(["gemeente", "domein", "client_nr"]).agg(bedrag=t[kolom].sum().cast("float64"))
        for t, kolom in ((_get_delen(toewijzingen, jaar), "deel"), (regels, "bedrag"))
    )
    samen = ibis.union(toegekend, betaald)
    return samen.group_by(["gemeente", "domein"]).agg(
        clienten=samen.client_nr.nunique(), grootste=samen.bedrag.max().round().cast("int64")
    )


def _get_declaraties(declaraties: Table) -> Table:
    return declaraties.group_by(["gemeente", "domein"]).agg(
        ingediend=declaraties.ingediend.sum(),
        goedgekeurd=declaraties.goedgekeurd.sum(),
        betaalvoorstel=declaraties.betaalvoorstel.sum(),
    )


def _get_regels(regels: Table) -> Table:
    return regels.group_by(["gemeente", "domein"]).agg(regels=regels.bedrag.sum())


def create_grafiek_uitputting(aandelen: list[tuple[str, str, float]], *, titel: str) -> dict[str, Any]:
    """Per gemeente a bar per stage, as a share of the budget, which is the line at 100 % (Vega-Lite).

    `aandelen`: (gemeente, one of STADIA, fraction of the budget).
    """
    rijen = [{"gemeente": naam, "stadium": stadium, "aandeel": deel} for naam, stadium, deel in aandelen]
    namen = list(dict.fromkeys(naam for naam, _, _ in aandelen))
    hoogste = max([1.0, *(deel for _, _, deel in aandelen)])
    x = {
        "field": "aandeel",
        "type": "quantitative",
        "title": "Aandeel van het budget",
        "axis": {"format": ".0%", "tickCount": 5},
        "scale": {"domain": [0, hoogste]},
    }
    y = {"field": "gemeente", "type": "nominal", "title": None, "sort": namen}
    stadium = {"field": "stadium", "sort": list(STADIA)}
    kleur = stadium | {
        "scale": {"domain": list(STADIA), "range": list(_KLEUREN)},
        "legend": {"title": None, "orient": "top"},
    }
    return create_grafiek(
        titel=titel,
        hoogte=_PER_STAAF * max(1, len(namen)),
        inhoud={
            "layer": [
                {
                    "data": {"values": rijen},
                    "mark": "bar",
                    "encoding": {"x": x, "y": y, "yOffset": stadium, "color": kleur},
                },
                {
                    "data": {"values": [{"aandeel": 1.0}]},
                    "mark": {"type": "rule", "strokeWidth": 2},
                    "encoding": {"x": x},
                },
            ]
        },
    )
