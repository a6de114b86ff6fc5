"""The pictures of the segments: the pyramid of clients beside budget, and how firm it is (Vega-Lite)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, SEGMENTKLEUR, create_grafiek
from stelsel.analyse.indeling import Stap
from stelsel.analyse.verschuiving import Verschoven
from stelsel.domein.marktschets.segmentatie import Indeling

_AANDEEL_AS = {"format": ".0%", "tickCount": 5}


def create_grafiek_piramide(indeling: Indeling) -> dict[str, Any]:
    """Per segment, C on top: the share of clients to the left, the share of the budget to the right."""
    rijen = [
        {"segment": s.segment, "deel": teken * deel, "tekst": _procent(deel), "kant": kant}
        for s in indeling.segmenten
        for kant, teken, deel in (
            ("cliënten", -1, s.aandeel_clienten),
            ("budget", 1, s.aandeel_bedrag),
        )
    ]
    c = indeling.segmenten[0]
    grens = max([0.1, *(abs(float(str(rij["deel"]))) for rij in rijen)]) * 1.18
    as_ = {"labelExpr": "format(abs(datum.value), '.0%')", "tickCount": 7}
    schaal = {"domain": [-grens, grens]}
    titel = "← % in cliënten          % in budget →"
    x = {"field": "deel", "type": "quantitative", "title": titel, "axis": as_, "scale": schaal}
    y = {"field": "segment", "type": "nominal", "sort": ["C", "B", "A"], "title": "Segment"}
    kleur = {
        "field": "segment", "legend": None,
        "scale": {"domain": list(SEGMENTKLEUR), "range": list(SEGMENTKLEUR.values())},
    }  # fmt: skip
    return create_grafiek(
        titel=f"{_procent(c.aandeel_clienten)} van de cliënten krijgt {_procent(c.aandeel_bedrag)} "
        "van het budget",
        hoogte=60 * len(indeling.segmenten),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {"mark": {"type": "bar", "size": 40}, "encoding": {"x": x, "y": y, "color": kleur}},
                _als_tekst("cliënten", {"align": "right", "dx": -5}, x, y),
                _als_tekst("budget", {"align": "left", "dx": 5}, x, y),
            ],
        },
    )


def _als_tekst(kant: str, plek: dict[str, Any], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """The share in words at the end of the bars on one side."""
    return {
        "transform": [{"filter": f"datum.kant == '{kant}'"}],
        "mark": {"type": "text", **plek},
        "encoding": {"x": x, "y": y, "text": {"field": "tekst"}},
    }


def create_grafiek_gemeenten(rijen: Sequence[tuple[str, Indeling]]) -> dict[str, Any]:
    """Per municipality the share of clients (dot) and of the budget (bar) in C."""
    data = [
        {
            "gemeente": naam,
            "clienten": indeling.segmenten[0].aandeel_clienten,
            "budget": indeling.segmenten[0].aandeel_bedrag,
        }
        for naam, indeling in rijen
    ]
    hoogste = max(data, key=lambda rij: float(str(rij["budget"])))
    y = {"field": "gemeente", "type": "nominal", "sort": "-x", "title": None}
    as_ = {
        "type": "quantitative",
        "axis": _AANDEEL_AS,
        "title": "Deel in segment C: balk budget, stip cliënten",
    }
    return create_grafiek(
        titel=f"In {hoogste['gemeente']} gaat het grootste deel van het budget naar segment C",
        hoogte=32 * len(data),
        inhoud={
            "data": {"values": data},
            "layer": [
                {
                    "mark": {"type": "bar", "color": SEGMENTKLEUR["C"], "size": 16},
                    "encoding": {"y": y, "x": as_ | {"field": "budget"}},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 90, "color": "#ffffff",
                             "stroke": NADRUKKLEUR, "strokeWidth": 2},
                    "encoding": {"y": y, "x": as_ | {"field": "clienten"}},
                },
            ],
        },
    )  # fmt: skip


def create_grafiek_gevoeligheid(stappen: Sequence[Stap]) -> dict[str, Any]:
    """How many clients change segment when the border moves."""
    rijen = [
        {"stap": render_factor(stap.factor), "clienten": stap.naar_c or -stap.naar_b}
        for stap in stappen
        if stap.factor != 1.0
    ]
    meeste = max(abs(int(str(rij["clienten"]))) for rij in rijen)
    as_ = {"labelExpr": "format(abs(datum.value), ',.0f')", "tickCount": 5}
    titel = "← van C naar B          van B naar C →"
    return create_grafiek(
        titel=f"Een kwart hoger of lager: hoogstens {meeste:,} wisselen van segment".replace(",", "."),
        hoogte=34 * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "mark": {"type": "bar", "color": CATEGORIEKLEUR},
            "encoding": {
                "y": {"field": "stap", "type": "nominal", "sort": None, "title": "De grens"},
                "x": {"field": "clienten", "type": "quantitative", "title": titel, "axis": as_},
            },
        },
    )


def create_grafiek_jaren(jaren: Sequence[tuple[int, Indeling]]) -> dict[str, Any]:
    """The share of clients and of the budget in C, per year."""
    rijen = [
        {"jaar": str(jaar), "wat": wat, "deel": deel}
        for jaar, indeling in jaren
        for wat, deel in (
            ("budget", indeling.segmenten[0].aandeel_bedrag),
            ("cliënten", indeling.segmenten[0].aandeel_clienten),
        )
    ]
    x = {"field": "jaar", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    y = {
        "field": "deel", "type": "quantitative", "title": "Aandeel van C", "axis": _AANDEEL_AS,
        "scale": {"domain": [0, 1]},
    }  # fmt: skip
    kleur = {
        "field": "wat", "legend": None,
        "scale": {"domain": ["budget", "cliënten"], "range": [SEGMENTKLEUR["C"], CATEGORIEKLEUR]},
    }  # fmt: skip
    laatste_jaar = {"filter": f"datum.jaar == '{jaren[-1][0]}'"}
    return create_grafiek(
        titel=_titel_jaren(jaren),
        hoogte=240,
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {
                    "mark": {"type": "line", "point": True, "strokeWidth": 3},
                    "encoding": {"x": x, "y": y, "color": kleur},
                },
                {
                    "transform": [laatste_jaar],
                    "mark": {"type": "text", "align": "right", "dy": -14},
                    "encoding": {"x": x, "y": y, "text": {"field": "wat"}},
                },
            ],
        },
    )


def _titel_jaren(jaren: Sequence[tuple[int, Indeling]]) -> str:
    eerste, laatste = (indeling.segmenten[0].aandeel_clienten for _, indeling in (jaren[0], jaren[-1]))
    wat = "groter" if laatste > eerste else "kleiner"
    titel = f"Het deel cliënten in C is {wat}: van {_procent(eerste)} naar {_procent(laatste)}"
    if _procent(eerste) == _procent(laatste):
        titel = f"Het deel cliënten in C blijft gelijk: {_procent(laatste)}"
    return titel


def create_grafiek_verschuiving(segmenten: Sequence[Verschoven]) -> dict[str, Any]:
    """The budget per segment before and after, stacked."""
    rijen = [
        {"wanneer": wanneer, "segment": s.segment, "bedrag": bedrag / 100}
        for s in segmenten
        for wanneer, bedrag in (("Nu", s.bedrag), ("Na verschuiven", s.bedrag_na))
    ]
    voor, na = sum(s.bedrag for s in segmenten), sum(s.bedrag_na for s in segmenten)
    deel = (na - voor) / voor if voor else 0.0
    richting = "minder" if deel < 0 else "meer"
    titel = f"De kosten worden {_procent(abs(deel))} {richting}"
    if na == voor:
        titel = "De kosten blijven gelijk"
    kleur = {
        "field": "segment", "legend": {"title": "Segment", "orient": "top"},
        "scale": {"domain": list(SEGMENTKLEUR), "range": list(SEGMENTKLEUR.values())},
    }  # fmt: skip
    volgorde = {"field": "segment", "sort": "descending"}
    x = {
        "field": "bedrag", "type": "quantitative", "title": "Kosten per jaar (miljoen euro)",
        "axis": {"labelExpr": "replace(format(datum.value / 1e6, '.1f'), '.', ',')", "tickCount": 5},
    }  # fmt: skip
    y = {"field": "wanneer", "type": "nominal", "title": None, "sort": ["Nu", "Na verschuiven"]}
    return create_grafiek(
        titel=titel,
        hoogte=110,
        inhoud={
            "data": {"values": rijen},
            "mark": {"type": "bar", "stroke": HULPKLEUR, "strokeWidth": 0.5},
            "encoding": {"x": x, "y": y, "color": kleur, "order": volgorde},
        },
    )


def render_factor(factor: float) -> str:
    """'25 % lager', '10 % hoger', or 'zoals nu'."""
    verschil = round(100 * (factor - 1))
    if not verschil:
        return "zoals nu"
    return f"{abs(verschil)} % {'hoger' if verschil > 0 else 'lager'}"


def _procent(deel: float) -> str:
    """'10 %', with one decimal below ten percent."""
    getal = 100 * deel
    tekst = f"{getal:.0f}" if getal >= 10 or getal == 0 else f"{getal:.1f}".replace(".", ",")
    return f"{tekst} %"
