"""Pictures of a design: what every number of profiles explains, and how wide the profiles are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, NADRUKKLEUR, create_grafiek
from stelsel.analyse.profielen.gevolgen import Band
from stelsel.analyse.profielen.groepen import Profielgroep
from stelsel.domein.profielen.criteria import Advies, Oordeel

_SCHALEN = ("in euro's", "logaritmisch")
_X_AANTAL = {
    "field": "k",
    "type": "quantitative",
    "title": "Aantal profielen",
    "axis": {"tickMinStep": 1, "format": "d"},
}
_Y_DEEL = {
    "field": "deel",
    "type": "quantitative",
    "title": "Verklaard deel van het verschil in kosten",
    "axis": {"format": ".0%"},
}
_RIJHOOGTE, _LANGSTE_NAAM = 30, 44


def create_grafiek_aantallen(oordelen: Sequence[Oordeel], *, advies: Advies) -> dict[str, Any]:
    """The share explained by number of profiles, in euros and on a log scale, with the advice marked."""
    soort = "profiel" if advies.k == 1 else "profielen"
    titel = (
        f"Bij {advies.k} {soort} vlakt de winst af"
        if advies.voldoet
        else f"{advies.k} {soort} komt het dichtst bij de criteria"
    )
    reeksen = [
        [(oordeel.aantal.k, oordeel.aantal.r2) for oordeel in oordelen],
        [(oordeel.aantal.k, oordeel.aantal.r2_log) for oordeel in oordelen],
    ]
    hoogste = max(reeksen, key=lambda reeks: reeks[-1][1])
    streep = {
        "data": {"values": [{"k": advies.k}]},
        "mark": {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]},
        "encoding": {"x": _X_AANTAL},
    }
    lijnen = [
        laag
        for naam, kleur, reeks in zip(_SCHALEN, (NADRUKKLEUR, CATEGORIEKLEUR), reeksen, strict=True)
        for laag in _list_lagen(naam, kleur, reeks, boven=reeks is hoogste)
    ]
    return create_grafiek(titel=titel, hoogte=240, inhoud={"layer": [streep, *lijnen]})


def _list_lagen(
    naam: str, kleur: str, reeks: Sequence[tuple[int, float]], *, boven: bool
) -> list[dict[str, Any]]:
    """A line with its name at the end, above or below it."""
    punten = [{"k": k, "deel": deel, "naam": naam} for k, deel in reeks]
    plek = {"x": _X_AANTAL, "y": _Y_DEEL}
    tekst = {"type": "text", "align": "right", "dy": -14 if boven else 16, "color": kleur}
    return [
        {
            "data": {"values": punten},
            "mark": {"type": "line", "color": kleur, "point": {"color": kleur}},
            "encoding": plek,
        },
        {
            "data": {"values": punten[-1:]},
            "mark": tekst,
            "encoding": {**plek, "text": {"field": "naam"}},
        },
    ]


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


def create_grafiek_trends(
    rijen: Sequence[tuple[str, float, float, float]], *, eenheid: str, minder: str
) -> dict[str, Any]:
    """Per profile (name, change, lower and upper end) a point in its interval, beside no change."""
    waarden = [
        {"naam": naam[:_LANGSTE_NAAM], "verandering": midden, "laag": laag, "hoog": hoog}
        for naam, midden, laag, hoog in rijen
    ]
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": f"Verandering in {eenheid}; links van nul is {minder}"}
    nul = {
        "data": {"values": [{"nul": 0}]},
        "mark": {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]},
        "encoding": {"x": {"field": "nul", "type": "quantitative"}},
    }
    interval = {
        "mark": {"type": "rule", "strokeWidth": 3, "color": CATEGORIEKLEUR},
        "encoding": {"y": y, "x": {"field": "laag", **x}, "x2": {"field": "hoog"}},
    }
    punt = {
        "mark": {"type": "point", "filled": True, "size": 90, "color": NADRUKKLEUR},
        "encoding": {"y": y, "x": {"field": "verandering", **x}},
    }
    duidelijk = sum(1 for _, _, laag, hoog in rijen if hoog < 0 or laag > 0)
    soort = "profiel" if duidelijk == 1 else "profielen"
    return create_grafiek(
        titel=f"In {duidelijk} {soort} is de verandering duidelijk",
        hoogte=_RIJHOOGTE * len(waarden),
        inhoud={"data": {"values": waarden}, "layer": [nul, interval, punt]},
    )
