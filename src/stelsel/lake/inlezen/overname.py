"""Converted lines to the lake as a source of their own, and taken back again.

Every import is a source with its own name, so that taking one back leaves all others as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from stelsel.lake.inlezen.omrekening import Telling
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import CLIENTEN, DECLARATIEREGELS, DOMEINEN, OUDE_REGELS, TOEWIJZINGEN

#: What makes a line the same line in another source.
_GELIJK = (
    "client_nr", "gemeente", "aanbieder", "domein", "productcategorie", "productcode", "begindatum",
    "einddatum", "bedrag",
)  # fmt: skip

#: What makes an allocation the same one in another source.
_GELIJKE_TOEWIJZING = ("client_nr", "aanbieder", "domein", "productcode", "ingangsdatum")
_LEEG_MAG = ("productcategorie", "productcode", "reden", "verwijzer")


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


@dataclass(frozen=True)
class Toewijzingvoorstel:
    """What taking allocations over would do, in rows. `met_declaraties`: clients with claim lines already."""

    mee: int
    zonder_domein: int
    bekend: int
    clienten: int
    met_declaraties: int


def compare_toewijzingen(
    lake: Lake, *, rijen: pl.DataFrame, clienten: pl.DataFrame, domeinen: Mapping[str, str]
) -> Toewijzingvoorstel:
    """Rows and clients of `inlezen.toewijzingen` beside the lake; no client is given a number for it."""
    mee = _met_wet(rijen, domeinen)
    nummers = clienten.select("client_nr", lake=lake.find_clienten(clienten["pseudoniem"]))
    genummerd = mee.join(nummers, on="client_nr", how="left", maintain_order="left")
    genummerd = genummerd.drop("client_nr").rename({"lake": "client_nr"})
    bestanden = lake.list_bestanden(DECLARATIEREGELS)
    gezien = nummers["lake"].drop_nulls().to_list()
    met = (
        pl.scan_parquet(bestanden, hive_partitioning=False)
        .filter(pl.col("client_nr").is_in(gezien))
        .select(pl.col("client_nr").n_unique())
        .collect()
        .item()
        if bestanden and gezien
        else 0
    )
    bekend = int(_is_bekende_toewijzing(genummerd, lake).sum())
    return Toewijzingvoorstel(mee.height, rijen.height - mee.height, bekend, clienten.height, int(met))


def publish_toewijzingen(
    lake: Lake,
    *,
    rijen: pl.DataFrame,
    clienten: pl.DataFrame,
    domeinen: Mapping[str, str],
    bron: str,
    momentopname: str,
    gegevens_tm: date,
    behalve: str = "",
) -> int:
    """Publish allocations and what they tell of their clients, without those of other sources, except of
    `behalve`, which these are going to replace; the number that became visible."""
    nummers = lake.register_clienten(clienten["pseudoniem"])
    kaart = clienten.select("client_nr", lake=nummers)
    mee = _met_wet(rijen, domeinen).join(kaart, on="client_nr", maintain_order="left").drop("client_nr")
    mee = mee.rename({"lake": "client_nr"}).with_columns(
        bedrag=pl.lit(None, pl.Int64), profiel=pl.lit(None, pl.String)
    )
    nieuw = mee.filter(~_is_bekende_toewijzing(mee, lake, behalve))
    hun = clienten.with_columns(client_nr=nummers).filter(
        pl.col("client_nr").is_in(nieuw["client_nr"].unique().to_list())
    )
    with lake.publish(bron=bron, momentopname=momentopname, gegevens_tm=gegevens_tm) as publicatie:
        publicatie.write(TOEWIJZINGEN, nieuw.select(TOEWIJZINGEN.kolomnamen))
        publicatie.write(CLIENTEN, hun.select(CLIENTEN.kolomnamen))
    return nieuw.height


def _met_wet(rijen: pl.DataFrame, domeinen: Mapping[str, str]) -> pl.DataFrame:
    """The rows whose old domain became a law, empty words as nothing."""
    wet = {oud: nieuw for oud, nieuw in domeinen.items() if nieuw in DOMEINEN}
    return rijen.with_columns(
        pl.col("oud_domein").replace_strict(wet, default=None, return_dtype=pl.String).alias("domein"),
        pl.col("gemeente", "aanbieder").fill_null(""),
        *(pl.col(naam).replace("", None) for naam in _LEEG_MAG),
    ).filter(pl.col("domein").is_not_null())


def _is_bekende_toewijzing(rijen: pl.DataFrame, lake: Lake, behalve: str = "") -> pl.Series:
    """Per allocation whether another source has it."""
    bronnen = {s.bron for s in lake.list_standen()} - {behalve}
    bestanden = lake.list_bestanden(TOEWIJZINGEN, bronnen=bronnen)
    if not bestanden or not rijen.height:
        return pl.Series([False] * rijen.height, dtype=pl.Boolean)
    sleutel = [pl.col(n).fill_null("") if n == "productcode" else pl.col(n) for n in _GELIJKE_TOEWIJZING]
    daar = pl.scan_parquet(bestanden, hive_partitioning=False).select(sleutel).unique()
    samen = rijen.lazy().select(sleutel).join(
        daar.with_columns(bekend=pl.lit(value=True)), on=_GELIJKE_TOEWIJZING, how="left",
        maintain_order="left",
    )  # fmt: skip
    return samen.collect()["bekend"].fill_null(value=False)


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
