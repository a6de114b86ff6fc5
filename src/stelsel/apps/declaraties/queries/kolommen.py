"""Keys into the database by the thousand, and rows out of it as columns instead of model instances.

A Python object per cell is what makes large reads slow, so rows come out as JSON, one text per column: both
databases write that in C. For a small message it is the ORM's own work that is slow, so what every message
asks is written once per process (`Vraag`) and run with other values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Expression, Field, Lookup, QuerySet

#: Between keys in one text; no value of a message can hold it.
_SCHEIDING = "\x1f"
#: Below this many characters per column Python reads JSON sooner than Polars can begin.
_KLEIN = 20_000


class Gegeven(Expression):
    """A value in a Vraag that is given when it runs."""

    def __init__(self, naam: str) -> None:
        super().__init__()
        self.naam = naam

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A place for the value; the Gegeven itself stands among the parameters."""
        return "%s", (self,)


@Field.register_lookup
class InSleutels(Lookup):
    """`field__in_sleutels=Gegeven(...)`: any number of keys, a column, as one parameter of the statement.

    PostgreSQL walks an index once along an array; over rows it would look up each key by itself. It is made
    an array while the statement runs: a planner that sees the keys weighs every one of them first."""

    lookup_name = "in_sleutels"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """For SQLite, which reads a key as a number where the column holds numbers."""
        veld, parameters = self.process_lhs(compiler, connection)
        return f"{veld} IN (SELECT value FROM json_each(%s))", (*parameters, self.rhs)  # noqa: S608 - a column

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The type without its length: a key that is too long must not be cut to one that fits."""
        veld, parameters = self.process_lhs(compiler, connection)
        soort = self.lhs.output_field.db_type(connection).split("(")[0]
        keuze = f"ARRAY(SELECT unnest(string_to_array(%s, '{_SCHEIDING}')::{soort}[]))"
        return f"{veld} = ANY({keuze})", (*parameters, self.rhs)


def _render_sleutels(sleutels: pl.Series) -> str:
    """A column of keys, of the type of the field, as the one parameter that InSleutels asks: in order, since
    both databases put them in order before they walk along an index."""
    teksten = sleutels.sort().cast(pl.String)
    return _SCHEIDING.join(teksten) if connection.vendor == "postgresql" else json.dumps(teksten.to_list())


@dataclass(frozen=True)
class Vraag:
    """Something that every message asks: the rows (made with a Gegeven for each value that differs), and the
    field that fills each column."""

    rijen: Callable[[], QuerySet[Any]]
    velden: tuple[str, ...]

    def list_rijen(self, schema: dict[str, Any], **gegevens: Any) -> pl.DataFrame:
        """The answer with these values; a Series for keys. `schema`: name and type per column."""
        opdracht, parameters = _compile(self, connection.vendor)
        waarden = [
            gegevens[parameter.naam] if isinstance(parameter, Gegeven) else parameter
            for parameter in parameters
        ]
        return _run(
            opdracht,
            [_render_sleutels(w) if isinstance(w, pl.Series) else w for w in waarden],
            schema,
        )


@cache
def _compile(vraag: Vraag, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Its statement in the language of the database in use, `vendor`."""
    return _render(vraag.rijen(), vraag.velden)


def list_als_tabel(rijen: QuerySet[Any], velden: Sequence[str], *, schema: dict[str, Any]) -> pl.DataFrame:
    """These fields of the rows as the columns of `schema`, without passing through the ORM one by one."""
    return _run(*_render(rijen, velden), schema)


def _render(rijen: QuerySet[Any], velden: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """The statement and its parameters: one row, a JSON list per field."""
    sql, parameters = rijen.values_list(*velden).query.sql_with_params()
    namen = ", ".join(f"k{n}" for n in range(len(velden)))
    als_lijst = "json_agg({})::text" if connection.vendor == "postgresql" else "json_group_array({})"
    kolommen = ", ".join(als_lijst.format(f"k{n}") for n in range(len(velden)))
    return f"WITH rijen({namen}) AS ({sql}) SELECT {kolommen} FROM rijen", parameters  # noqa: S608 - the ORM's own


def _run(opdracht: str, parameters: Sequence[Any], schema: dict[str, Any]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(opdracht, parameters)
        lijsten = cursor.fetchone()
    if lijsten[0] in (None, "[]"):
        return pl.DataFrame(schema=schema)
    if len(lijsten[0]) < _KLEIN:
        return pl.DataFrame(
            [
                _lees_klein(naam, soort, lijst)
                for (naam, soort), lijst in zip(schema.items(), lijsten, strict=True)
            ]
        )
    return pl.DataFrame([[lijst] for lijst in lijsten], schema=list(schema)).select(
        _als_kolom(naam, soort) for naam, soort in schema.items()
    )


def _lees_klein(naam: str, soort: Any, lijst: str) -> pl.Series:
    """One column from a short JSON list, cell by cell."""
    waarden = json.loads(lijst)
    if soort == pl.Date:
        waarden = [waarde and date.fromisoformat(waarde) for waarde in waarden]
    return pl.Series(naam, waarden, dtype=soort, strict=False)


def _als_kolom(naam: str, soort: Any) -> pl.Expr:
    """One column from a JSON list. SQLite has no truth values, and neither database dates, in JSON."""
    als = {pl.Date: pl.String, pl.Boolean: pl.Boolean if connection.vendor == "postgresql" else pl.Int64}
    kolom = pl.col(naam).str.json_decode(pl.List(als.get(soort, soort))).explode()
    return kolom.str.to_date("%Y-%m-%d") if soort == pl.Date else kolom.cast(soort)
