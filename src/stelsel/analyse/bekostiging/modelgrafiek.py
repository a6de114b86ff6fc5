"""The pictures of a comparison of models (Vega-Lite): gemeenten with their band, aanbieders, criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, TEKSTKLEUR, create_grafiek
from stelsel.domein.bekostiging.criteria import get_criteria
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model
from stelsel.kern.bedrag import in_euro

from .modelvergelijking import Modelvergelijking

MODELKLEUR = {Model.INSPANNING: "#76706a", Model.OUTPUT: CATEGORIEKLEUR, Model.TAAK: "#06383a"}
#: More bars of a kind than these tell nothing: the rest is in the table.
MEESTE_AANBIEDERS = 8
_RIJHOOGTE, _GROEPHOOGTE, _CENTEN = 26, 54, 100
_GROOT, _KLEIN = "groot", "klein"
_VLAK = {"-": "#e6d3c3", "0": "#eef1f2", "+": "#cfe3e1"}


@dataclass(frozen=True)
class Aanbiederbalk:
    """One aanbieder in the picture; `deel`: effect as a fraction, `effect` in cents."""

    naam: str
    deel: float
    effect: int
    klein: bool


def create_grafiek_gemeenten(vergelijking: Modelvergelijking, *, namen: Mapping[str, str]) -> dict[str, Any]:
    """Per gemeente a point and a band per model, beside what it paid; only gemeenten in `namen`."""
    rijen = [
        {
            "gemeente": namen[code],
            "model": MODEL_NAAM[model],
            "punt": _procent(rij.budget, rij.oud),
            "laag": _procent(rij.p10, rij.oud),
            "hoog": _procent(rij.p90, rij.oud),
        }
        for model, uitkomst in vergelijking.modellen.items()
        for code, rij in uitkomst.gemeenten.items()
        if code in namen and rij.oud > 0
    ]
    y = {"field": "gemeente", "type": "nominal", "title": None, "sort": list(namen.values())}
    modellen = {"field": "model", "type": "nominal", "sort": list(MODEL_NAAM.values())}
    kleur = {
        **modellen,
        "scale": {"domain": list(MODEL_NAAM.values()), "range": list(MODELKLEUR.values())},
        "legend": {"title": None, "orient": "top"},
    }
    x = {"type": "quantitative", "title": "Procent meer of minder dan nu"}
    basis = {"y": y, "yOffset": modellen, "color": kleur}
    return create_grafiek(
        titel=_get_titel_gemeenten(rijen),
        hoogte=_GROEPHOOGTE * len({rij["gemeente"] for rij in rijen}),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {"mark": {"type": "rule", "color": HULPKLEUR}, "encoding": {"x": {"datum": 0, **x}}},
                {
                    "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.45},
                    "encoding": {**basis, "x": {"field": "laag", **x}, "x2": {"field": "hoog"}},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                    "encoding": {**basis, "x": {"field": "punt", **x}},
                },
            ],
        },
    )


def _get_titel_gemeenten(rijen: Sequence[dict[str, Any]]) -> str:
    output = [rij for rij in rijen if rij["model"] == MODEL_NAAM[Model.OUTPUT]]
    if not output:
        return "Geen gemeente om te tonen"
    grootste = max(output, key=lambda rij: abs(rij["punt"]))
    soort = "duurder" if grootste["punt"] > 0 else "goedkoper"
    procent = f"{abs(grootste['punt']):.1f} %".replace(".", ",")
    return f"{grootste['gemeente']} is met output {procent} {soort} uit"


def create_grafiek_aanbieders(balken: Sequence[Aanbiederbalk], *, titel: str) -> dict[str, Any]:
    """Who gains and loses most under output, in percent: first of the large aanbieders, then of the small."""
    rijen = [
        {
            "naam": balk.naam,
            "procent": 100 * balk.deel,
            "grootte": _KLEIN if balk.klein else _GROOT,
            "tekst": f"{100 * balk.deel:+.0f} % ({in_euro(round(balk.effect / _CENTEN) * _CENTEN)[:-3]})",
        }
        for klein in (False, True)
        for balk in _list_uitersten([b for b in balken if b.klein == klein])
    ]
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {
        "field": "procent",
        "type": "quantitative",
        "title": "Procent meer of minder dan nu",
        "scale": {"padding": 115},
    }
    kleur = {
        "field": "grootte",
        "type": "nominal",
        "scale": {"domain": [_GROOT, _KLEIN], "range": [NADRUKKLEUR, "#b58a5a"]},
        "legend": {"title": "Aanbieder", "orient": "top"},
    }
    return create_grafiek(
        titel=titel,
        hoogte=_RIJHOOGTE * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {"mark": "bar", "encoding": {"y": y, "x": x, "color": kleur}},
                _tekst(y, x, boven="datum.procent >= 0", kant="left", afstand=4),
                _tekst(y, x, boven="datum.procent < 0", kant="right", afstand=-4),
            ],
        },
    )


def _list_uitersten(balken: Sequence[Aanbiederbalk]) -> list[Aanbiederbalk]:
    grootste = sorted(balken, key=lambda balk: -abs(balk.deel))[:MEESTE_AANBIEDERS]
    return sorted(grootste, key=lambda balk: (-balk.deel, balk.naam))


def create_grafiek_criteria(scores: Mapping[Model, Mapping[str, float]], *, titel: str) -> dict[str, Any]:
    """Criteria by models as a table of tinted cells with the score in each."""
    criteria = get_criteria()
    rijen = [
        {
            "model": MODEL_NAAM[model],
            "criterium": criteria[code].naam,
            "tekst": f"{score:+.2f}".replace(".", ",").replace(",00", ""),
            "soort": "+" if score > 0 else "-" if score < 0 else "0",
        }
        for model, per_criterium in scores.items()
        for code, score in per_criterium.items()
    ]
    x = {
        "field": "model",
        "type": "nominal",
        "sort": list(MODEL_NAAM.values()),
        "title": None,
        "axis": {"orient": "top", "labelAngle": 0},
    }
    y = {"field": "criterium", "type": "nominal", "sort": [c.naam for c in criteria.values()], "title": None}
    kleur = {
        "field": "soort",
        "type": "nominal",
        "scale": {"domain": list(_VLAK), "range": list(_VLAK.values())},
        "legend": None,
    }
    return create_grafiek(
        titel=titel,
        hoogte=_RIJHOOGTE * 2 * len(criteria),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {"mark": {"type": "rect", "stroke": "#ffffff"}, "encoding": {"x": x, "y": y, "color": kleur}},
                {
                    "mark": {"type": "text", "fontWeight": "bold", "color": TEKSTKLEUR},
                    "encoding": {"x": x, "y": y, "text": {"field": "tekst"}},
                },
            ],
        },
    )


def create_grafiek_modellen(waarden: Mapping[Model, float], *, titel: str, maat: str) -> dict[str, Any]:
    """One bar from zero per model."""
    rijen = [
        {"model": MODEL_NAAM[model], "waarde": waarde, "tekst": f"{waarde:,.0f}".replace(",", ".")}
        for model, waarde in waarden.items()
    ]
    y = {"field": "model", "type": "nominal", "sort": None, "title": None}
    x = {"field": "waarde", "type": "quantitative", "title": maat, "scale": {"padding": 50}}
    return create_grafiek(
        titel=titel,
        hoogte=_RIJHOOGTE * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {"mark": {"type": "bar", "color": CATEGORIEKLEUR}, "encoding": {"y": y, "x": x}},
                _tekst(y, x, boven="datum.waarde >= 0", kant="left", afstand=4),
                _tekst(y, x, boven="datum.waarde < 0", kant="right", afstand=-4),
            ],
        },
    )


def _tekst(y: dict[str, Any], x: dict[str, Any], *, boven: str, kant: str, afstand: int) -> dict[str, Any]:
    return {
        "transform": [{"filter": boven}],
        "mark": {"type": "text", "align": kant, "dx": afstand, "color": HULPKLEUR},
        "encoding": {"y": y, "x": x, "text": {"field": "tekst"}},
    }


def _procent(nieuw: float, oud: float) -> float:
    return 100 * (nieuw / oud - 1)
