"""Pictures of a design: what every number of profiles explains, and how wide the profiles are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.profielen.gevolgen import Band
from stelsel.analyse.profielen.groepen import Profielgroep
from stelsel.domein.profielen.criteria import Advies, Oordeel

_SCHALEN = ("in euro's", "logaritmisch")
_RIJHOOGTE, _LANGSTE_NAAM = 30, 44


def create_grafiek_aantallen(oordelen: Sequence[Oordeel], *, advies: Advies) -> dict[str, Any]:
    """The share explained by number of profiles, in euros and on a log scale, with the advice marked."""
    punten = [
        {"k": oordeel.aantal.k, "schaal": schaal, "deel": deel}
        for oordeel in oordelen
        for schaal, deel in zip(_SCHALEN, (oordeel.aantal.r2, oordeel.aantal.r2_log), strict=True)
    ]
    laag, hoog = sorted(punten[-2:], key=lambda punt: punt["deel"])
    x = {
        "field": "k",
        "type": "quantitative",
        "title": "Aantal profielen",
        "axis": {"tickMinStep": 1, "format": "d"},
    }
    y = {
        "field": "deel",
        "type": "quantitative",
        "title": "Verklaard deel van het verschil in kosten",
        "axis": {"format": ".0%"},
    }
    kleur = {
        "field": "schaal",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(_SCHALEN), "range": [NADRUKKLEUR, CATEGORIEKLEUR]},
    }
    return create_grafiek(
        titel=f"Bij {advies.k} {'profiel' if advies.k == 1 else 'profielen'} vlakt de winst af"
        if advies.voldoet
        else f"{advies.k} {'profiel' if advies.k == 1 else 'profielen'} komt het dichtst bij de criteria",
        hoogte=240,
        inhoud={
            "layer": [
                {
                    "data": {"values": [{"k": advies.k, "tekst": f"advies: {advies.k}"}]},
                    "mark": {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]},
                    "encoding": {"x": x},
                },
                {
                    "data": {"values": punten},
                    "mark": {"type": "line", "point": True},
                    "encoding": {"x": x, "y": y, "color": kleur},
                },
                *(
                    {
                        "data": {"values": [punt]},
                        "mark": {"type": "text", "align": "right", "dy": dy},
                        "encoding": {"x": x, "y": y, "color": kleur, "text": {"field": "schaal"}},
                    }
                    for punt, dy in ((laag, 16), (hoog, -14))
                ),
            ]
        },
    )


def create_grafiek_banden(groepen: Sequence[Profielgroep], banden: Sequence[Band]) -> dict[str, Any]:
    """Per profile the mean cost as a stroke in the band from p10 to p90, in euros."""
    rijen = [
        {
            "naam": f"{plek}. {groep.kenmerken}"[:_LANGSTE_NAAM],
            "laag": band.p10 / 100,
            "hoog": band.p90 / 100,
            "prijs": groep.gemiddelde / 100,
        }
        for plek, (groep, band) in enumerate(zip(groepen, banden, strict=True), start=1)
    ]
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": "Kosten per cliënt (€): gemiddelde, en van p10 tot p90"}
    return create_grafiek(
        titel="Zo ver lopen de kosten binnen een profiel uiteen",
        hoogte=_RIJHOOGTE * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 12, "color": "#c9d8d9"},
                    "encoding": {"y": y, "x": {"field": "laag", **x}, "x2": {"field": "hoog"}},
                },
                {
                    "mark": {"type": "tick", "thickness": 3, "size": 20, "color": NADRUKKLEUR},
                    "encoding": {"y": y, "x": {"field": "prijs", **x}},
                },
            ],
        },
    )
