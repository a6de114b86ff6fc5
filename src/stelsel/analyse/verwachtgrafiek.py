"""The picture of actual use beside its band: 100 is expected."""

from __future__ import annotations

from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, SEGMENTKLEUR, create_grafiek
from stelsel.analyse.verwacht_gebruik import Oordeel, Verwachting

_HONDERD = 100
_AFWIJKEND = {Oordeel.HOGER, Oordeel.LAGER}


def create_grafiek_verwachting(verwachting: Verwachting, *, titel: str) -> dict[str, Any]:
    """The region and every gemeente: a grey band of what may be expected, and a dot for what is."""
    rijen = [
        {
            "naam": v.naam,
            "werkelijk": _HONDERD * v.verhouding,
            "laag": _HONDERD * v.laag / v.verwacht,
            "hoog": _HONDERD * v.hoog / v.verwacht,
            "wat": "valt op" if v.oordeel in _AFWIJKEND else "zoals verwacht",
        }
        for v in (verwachting.regio, *verwachting.gemeenten)
    ]
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": "Werkelijk, als verwacht 100 is", "scale": {"zero": False}}
    wat, legenda = ["zoals verwacht", "valt op"], {"title": None, "orient": "top"}
    kleur = {
        "field": "wat",
        "scale": {"domain": wat, "range": [CATEGORIEKLEUR, SEGMENTKLEUR["C"]]},
        "legend": legenda,
    }
    vorm = {"field": "wat", "scale": {"domain": wat, "range": ["circle", "diamond"]}, "legend": legenda}
    band = {"x": x | {"field": "laag"}, "x2": {"field": "hoog"}, "y": y}
    lagen = [
        {"mark": {"type": "bar", "color": "#d4dcdf", "height": 14}, "encoding": band},
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {"x": x | {"field": "werkelijk"}, "y": y, "color": kleur, "shape": vorm},
        },
        {
            "data": {"values": [{"honderd": _HONDERD}]},
            "mark": {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]},
            "encoding": {"x": x | {"field": "honderd"}},
        },
    ]
    inhoud = {"data": {"values": rijen}, "layer": lagen}
    return create_grafiek(titel=titel, hoogte=30 * len(rijen), inhoud=inhoud)
