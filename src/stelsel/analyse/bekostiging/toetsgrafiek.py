"""The picture of new prices against the budget of every gemeente (Vega-Lite)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, TEKSTKLEUR, create_grafiek

OUD, NIEUW, GESCHAALD = "Oud", "Nieuw", "Met bodem"
_RIJ = 54


def create_grafiek_toets(rijen: Sequence[tuple[str, float, float, float]]) -> dict[str, Any]:
    """Per gemeente three bars as a part of its budget: at the old prices, the new ones and the lowered."""
    namen, soorten = [rij[0] for rij in rijen], (OUD, NIEUW, GESCHAALD)
    waarden = [
        {"gemeente": naam, "soort": soort, "deel": deel}
        for naam, *delen in rijen
        for soort, deel in zip(soorten, delen, strict=True)
    ]
    x = {"type": "quantitative", "title": "Deel van het budget (de lijn is 100 %)"}
    return create_grafiek(
        titel="Kosten als deel van het budget",
        hoogte=_RIJ * len(namen),
        inhoud={
            "layer": [
                {
                    "data": {"values": waarden},
                    "mark": "bar",
                    "encoding": {
                        "y": {"field": "gemeente", "type": "nominal", "title": None, "sort": namen},
                        "yOffset": {"field": "soort", "sort": list(soorten)},
                        "x": {**x, "field": "deel", "axis": {"format": ".0%", "tickCount": 6}},
                        "color": {
                            "field": "soort",
                            "scale": {
                                "domain": list(soorten),
                                "range": [HULPKLEUR, NADRUKKLEUR, CATEGORIEKLEUR],
                            },
                            "legend": {"title": None, "orient": "top"},
                        },
                    },
                },
                {
                    "data": {"values": [{"deel": 1}]},
                    "mark": {"type": "rule", "strokeWidth": 2, "color": TEKSTKLEUR},
                    "encoding": {"x": {**x, "field": "deel"}},
                },
            ]
        },
    )
