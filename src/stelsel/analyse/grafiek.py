"""The one look of all charts, as a plain Vega-Lite description; drawing it is done elsewhere.

The message is the title. Colours hold on white, in print and for colour-blind readers, and a segment has
the same colour on every page. The type is that of the page.
"""

from __future__ import annotations

from typing import Any

LETTERTYPE = "Noto Sans"
TEKSTKLEUR = "#132a2c"
HULPKLEUR = "#47595b"
NADRUKKLEUR = "#0b5f63"
CATEGORIEKLEUR = "#3a8587"
SEGMENTKLEUR = {"C": "#06383a", "B": "#3a8587", "A": "#76706a"}
BREEDTE = 460


def create_grafiek(*, titel: str, hoogte: int, inhoud: dict[str, Any]) -> dict[str, Any]:
    """A whole Vega-Lite description around `inhoud` (data, marks, encodings); sizes in CSS pixels."""
    tekst = {"font": LETTERTYPE, "color": TEKSTKLEUR}
    opschrift = {
        "labelFont": LETTERTYPE,
        "titleFont": LETTERTYPE,
        "labelColor": TEKSTKLEUR,
        "titleColor": TEKSTKLEUR,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": titel, "anchor": "start", "fontSize": 16, "offset": 12, **tekst},
        "width": BREEDTE,
        "height": hoogte,
        "background": "transparent",
        "config": {
            "font": LETTERTYPE,
            "view": {"stroke": None},
            "axis": {
                **opschrift,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "gridColor": "#e3e8ea",
                "domainColor": "#9aa7ab",
                "tickColor": "#9aa7ab",
                "labelLimit": 260,
            },
            "legend": {**opschrift, "labelFontSize": 13},
            "text": {"font": LETTERTYPE, "fontSize": 13},
        },
        **inhoud,
    }
