"""Pictures of the functions that are arranged over a wide area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, create_grafiek

#: Where the axis of clients has a mark: the distances shrink as the numbers grow.
_STREEPJES = (0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_HAALT = {True: "haalt de norm", False: "haalt de norm niet zeker"}


def create_grafiek_gebruik(reeksen: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """Children per function and year: (name, year, children), a line per function in a row of its own."""
    rijen = [{"functie": naam, "jaar": str(jaar), "kinderen": n} for naam, jaar, n in reeksen]
    volgorde = list(dict.fromkeys(naam for naam, _, _ in reeksen))
    jaren = sorted({jaar for _, jaar, _ in reeksen})
    per_functie = {naam: {j: n for w, j, n in reeksen if w == naam} for naam in volgorde}
    meer = sum(r[jaren[-1]] > r[jaren[0]] for r in per_functie.values() if {jaren[0], jaren[-1]} <= set(r))
    titel = f"{_tel(meer, len(volgorde))} vroegen in {jaren[-1]} meer kinderen dan in {jaren[0]}"
    x = {"field": "jaar", "type": "ordinal", "title": "Jaar", "axis": {"labelAngle": 0}}
    y = {"field": "functie", "type": "nominal", "title": None, "sort": volgorde}
    return create_grafiek(
        titel=titel,
        hoogte=44 * len(volgorde),
        inhoud={
            "data": {"values": rijen},
            "encoding": {"x": x, "y": y},
            "layer": [
                {
                    "mark": {"type": "circle", "color": CATEGORIEKLEUR, "opacity": 0.35},
                    "encoding": {"size": {
                        "field": "kinderen", "type": "quantitative", "legend": None,
                        "scale": {"range": [20, 1400], "zero": True},
                    }},
                },
                {"mark": {"type": "text"}, "encoding": {"text": {"field": "kinderen"}}},
            ],
        },
    )  # fmt: skip


def _tel(meer: int, alle: int) -> str:
    return f"{meer} van de {alle} functies" if alle > 1 else ("De functie" if meer else "Geen functie")


def create_grafiek_landschap(
    rijen: Sequence[tuple[str, str, int]], *, functies: Sequence[str], titel: str
) -> dict[str, Any]:
    """Aanbieder, function and cents: a circle for every pair, its size the money; functions in that order."""
    waarden = [{"aanbieder": a, "functie": f, "kosten": bedrag / 100} for a, f, bedrag in rijen]
    aanbieders = list(dict.fromkeys(a for a, _, _ in rijen))
    return create_grafiek(
        titel=titel,
        hoogte=28 * len(aanbieders) + 20,
        inhoud={
            "data": {"values": waarden},
            "mark": {"type": "circle", "color": CATEGORIEKLEUR, "stroke": HULPKLEUR, "opacity": 0.8},
            "encoding": {
                "y": {"field": "aanbieder", "type": "nominal", "title": None, "sort": aanbieders},
                "x": {
                    "field": "functie", "type": "nominal", "title": None, "sort": list(functies),
                    "axis": {"labelAngle": -25, "labelLimit": 150},
                },
                "size": {
                    "field": "kosten", "type": "quantitative",
                    "scale": {"range": [10, 700]},
                    "legend": {
                        "title": "Kosten (miljoen euro)", "orient": "bottom",
                        "labelExpr": "replace(format(datum.value / 1e6, '.1f'), '.', ',')",
                    },
                },
            },
        },
    )  # fmt: skip


def create_grafiek_schaal(
    punten: Sequence[tuple[str, float, int, int, bool]], *, norm: int, titel: str
) -> dict[str, Any]:
    """Area, expected clients with the interval, and whether the norm holds; a line at the norm."""
    rijen = [
        {"gebied": naam, "verwacht": verwacht, "laag": laag, "hoog": hoog, "haalt": _HAALT[haalt]}
        for naam, verwacht, laag, hoog, haalt in punten
    ]
    hoogste = max([norm, *(hoog for _, _, _, hoog, _ in punten)])
    as_ = {
        "type": "quantitative", "title": "Cliënten in een jaar", "scale": {"type": "symlog"},
        "axis": {"values": [waarde for waarde in _STREEPJES if waarde <= hoogste]},
    }  # fmt: skip
    y = {"field": "gebied", "type": "nominal", "title": None, "sort": [rij["gebied"] for rij in rijen]}
    kleur = {
        "field": "haalt", "legend": {"title": None, "orient": "top"},
        "scale": {"domain": [_HAALT[True], _HAALT[False]], "range": [NADRUKKLEUR, "#b0552b"]},
    }  # fmt: skip
    lijn = {"y": y, "x": {"field": "laag", **as_}, "x2": {"field": "hoog"}, "color": kleur}
    vorm = {"field": "haalt", "legend": None}
    punt = {"y": y, "x": {"field": "verwacht", **as_}, "color": kleur, "shape": vorm}
    lagen = [
        {"mark": {"type": "rule", "strokeWidth": 3}, "encoding": lijn},
        {"mark": {"type": "point", "filled": True, "size": 70}, "encoding": punt},
        {
            "data": {"values": [{"norm": norm}]},
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": HULPKLEUR},
            "encoding": {"x": {"field": "norm", **as_}},
        },
    ]
    inhoud = {"data": {"values": rijen}, "layer": lagen}
    return create_grafiek(titel=titel, hoogte=24 * len(rijen) + 10, inhoud=inhoud)


def create_grafiek_groepen(groepen: Sequence[tuple[str, int]], *, van: int) -> dict[str, Any]:
    """Clients per group of a cohort of `van` clients, a bar each."""
    grootste, meeste = max(groepen, key=lambda groep: groep[1])
    rijen = [{"groep": naam, "clienten": aantal} for naam, aantal in groepen]
    return create_grafiek(
        titel=f"{grootste}: {round(100 * meeste / van)} % van de groep",
        hoogte=24 * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "mark": {"type": "bar", "color": CATEGORIEKLEUR},
            "encoding": {
                "y": {"field": "groep", "type": "nominal", "title": None, "sort": [n for n, _ in groepen]},
                "x": {"field": "clienten", "type": "quantitative", "title": "Cliënten"},
            },
        },
    )
