"""A lake of many claim lines for the speed measurements: national in size, random in content.

Clients are written in ascending ranges, so memory stays bounded at any number of lines.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS

REGELS_PER_CLIENT = 30
CLIENTEN_PER_DEEL = 50_000
GEMEENTEN, AANBIEDERS, PRODUCTEN = 342, 2_000, 300
EERSTE_DAG = np.datetime64("2025-01-01")


def write_regels(*, map: Path, aantal: int, zaad: int) -> Lake:
    """A lake in `map` with `aantal` claim lines of one year, about thirty per client."""
    lake = Lake(map)
    with lake.publish(bron="bench", momentopname=str(zaad), gegevens_tm=date(2025, 12, 31)) as publicatie:
        geschreven = eerste_client = 0
        while geschreven < aantal:
            rng = np.random.default_rng([zaad, eerste_client])
            deel = _create_deel(rng, eerste_client).head(aantal - geschreven)
            publicatie.write(DECLARATIEREGELS, deel)
            geschreven += deel.height
            eerste_client += CLIENTEN_PER_DEEL
    return lake


def _create_deel(rng: np.random.Generator, eerste_client: int) -> pl.DataFrame:
    """The lines of a range of clients: monthly, a handful of products each, log-normal monthly amounts."""
    per_client = rng.geometric(1 / REGELS_PER_CLIENT, CLIENTEN_PER_DEEL)
    client = np.repeat(np.arange(CLIENTEN_PER_DEEL, dtype=np.int32), per_client)
    n = len(client)
    gemeente = rng.integers(0, GEMEENTEN, CLIENTEN_PER_DEEL)[client]
    product = (rng.zipf(1.3, n) - 1) % PRODUCTEN
    zwaarte = rng.lognormal(0, 1.2, CLIENTEN_PER_DEEL)[client]
    maand = rng.integers(0, 12, n)
    begin = EERSTE_DAG.astype("datetime64[M]") + maand
    volume = rng.integers(1, 40, n)
    return pl.DataFrame(
        {
            "client_nr": client + np.int32(eerste_client),
            "gemeente": pl.Series(_codes(GEMEENTEN, 4)).gather(gemeente),
            "aanbieder": pl.Series(_codes(AANBIEDERS, 8)).gather(rng.integers(0, AANBIEDERS, n)),
            "domein": pl.Series(["jeugd", "wmo"]).gather((product % 3 == 0).astype(np.int64)),
            "productcategorie": pl.Series(_codes(PRODUCTEN, 5)).str.slice(1, 2).gather(product),
            "productcode": pl.Series(_codes(PRODUCTEN, 5)).gather(product),
            "begindatum": begin.astype("datetime64[D]"),
            "einddatum": (begin + 1).astype("datetime64[D]") - 1,
            "volume": volume,
            "eenheid": np.full(n, "01"),
            "bedrag": np.maximum(1, volume * 400 * zwaarte).astype(np.int64),
        }
    )


def _codes(aantal: int, cijfers: int) -> list[str]:
    return [str(nummer).zfill(cijfers) for nummer in range(1, aantal + 1)]
