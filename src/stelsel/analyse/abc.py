"""Which clients take half of the money?

Definition: going down from the costliest client, everyone is in segment C until half of all cost is
reached; the client with whom that happens belongs to C too. The rest is B. Segment A is support without an
indication and exists only where its clients and cost are given.
Choice: the border is half of the cost, the rule "helft". The rule by modules (several at once means C) is
off unless asked for.
Reference: `stelsel.domein.marktschets.segmentatie`, to which a spec test ties this.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stelsel.analyse.clienten_en_kosten import Kosten
from stelsel.analyse.grafiek import SEGMENTKLEUR, create_grafiek
from stelsel.domein.marktschets.segmentatie import Indeling, create_indeling

REGEL = "helft"
UITLEG = (
    "Wij zetten alle cliënten op volgorde van kosten, de duurste eerst. Segment C loopt tot en met de cliënt "
    "bij wie de helft van alle kosten is bereikt. De andere cliënten vormen segment B."
)


def compute_abc(kosten: Kosten, *, niet_geindiceerd: tuple[int, int] | None = None) -> Indeling:
    """The segments from one value per client (cents, any order); `niet_geindiceerd`: clients and cents."""
    aflopend = np.sort(kosten)[::-1]
    if not len(aflopend):
        return create_indeling(c=(0, 0), b=(0, 0), a=niet_geindiceerd, grens=None)
    som = np.cumsum(aflopend)
    totaal = int(som[-1])
    bereikt = 2 * som >= totaal
    in_c = int(np.argmax(bereikt)) + 1 if bereikt.any() else len(aflopend)
    bedrag_c = int(som[in_c - 1])
    return create_indeling(
        c=(in_c, bedrag_c),
        b=(len(aflopend) - in_c, totaal - bedrag_c),
        a=niet_geindiceerd,
        grens=int(aflopend[in_c - 1]),
    )


def create_grafiek_abc(indeling: Indeling) -> dict[str, Any]:
    """Per segment the share of clients beside the share of cost (Vega-Lite)."""
    c = indeling.segmenten[0]
    clienten, kosten = _procent(c.aandeel_clienten), _procent(c.aandeel_bedrag)
    rijen = [
        {"deel": deel, "segment": f"Segment {segment.segment}", "aandeel": aandeel}
        for segment in indeling.segmenten
        for deel, aandeel in (("Cliënten", segment.aandeel_clienten), ("Kosten", segment.aandeel_bedrag))
    ]
    namen = [f"Segment {segment.segment}" for segment in indeling.segmenten]
    kleuren = [SEGMENTKLEUR[segment.segment] for segment in indeling.segmenten]
    as_ = {"format": ".0%", "tickCount": 5}
    x = {"field": "aandeel", "type": "quantitative", "stack": "zero", "title": "Aandeel", "axis": as_}
    y = {"field": "deel", "type": "nominal", "title": None, "sort": ["Cliënten", "Kosten"]}
    volgorde = {"field": "segment", "sort": "descending"}
    legenda = {"title": None, "orient": "top"}
    kleur = {"field": "segment", "scale": {"domain": namen, "range": kleuren}, "legend": legenda}
    procenten = {"field": "aandeel", "type": "quantitative", "format": ".0%"}
    midden = x | {"bandPosition": 0.5}
    return create_grafiek(
        titel=f"{clienten} van de cliënten krijgt {kosten} van het geld",
        hoogte=120,
        inhoud={
            "data": {"values": rijen},
            "layer": [
                {"mark": "bar", "encoding": {"x": x, "y": y, "color": kleur, "order": volgorde}},
                {
                    "transform": [{"filter": "datum.aandeel >= 0.06"}],
                    "mark": {"type": "text", "color": "#ffffff", "fontWeight": "bold"},
                    "encoding": {
                        "x": midden,
                        "y": y,
                        "text": procenten,
                        "order": volgorde,
                        "detail": {"field": "segment"},
                    },
                },
            ],
        },
    )


def _procent(aandeel: float) -> str:
    """'10 %', with one decimal below one percent."""
    getal = 100 * aandeel
    tekst = f"{getal:.0f}" if getal >= 1 else f"{getal:.1f}".replace(".", ",")
    return f"{tekst} %"
