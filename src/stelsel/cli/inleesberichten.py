"""Folders of 323 messages with the 325s on them, as history: only what was approved.

A 325 names the lines that were refused; what it does not name is approved. A 323 without an answer, or that
was refused as a whole, gives no lines. The same message twice counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from stelsel.istandaarden.codec.declaratie import Declaratie, stream_declaratie
from stelsel.istandaarden.codec.parser import OnleesbaarBericht
from stelsel.lake.intake.regels import OUD_DOMEIN

_DOMEIN = {"ijw": "jeugd", "iwmo": "wmo"}
_SLEUTEL = (
    "bsn",
    "referentie_nummer",
    "toewijzing_nummer",
    "categorie",
    "code",
    "begin",
    "eind",
    "bedrag",
    "dc",
)
_Kenmerk = tuple[str, str, str]


@dataclass
class Oordelen:
    """What the folder held. Per message that was answered the lines refused, None for all of them; and how
    many messages had no answer, were there twice, or could not be read; `afgekeurd`: cents refused."""

    antwoorden: dict[_Kenmerk, pl.DataFrame | None] = field(default_factory=dict)
    berichten: int = 0
    zonder_antwoord: int = 0
    bedrag_zonder_antwoord: int = 0
    dubbel: int = 0
    onleesbaar: int = 0
    afgekeurd: int = 0
    regels_afgekeurd: int = 0


def list_goedgekeurd(
    map_: Path, oordelen: Oordelen, *, meld: Callable[[str], None]
) -> Iterator[pl.DataFrame]:
    """The approved lines of every 323 in a folder, in the columns of the intake; counts go to `oordelen`."""
    declaraties = []
    for pad in sorted(map_.iterdir()):
        if pad.is_file() and pad.suffix.lower() == ".xml" and (bericht := _read(pad, oordelen, meld)):
            if bericht.definitie.soort == "325":
                _register_antwoord(bericht, oordelen)
            else:
                declaraties.append(pad)
    gezien: set[_Kenmerk] = set()
    for pad in declaraties:
        bericht = _read(pad, oordelen, meld)
        if bericht is not None:
            yield from _list_van(bericht, oordelen, gezien)


def _read(pad: Path, oordelen: Oordelen, meld: Callable[[str], None]) -> Declaratie | None:
    try:
        with pad.open("rb") as stroom:
            bericht = stream_declaratie(stroom)
    except OnleesbaarBericht:
        meld(f"{pad.name} is geen leesbaar 323- of 325-bericht. Controleer het met: stelsel controleer {pad}")
        oordelen.onleesbaar += 1
        return None
    return bericht if bericht.definitie.soort in {"323", "325"} else None


def _register_antwoord(bericht: Declaratie, oordelen: Oordelen) -> None:
    header = bericht.waarden["Header"]
    kenmerk = (
        str(header["Ontvanger"]),
        str(header["Afzender"]),
        str(header["DeclaratieIdentificatie"]["Identificatie"]),
    )
    antwoord = bericht.waarden.get("DeclaratieAntwoord")
    niets = antwoord is None or (
        bericht.regels.is_empty() and not int(antwoord["TotaalToegekendBedrag"]["TotaalBedrag"])
    )
    oordelen.antwoorden[kenmerk] = None if niets else bericht.regels.select(_SLEUTEL).unique()


def _list_van(bericht: Declaratie, oordelen: Oordelen, gezien: set[_Kenmerk]) -> Iterator[pl.DataFrame]:
    header = bericht.waarden["Header"]
    kenmerk = (
        str(header["Afzender"]),
        str(header["Ontvanger"]),
        str(header["BerichtIdentificatie"]["Identificatie"]),
    )
    if kenmerk in gezien:
        oordelen.dubbel += 1
        return
    gezien.add(kenmerk)
    oordelen.berichten += 1
    if kenmerk not in oordelen.antwoorden:
        oordelen.zonder_antwoord += 1
        oordelen.bedrag_zonder_antwoord += _som(bericht.regels)
        return
    afgekeurd = oordelen.antwoorden[kenmerk]
    regels = bericht.regels
    goed = (
        regels.clear()
        if afgekeurd is None
        else regels.join(afgekeurd, on=_SLEUTEL, how="anti", nulls_equal=True)
    )
    oordelen.afgekeurd += _som(regels) - _som(goed)
    oordelen.regels_afgekeurd += regels.height - goed.height
    if goed.height:
        yield _als_blok(bericht, goed)


def _som(regels: pl.DataFrame) -> int:
    getekend = pl.when(pl.col("dc") == "C").then(-pl.col("bedrag")).otherwise(pl.col("bedrag"))
    return int(regels.select(getekend.sum()).item() or 0)


def _als_blok(bericht: Declaratie, regels: pl.DataFrame) -> pl.DataFrame:
    """A credit becomes a negative amount."""
    header, credit = bericht.waarden["Header"], pl.col("dc") == "C"
    domein = _DOMEIN[bericht.definitie.familie]
    return regels.select(
        pl.col("bsn").alias("client"),
        pl.lit(str(header["Ontvanger"])).alias("gemeente"),
        pl.lit(str(header["Afzender"])).alias("aanbieder"),
        pl.lit(domein).alias("domein"),
        pl.lit(domein).alias(OUD_DOMEIN),
        pl.col("categorie").alias("productcategorie"),
        pl.col("code").alias("productcode"),
        pl.col("begin").alias("begindatum"),
        pl.col("eind").alias("einddatum"),
        "volume",
        "eenheid",
        pl.when(credit).then(-pl.col("bedrag")).otherwise(pl.col("bedrag")).alias("bedrag_cent"),
        "regelnummer",
    )
