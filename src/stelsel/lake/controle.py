"""Checks rows against the contract of their table before they are written.

A fault here is a fault of the publishing code, not of a user's data: it stops the publication.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from stelsel.lake.tabellen import Tabel, Type

POLARS_TYPE: dict[Type, Any] = {
    Type.INT8: pl.Int8,
    Type.INT16: pl.Int16,
    Type.INT32: pl.Int32,
    Type.INT64: pl.Int64,
    Type.TEKST: pl.String,
    Type.DATUM: pl.Date,
}


class RijenOngeldig(ValueError):
    """Rows that break the contract of their table; the text names the columns, never a value."""


def check_rijen(tabel: Tabel, rijen: pl.DataFrame) -> pl.DataFrame:
    """The rows with exactly the columns and types of the contract, in its order.

    Raises RijenOngeldig for a missing or unknown column, a value that does not fit the type, an empty value
    where one is due, and a value outside a closed list.
    """
    verschil = set(tabel.kolomnamen) ^ set(rijen.columns)
    if verschil:
        raise RijenOngeldig(
            f"{tabel.naam}: kolommen ontbreken of zijn onbekend: {', '.join(sorted(verschil))}"
        )
    try:
        rijen = rijen.select(pl.col(k.naam).cast(POLARS_TYPE[k.type], strict=True) for k in tabel.kolommen)
    except pl.exceptions.InvalidOperationError:
        raise RijenOngeldig(f"{tabel.naam}: een waarde past niet in het type van haar kolom") from None
    leeg = [k.naam for k in tabel.kolommen if not k.leeg and rijen[k.naam].null_count()]
    if leeg:
        raise RijenOngeldig(f"{tabel.naam}: verplichte kolommen met lege waarden: {', '.join(leeg)}")
    vreemd = [k.naam for k in tabel.kolommen if k.waarden and not _binnen(rijen[k.naam], k.waarden)]
    if vreemd:
        raise RijenOngeldig(f"{tabel.naam}: waarden buiten de lijst in: {', '.join(vreemd)}")
    return rijen


def _binnen(kolom: pl.Series, waarden: tuple[str, ...]) -> bool:
    return bool(kolom.drop_nulls().unique().is_in(list(waarden)).all())
