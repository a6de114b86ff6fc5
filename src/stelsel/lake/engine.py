"""The query engine behind the analyses: one expression language (Ibis), DuckDB unless chosen otherwise.

Ibis and DuckDB are imported here and in `stelsel.analyse` only, and only when a question is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import Tabel, Type

#: Ibis ships no types, so tables and engines are Any to the type checker.
Engine = Any
Table = Any

_IBIS_TYPE = {
    Type.INT8: "int8",
    Type.INT16: "int16",
    Type.INT32: "int32",
    Type.INT64: "int64",
    Type.TEKST: "string",
    Type.DATUM: "date",
}


class EngineOnbekend(ValueError):
    """`STELSEL_ENGINE` names an engine that this house cannot drive."""


def create_engine(omgeving: Mapping[str, str]) -> Engine:
    """The engine of `STELSEL_ENGINE` (`duckdb`, the default, or `spark`). Raises EngineOnbekend."""
    naam = omgeving.get("STELSEL_ENGINE") or "duckdb"
    import ibis

    if naam == "duckdb":
        engine = ibis.duckdb.connect()
        engine.raw_sql("SET preserve_insertion_order = false")
        return engine
    if naam == "spark":
        return ibis.pyspark.connect()
    raise EngineOnbekend(f"STELSEL_ENGINE is {naam!r}; gebruik duckdb of spark")


def get_bestanden(engine: Engine, bestanden: Sequence[Path]) -> Table:
    """Parquet files with the same columns as one table; at least one file."""
    return engine.read_parquet([str(pad) for pad in bestanden])


def get_tabel(engine: Engine, *, lake: Lake, tabel: Tabel, bronnen: Collection[str] | None = None) -> Table:
    """A table of the lake, all years and all or the given sources; without files empty, in the same shape."""
    bestanden = lake.list_bestanden(tabel, bronnen=bronnen)
    if bestanden:
        return get_bestanden(engine, bestanden)
    kolommen = {kolom.naam: _IBIS_TYPE[kolom.type] for kolom in tabel.kolommen}
    return engine.create_table(f"leeg_{tabel.naam}", schema=kolommen, overwrite=True)


def read_uitkomst(vraag: Table) -> pl.DataFrame:
    """The rows of an Ibis expression, in the types of the expression.

    On DuckDB the compiled question goes to the engine directly: Ibis would load pandas for its own reading,
    which costs a second and a half per process and is not used.
    """
    engine = vraag.get_backend()
    if engine.name == "duckdb":
        uitkomst = engine.con.execute(engine.compile(vraag)).to_arrow_table()
    else:
        uitkomst = vraag.to_pyarrow()
    return pl.DataFrame(uitkomst.cast(vraag.schema().to_pyarrow()))
