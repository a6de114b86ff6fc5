"""First way out of the generator: five years of the whole region, straight into the lake.

Made in blocks of at most one region (scale 1), each a range of clients of its own, so that memory does not
grow with the scale. Scale 1 is 240,000 inhabitants and some 1.5 million claim lines in five years; scale 75
is the size of the country. The truth layer is written beside the lake, never in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from stelsel.demo import ijking
from stelsel.demo.lakerijen import create_lakerijen, create_nummers
from stelsel.demo.personen import Blok
from stelsel.demo.populatie import Deelpopulatie, create_deelpopulatie
from stelsel.demo.regio import WETTEN, Regio, create_regio
from stelsel.demo.vervuiling import add_fouten
from stelsel.demo.waarheid import Waarheidslaag
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import TABELLEN

BRON = "demo"


@dataclass(frozen=True)
class Samenvatting:
    """What was written: rows per lake table, and where the truths stand."""

    rijen: dict[str, int]
    waarheid: Path


def list_blokken(*, zaad: int, schaal: float) -> list[Blok]:
    """Blocks of one region each, and a smaller last one. Raises ValueError for a scale of 0 or less."""
    if schaal <= 0:
        raise ValueError("de schaal is groter dan nul")
    heel = int(schaal)
    delen = [1.0] * heel + ([schaal - heel] if schaal > heel else [])
    return [Blok(nummer, deel, zaad) for nummer, deel in enumerate(delen)]


def write_geschiedenis(
    *,
    map: Path,
    zaad: int,
    schaal: float,
    today: date,
    voortgang: Callable[[str], None],
    waarheid_map: Path | None = None,
    met_fouten: bool = False,
) -> Samenvatting:
    """Write the history to the lake in `map` as source "demo", and the truths to `waarheid_map`.

    `schaal`: 1 is the region. `waarheid_map`: default `<map>-waarheid`, beside the lake. `met_fouten` adds
    the dirty data of E26. Equal seed, scale and (empty) lake give equal bytes. Raises ValueError when `today`
    lies within the history, since that is complete up to its last day.
    """
    laatste_dag = date(ijking.JAREN[-1], 12, 31)
    if today <= laatste_dag:
        raise ValueError(f"de geschiedenis loopt tot en met {laatste_dag:%d-%m-%Y}; today moet daarna liggen")
    regio, lake = create_regio(zaad=zaad), Lake(map)
    laag = Waarheidslaag(waarheid_map or map.with_name(f"{map.name}-waarheid"), zaad=zaad, schaal=schaal)
    rijen = dict.fromkeys(TABELLEN, 0)
    blokken = list_blokken(zaad=zaad, schaal=schaal)
    momentopname = f"zaad {zaad}, schaal {schaal:g}"
    with lake.publish(bron=BRON, momentopname=momentopname, gegevens_tm=laatste_dag) as publicatie:
        for blok in blokken:
            delen = [create_deelpopulatie(blok, regio=regio, wet=wet) for wet in WETTEN]
            for naam, tabel in create_blokrijen(blok, regio=regio, delen=delen, lake=lake, laag=laag):
                if met_fouten:
                    tabel = add_fouten(blok, naam=naam, rijen=tabel, laag=laag)
                publicatie.write(TABELLEN[naam], tabel)
                rijen[naam] += tabel.height
            voortgang(
                f"Geschiedenis: deel {blok.nummer + 1} van {len(blokken)}, {rijen['declaratieregels']} regels"
            )
    laag.write_waarheden(regio)
    return Samenvatting(rijen, laag.map / "waarheid.json")


def create_blokrijen(
    blok: Blok, *, regio: Regio, delen: list[Deelpopulatie], lake: Lake, laag: Waarheidslaag
) -> Iterator[tuple[str, pl.DataFrame]]:
    """(table, rows) of a block; clients get their lake number here, and the truth layer its rows."""
    pseudoniemen = pl.concat([create_nummers(blok, deel.wet, aantal=len(deel.verblijven)) for deel in delen])
    nummers = lake.register_clienten(pseudoniemen).to_numpy().astype(np.int64)
    eerste = 0
    client_nrs = []
    for deel in delen:
        client_nrs.append(nummers[eerste : eerste + len(deel.verblijven)])
        eerste += len(deel.verblijven)
        laag.add(deel, client_nrs=client_nrs[-1], regio=regio)
    yield from create_lakerijen(
        blok, regio=regio, delen=delen, client_nrs=client_nrs, pseudoniemen=pseudoniemen
    )
