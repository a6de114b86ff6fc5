"""The table of claim lines: one row per Prestatie of a 323 or 325, in the order of the message.

| column | type | |
|---|---|---|
| client | Int32 | position of the Client in the message, from 0 |
| prestatie | Int32 | position of the Prestatie within its Client, from 0 |
| bsn | String | |
| referentie_nummer, vorig_referentie_nummer | String | the second is null when absent |
| toewijzing_nummer | Int64 | |
| categorie, code | String | ProductCategorie, ProductCode |
| begin, eind | Date | ProductPeriode, both included |
| volume | Int64 | in the unit; eurocents when eenheid is 83 |
| eenheid | String | |
| tarief | Int64 | eurocents, null when absent |
| bedrag | Int64 | eurocents, without sign |
| dc | String | D or C |
| regelnummer | Int64 | line of the Prestatie in the file |
| codes, client_codes | List(String) | RetourCodes of the Prestatie and of its Client; null in a 323 |
"""

from __future__ import annotations

from datetime import MINYEAR

import polars as pl

_GETAL = ("toewijzing_nummer", "volume", "tarief", "bedrag")
_DATUM = ("begin", "eind")
SCHEMA = pl.Schema(
    {
        "client": pl.Int32(),
        "prestatie": pl.Int32(),
        "bsn": pl.String(),
        "referentie_nummer": pl.String(),
        "vorig_referentie_nummer": pl.String(),
        "toewijzing_nummer": pl.Int64(),
        "categorie": pl.String(),
        "code": pl.String(),
        "begin": pl.Date(),
        "eind": pl.Date(),
        "volume": pl.Int64(),
        "eenheid": pl.String(),
        "tarief": pl.Int64(),
        "bedrag": pl.Int64(),
        "dc": pl.String(),
        "regelnummer": pl.Int64(),
        "codes": pl.List(pl.String()),
        "client_codes": pl.List(pl.String()),
    }
)


class GeenDatum(ValueError):
    """A date that the schema allows but no calendar of ours can hold."""


def type_regels(tekst: pl.DataFrame) -> pl.DataFrame:
    """Numbers and dates that were read as text, in the types of `SCHEMA`; GeenDatum for an unusable date."""
    try:
        getypeerd = tekst.with_columns(
            *(pl.col(k).str.strip_chars().str.strip_prefix("+").cast(pl.Int64) for k in _GETAL),
            *(pl.col(k).str.strip_chars().str.to_date("%Y-%m-%d") for k in _DATUM),
        )
    except pl.exceptions.PolarsError:
        raise GeenDatum from None
    if getypeerd.select(pl.any_horizontal(pl.col(*_DATUM).dt.year() < MINYEAR).any()).item():
        raise GeenDatum
    return getypeerd


def concat_delen(delen: list[pl.DataFrame]) -> pl.DataFrame:
    """The portions as one table. `delen` is emptied column by column, so that the lines are never there
    twice."""
    kolommen = {naam: [deel[naam] for deel in delen] for naam in delen[0].columns}
    delen.clear()
    return pl.DataFrame([pl.concat(kolommen.pop(naam), rechunk=True) for naam in list(kolommen)])
