"""The picture of a cost survey (Vega-Lite): per functie where the middle half of the hours is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, TEKSTKLEUR, create_grafiek
from stelsel.domein.bekostiging.kostprijsonderzoek import Cijfer
from stelsel.kern.bedrag import in_euro

_RIJHOOGTE = 56


def create_grafiek_tarieven(cijfers: Sequence[Cijfer]) -> dict[str, Any]:
    """A bar from p25 to p75 with a stroke and the amount at the median; all of them have percentiles."""
    rijen: list[dict[str, Any]] = [
        {"naam": cijfer.functie, "laag": laag, "mediaan": midden, "hoog": hoog, "tekst": _euro(midden)}
        for cijfer in cijfers
        if cijfer.percentielen is not None
        for laag, midden, hoog in [tuple(map(float, cijfer.percentielen))]
    ]
    eerste = rijen[0]
    grenzen = f"{_euro(eerste['laag'])} tot {_euro(eerste['hoog'])}"
    titel = f"{eerste['naam']}: de middelste helft van de uren kost {grenzen}"
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": "Euro per uur", "scale": {"zero": False, "padding": 20}}
    plek = {"field": "mediaan", **x}
    return create_grafiek(
        titel=titel,
        hoogte=_RIJHOOGTE * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 18, "color": CATEGORIEKLEUR, "opacity": 0.55},
                    "encoding": {"y": y, "x": {"field": "laag", **x}, "x2": {"field": "hoog"}},
                },
                {
                    "mark": {"type": "tick", "thickness": 3, "size": 26, "color": TEKSTKLEUR},
                    "encoding": {"y": y, "x": plek},
                },
                {
                    "mark": {"type": "text", "dy": -20, "color": TEKSTKLEUR},
                    "encoding": {"y": y, "x": plek, "text": {"field": "tekst", "type": "nominal"}},
                },
            ],
        },
    )


def _euro(waarde: float) -> str:
    return in_euro(round(waarde * 100))
