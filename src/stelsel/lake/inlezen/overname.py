"""Converted lines to the lake as a source of their own, and taken back again.

Every import is a source with its own name, so that taking one back leaves all others as they were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.lake.inlezen.omrekening import Telling
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import DECLARATIEREGELS, OUDE_REGELS

#: What makes a line the same line in another source.
_GELIJK = (
    "client_nr", "gemeente", "aanbieder", "domein", "productcategorie", "productcode", "begindatum",
    "einddatum", "bedrag",
)  # fmt: skip


def create_bronnaam(naam: str, nummer: str) -> str:
    """The name of a source in the lake: small letters, digits and hyphens, with the number of the import."""
    kaal = re.sub(r"[^a-z0-9]+", "-", naam.casefold()).strip("-")[:40] or "bron"
    return f"{kaal}-{nummer.casefold()}"


@dataclass(frozen=True)
class Overgenomen:
    """What became visible. `al_bekend`: lines left out because another source has them already."""

    regels: int
    bedrag: int
    al_bekend: Telling


def count_bekend(lake: Lake, regels: pl.DataFrame) -> Telling:
    """Lines that the lake has already from another source; no client is given a number for it."""
    nummers = lake.find_clienten(regels["pseudoniem"])
    genummerd = regels.with_columns(client_nr=nummers).filter(pl.col("client_nr").is_not_null())
    dubbel = genummerd.filter(_is_bekend(genummerd, lake))
    return Telling(dubbel.height, int(dubbel["bedrag"].sum()))


def publish_regels(
    lake: Lake,
    regels: pl.DataFrame,
    *,
    bron: str,
    momentopname: str,
    gegevens_tm: date,
    zonder_bekend: bool,
    behalve: str = "",
) -> Overgenomen:
    """Publish lines of `omrekening.convert_regels`; `zonder_bekend` leaves out those of other sources, except
    of `behalve`, which these lines are going to replace."""
    genummerd = regels.with_columns(client_nr=lake.register_clienten(regels["pseudoniem"]))
    bekend = _is_bekend(genummerd, lake, behalve) if zonder_bekend else pl.Series([False] * genummerd.height)
    al_bekend, nieuw = genummerd.filter(bekend), genummerd.filter(~bekend)
    with lake.publish(bron=bron, momentopname=momentopname, gegevens_tm=gegevens_tm) as publicatie:
        publicatie.write(DECLARATIEREGELS, nieuw.select(DECLARATIEREGELS.kolomnamen))
        publicatie.write(OUDE_REGELS, nieuw.select(OUDE_REGELS.kolomnamen))
    return Overgenomen(
        nieuw.height, int(nieuw["bedrag"].sum()), Telling(al_bekend.height, int(al_bekend["bedrag"].sum()))
    )


def _is_bekend(regels: pl.DataFrame, lake: Lake, behalve: str = "") -> pl.Series:
    """Per line whether the lake has it: of equal lines as many as there are on the other side."""
    jaren = regels["begindatum"].dt.year().unique().to_list()
    bronnen = {s.bron for s in lake.list_standen()} - {behalve}
    bestanden = lake.list_bestanden(DECLARATIEREGELS, bronnen=bronnen, jaren=jaren)
    if not bestanden:
        return pl.Series([False] * regels.height, dtype=pl.Boolean)
    sleutel = [pl.col(naam).fill_null("") if naam == "productcode" else pl.col(naam) for naam in _GELIJK]
    keer = pl.int_range(pl.len()).over(_GELIJK).alias("keer")
    hier = regels.select(sleutel).with_columns(keer)
    daar = (
        pl.scan_parquet(bestanden, hive_partitioning=False)
        .join(hier.select("client_nr").unique().lazy(), on="client_nr", how="semi")
        .select(sleutel)
        .with_columns(keer, bekend=pl.lit(value=True))
        .collect()
    )
    samen = hier.join(daar, on=[*_GELIJK, "keer"], how="left", maintain_order="left")
    return samen["bekend"].fill_null(value=False)
