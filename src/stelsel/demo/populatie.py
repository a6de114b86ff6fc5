"""One law in one block: the parts of the generator put together in their order."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stelsel.demo.declaraties import Regels, create_declaratieregels
from stelsel.demo.gebruik import Toewijzingen, create_toewijzingen
from stelsel.demo.keuze import create_keuze
from stelsel.demo.kosten import create_clientjaren
from stelsel.demo.personen import (
    Blok,
    Clientjaren,
    Kenmerken,
    Verblijven,
    create_kenmerken,
    create_verblijven,
)
from stelsel.demo.regio import Regio
from stelsel.demo.resultaten import Afloop, create_afloop, create_resultaten


@dataclass
class Deelpopulatie:
    """Everything about the clients under one law in one block; `resultaten` for youth only."""

    wet: str
    verblijven: Verblijven
    jaren: Clientjaren
    kenmerken: Kenmerken
    toewijzingen: Toewijzingen
    regels: Regels
    afloop: Afloop
    resultaten: pl.DataFrame | None


def create_deelpopulatie(blok: Blok, *, regio: Regio, wet: str) -> Deelpopulatie:
    """Clients under one law with all that happened to them."""
    verblijven = create_verblijven(blok, wet=wet)
    jaren = create_clientjaren(blok, verblijven=verblijven)
    kenmerken = create_kenmerken(blok, verblijven=verblijven, jaren=jaren)
    keuze = create_keuze(blok, regio=regio, verblijven=verblijven, kenmerken=kenmerken)
    toewijzingen, delen = create_toewijzingen(
        blok, regio=regio, verblijven=verblijven, jaren=jaren, keuze=keuze
    )
    regels = create_declaratieregels(blok, regio=regio, wet=wet, toewijzingen=toewijzingen, delen=delen)
    afloop = create_afloop(blok, wet=wet, toewijzingen=toewijzingen, kenmerken=kenmerken)
    resultaten = create_resultaten(blok, toewijzingen=toewijzingen, afloop=afloop) if wet == "jw" else None
    return Deelpopulatie(wet, verblijven, jaren, kenmerken, toewijzingen, regels, afloop, resultaten)
