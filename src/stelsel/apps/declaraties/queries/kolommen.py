"""Keys into the database by the thousand, and rows out of it as columns instead of model instances."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def in_sleutels(waarden: pl.Series, soort: str) -> RawSQL:
    """Any number of keys as one parameter of the statement."""
    if connection.vendor == "postgresql":
        return RawSQL(f"SELECT unnest(%s::{soort}[])", [waarden.to_list()])  # noqa: S611 - soort is ours
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(waarden.to_list())])


def list_als_tabel(rijen: QuerySet[Any, Any], schema: dict[str, Any]) -> pl.DataFrame:
    """The rows of a values_list as columns, without passing through the ORM one by one."""
    sql, parameters = rijen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        gehaald = cursor.fetchall()
    kolommen = list(zip(*gehaald, strict=True)) or [()] * len(schema)
    return pl.DataFrame(
        [
            pl.Series(naam, waarden, dtype=soort, strict=False)
            for (naam, soort), waarden in zip(schema.items(), kolommen, strict=True)
        ]
    )
