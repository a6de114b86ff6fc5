"""The ways on from the first page of profielen."""

from __future__ import annotations

from stelsel.apps.web.render.wegwijzer import Weg

from ..permissions import LEZERS, ONTWERPERS, TRENDLEZERS

WEGWIJZER = (
    ("Ontwerpen", (
        Weg("Profielen ontwerpen", "profielen:ontwerp", ONTWERPERS, regio=True),
        Weg("Van producten naar profielen", "profielen:omzetting", ONTWERPERS, regio=True),
        Weg("Cliënten indelen", "profielen:groepering", ONTWERPERS, regio=True),
    )),
    ("Vaststellen", (Weg("Versies van de catalogus", "profielen:versies", LEZERS),)),
    ("Volgen", (
        Weg("Trajecten en plekken", "profielen:plekken", ONTWERPERS, regio=True),
        Weg("Trends per profiel", "profielen:trends", TRENDLEZERS),
    )),
)  # fmt: skip
