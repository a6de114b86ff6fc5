"""A file of allocations beside the claim lines: read as tolerantly, its clients numbered as theirs.

The number of the allocation and the name of the household do not outlive the reading: the first serves to
find lines that are there twice, the second becomes a dense number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from stelsel.lake.intake.lezen import TOEWIJZINGEN, TOEWIJZINGKOLOMMEN, IntakeFout, list_blokken
from stelsel.lake.intake.regels import Intake, add_clientnummers
from stelsel.lake.intake.waarden import parse_codes, parse_datums, parse_domeinen
from stelsel.lake.intake.waarschuwingen import Teller, Waarschuwing
from stelsel.lake.opslag import write_parquet

_DATUMS = ("ingangsdatum", "einddatum", "startdatum", "stopdatum")
#: Ends that stand for "no end" in the systems of municipalities.
_OPEN_EIND = r"^(?:9999|2999)-|-(?:9999|2999)$"
_EERSTE_GEBOORTEJAAR, _LAATSTE_GEBOORTEJAAR = 1900, 2100


@dataclass
class Toewijzingintake:
    """The allocations that could be read. `bestand`: Parquet in the folder of the claim lines, with
    client_nr, gemeente, aanbieder, domein, productcode, ingangsdatum, einddatum, startdatum, stopdatum,
    reden, verwijzer, huishouden (a number) and geboortejaar; None without a single line."""

    bestand: Path | None = None
    toewijzingen: int = 0
    _teller: Teller = field(default_factory=Teller)

    @property
    def waarschuwingen(self) -> list[Waarschuwing]:
        """Everything that was wrong in this file, one per kind."""
        return self._teller.list_waarschuwingen()


def read_toewijzingen(pad: Path, *, bij: Intake) -> Toewijzingintake:
    """Read a CSV or Parquet file of allocations. Raises IntakeFout when it cannot be used as a whole."""
    uit = Toewijzingintake()
    delen = [read_toewijzingwaarden(blok) for blok in list_blokken(pad, TOEWIJZINGEN)]
    if not delen:
        raise IntakeFout(f"{pad} bevat geen enkele toewijzing.")
    gelezen = pl.concat(delen)
    for soort in gelezen["weg"].drop_nulls().unique(maintain_order=True):
        _tel(uit, soort, gelezen.filter(pl.col("weg") == soort))
    goed = gelezen.filter(pl.col("weg").is_null()).drop("weg")
    eerste = goed.select(pl.struct(*TOEWIJZINGKOLOMMEN).is_first_distinct()).to_series()
    _tel(uit, "toewijzing_dubbel", goed.filter(~eerste))
    goed = goed.filter(eerste)
    _tel(uit, "geboortejaar_ongeldig", goed.filter("jaar_vreemd"))
    nummers, _ = add_clientnummers(goed["client"], bekend=bij.bekend)
    huishouden = pl.when(pl.col("huishouden") != "").then(pl.col("huishouden").rank("dense").cast(pl.Int32))
    rijen = goed.with_columns(nummers, huishouden=huishouden).drop(
        "client", "toewijzing", "regelnummer", "jaar_vreemd"
    )
    if rijen.height:
        uit.bestand = bij.map / "toewijzingen.parquet"
        write_parquet(rijen, uit.bestand)
    uit.toewijzingen = rijen.height
    return uit


def _tel(intake: Toewijzingintake, soort: str, rijen: pl.DataFrame) -> None:
    """Allocations have no amount, so none is counted."""
    geen = pl.Series([], dtype=pl.Int64)
    intake._teller.register(soort, regels=rijen["regelnummer"], bedragen=geen)


def read_toewijzingwaarden(blok: pl.DataFrame) -> pl.DataFrame:
    """A block with TOEWIJZINGKOLOMMEN, `regelnummer` and `te_breed` as typed columns, beside `weg`, the first
    trouble that costs the line its place, and `jaar_vreemd`."""
    teksten = {naam: _als_tekst(blok[naam]) for naam in TOEWIJZINGKOLOMMEN}
    teksten |= {naam: teksten[naam].set(teksten[naam].str.contains(_OPEN_EIND), "") for naam in _DATUMS}
    datums = {naam: parse_datums(teksten[naam]) for naam in _DATUMS}
    onleesbaar = [(teksten[naam] != "") & datums[naam].is_null() for naam in _DATUMS]
    jaar = teksten["geboortejaar"].str.replace(r"\.0$", "").cast(pl.Int64, strict=False)
    gewoon = jaar.is_between(_EERSTE_GEBOORTEJAAR, _LAATSTE_GEBOORTEJAAR).fill_null(False)
    tabel = pl.DataFrame(
        teksten
        | datums
        | {
            "gemeente": parse_codes(teksten["gemeente"], cijfers=4),
            "aanbieder": parse_codes(teksten["aanbieder"], cijfers=8),
            "domein": parse_domeinen(teksten["domein"]),
            "verwijzer": parse_codes(teksten["verwijzer"], cijfers=2),
            "geboortejaar": jaar.set(~gewoon, None).cast(pl.Int16),
            "jaar_vreemd": (teksten["geboortejaar"] != "") & ~gewoon,
            "regelnummer": blok["regelnummer"],
            "te_breed": blok["te_breed"],
            "onleesbaar": pl.DataFrame(onleesbaar).select(pl.any_horizontal(pl.all())).to_series(),
        }
    )
    begin = pl.coalesce("startdatum", "ingangsdatum")
    eind = pl.coalesce("stopdatum", "einddatum")
    fouten = {
        "toewijzing_kolommen_ongeldig": pl.col("te_breed"),
        "toewijzing_client_leeg": pl.col("client") == "",
        "toewijzing_datum_ongeldig": pl.col("onleesbaar") | pl.col("ingangsdatum").is_null(),
        "toewijzing_periode_omgekeerd": eind < begin,
    }
    weg = pl.coalesce(*(pl.when(fout).then(pl.lit(soort)) for soort, fout in fouten.items()))
    return tabel.with_columns(weg=weg).drop("te_breed", "onleesbaar")


def _als_tekst(kolom: pl.Series) -> pl.Series:
    """Without spaces around it, empty for nothing; whole numbers without the decimals of a spreadsheet."""
    if kolom.dtype.is_float():
        kolom = kolom.cast(pl.Int64, strict=False)
    if isinstance(kolom.dtype, pl.Datetime):
        kolom = kolom.cast(pl.Date)
    return kolom.cast(pl.String, strict=False).fill_null("").str.strip_chars()
