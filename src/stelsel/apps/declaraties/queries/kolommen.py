"""Keys into the database by the thousand, and rows out of it as columns instead of model instances."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import F, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast


def in_sleutels(waarden: pl.Series, soort: str) -> RawSQL:
    """Any number of keys as one parameter of the statement."""
    if connection.vendor == "postgresql":
        return RawSQL(f"SELECT unnest(%s::{soort}[])", [waarden.to_list()])  # noqa: S611 - soort is ours
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(waarden.to_list())])


def list_als_tabel(rijen: QuerySet[Any], velden: Sequence[str], *, schema: dict[str, Any]) -> pl.DataFrame:
    """These fields of the rows as the columns of `schema`, without passing through the ORM one by one."""
    # A date becomes text in the database and a date again in its column: a Python object per cell is slow.
    keuze = [
        Cast(veld, TextField()) if soort == pl.Date else F(veld)
        for veld, soort in zip(velden, schema.values(), strict=True)
    ]
    sql, parameters = rijen.values_list(*keuze).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        gehaald = cursor.fetchall()
    kolommen = list(zip(*gehaald, strict=True)) or [()] * len(schema)
    return pl.DataFrame(
        [_als_kolom(naam, soort, w) for (naam, soort), w in zip(schema.items(), kolommen, strict=True)]
    )


def _als_kolom(naam: str, soort: Any, waarden: Sequence[Any]) -> pl.Series:
    if soort == pl.Date:
        return pl.Series(naam, waarden, dtype=pl.String).str.to_date("%Y-%m-%d")
    return pl.Series(naam, waarden, dtype=soort, strict=False)
