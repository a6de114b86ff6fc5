"""Keys into the database by the thousand, and rows out of it as columns instead of model instances.

Both go as JSON, one text for all keys and one text per column: a Python object per cell is what makes large
reads slow, and both databases read and write JSON in C.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def in_sleutels(waarden: pl.Series, soort: str) -> RawSQL:
    """Any number of keys as one parameter of the statement."""
    sleutels = json.dumps(waarden.to_list())
    if connection.vendor == "postgresql":
        sql = f"SELECT sleutel::{soort} FROM json_array_elements_text(%s::json) AS sleutel"  # noqa: S608
        return RawSQL(sql, [sleutels])  # noqa: S611 - soort is ours
    return RawSQL("SELECT value FROM json_each(%s)", [sleutels])


def list_als_tabel(rijen: QuerySet[Any], velden: Sequence[str], *, schema: dict[str, Any]) -> pl.DataFrame:
    """These fields of the rows as the columns of `schema`, without passing through the ORM one by one."""
    sql, parameters = rijen.values_list(*velden).query.sql_with_params()
    namen = ", ".join(f"k{n}" for n in range(len(velden)))
    als_lijst = "json_agg({})::text" if connection.vendor == "postgresql" else "json_group_array({})"
    kolommen = ", ".join(als_lijst.format(f"k{n}") for n in range(len(velden)))
    with connection.cursor() as cursor:
        # The inner statement is the ORM's own; the names around it are ours.
        cursor.execute(f"WITH rijen({namen}) AS ({sql}) SELECT {kolommen} FROM rijen", parameters)  # noqa: S608
        lijsten = cursor.fetchone()
    if lijsten[0] in (None, "[]"):
        return pl.DataFrame(schema=schema)
    return pl.DataFrame([[lijst] for lijst in lijsten], schema=list(schema)).select(
        _als_kolom(naam, soort) for naam, soort in schema.items()
    )


def _als_kolom(naam: str, soort: Any) -> pl.Expr:
    """One column from a JSON list. SQLite has no truth values, and neither database dates, in JSON."""
    als = {pl.Date: pl.String, pl.Boolean: pl.Boolean if connection.vendor == "postgresql" else pl.Int64}
    kolom = pl.col(naam).str.json_decode(pl.List(als.get(soort, soort))).explode()
    return kolom.str.to_date("%Y-%m-%d") if soort == pl.Date else kolom.cast(soort)
