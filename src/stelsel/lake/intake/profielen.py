"""A file that says which profiel each client has, beside the claim lines and numbered as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from stelsel.lake.intake.lezen import PROFIELEN, PROFIELKOLOMMEN, IntakeFout, list_blokken
from stelsel.lake.intake.regels import Intake, add_clientnummers
from stelsel.lake.intake.waarschuwingen import Teller, Waarschuwing

_SCHEMA = {"client_nr": pl.Int32, "profiel": pl.String}


@dataclass
class Profielintake:
    """`profielen`: one row per client with `client_nr` and `profiel`."""

    profielen: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_SCHEMA))
    _teller: Teller = field(default_factory=Teller)

    @property
    def waarschuwingen(self) -> list[Waarschuwing]:
        """Everything that was wrong in this file, one per kind."""
        return self._teller.list_waarschuwingen()


def read_profielen(pad: Path, *, bij: Intake) -> Profielintake:
    """Read a CSV or Parquet file of clients and their profiel. Raises IntakeFout when it cannot be used.

    Of a client with several profielen the first counts.
    """
    uit = Profielintake()
    blokken = [_lees_waarden(blok) for blok in list_blokken(pad, PROFIELEN)]
    if not blokken:
        raise IntakeFout(f"{pad} bevat geen enkele regel.")
    gelezen = pl.concat(blokken)
    fouten = {
        "profiel_kolommen_ongeldig": pl.col("te_breed"),
        "profiel_client_leeg": pl.col("client") == "",
        "profiel_leeg": pl.col("profiel") == "",
    }
    weg = pl.coalesce(*(pl.when(fout).then(pl.lit(soort)) for soort, fout in fouten.items()))
    gelezen = gelezen.with_columns(weg=weg)
    for soort in fouten:
        _tel(uit, soort, gelezen.filter(pl.col("weg") == soort))
    goed = gelezen.filter(pl.col("weg").is_null()).unique(PROFIELKOLOMMEN, keep="first", maintain_order=True)
    eerste = goed["client"].is_first_distinct()
    _tel(uit, "profiel_tegenstrijdig", goed.filter(~eerste))
    goed = goed.filter(eerste)
    nummers, _ = add_clientnummers(goed["client"], bekend=bij.bekend)
    uit.profielen = goed.select(nummers.cast(pl.Int32).alias("client_nr"), "profiel")
    onbekend = (uit.profielen["client_nr"] >= bij.bekend.height).fill_null(False)
    _tel(uit, "profiel_zonder_declaratie", goed.filter(onbekend))
    uit.profielen = uit.profielen.filter(~onbekend)
    return uit


def _tel(uit: Profielintake, soort: str, rijen: pl.DataFrame) -> None:
    """There are no amounts here, so none is counted."""
    uit._teller.register(soort, regels=rijen["regelnummer"], bedragen=pl.Series([], dtype=pl.Int64))


def _lees_waarden(blok: pl.DataFrame) -> pl.DataFrame:
    teksten = (_als_tekst(blok[naam]).alias(naam) for naam in PROFIELKOLOMMEN)
    return pl.DataFrame([*teksten, blok["te_breed"], blok["regelnummer"]])


def _als_tekst(kolom: pl.Series) -> pl.Series:
    """Without spaces around it, empty for nothing; whole numbers without the decimals of a spreadsheet."""
    if kolom.dtype.is_float():
        kolom = kolom.cast(pl.Int64, strict=False)
    return kolom.cast(pl.String, strict=False).fill_null("").str.strip_chars()
