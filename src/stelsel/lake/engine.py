"""The query engine behind the analyses: one expression language (Ibis), DuckDB unless chosen otherwise.

Ibis and DuckDB are imported here and in `stelsel.analyse` only, and only when a question is asked.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import polars as pl

from stelsel.lake.controle import POLARS_TYPE
from stelsel.lake.opslag import Lake
from stelsel.lake.tabellen import Tabel

#: Ibis ships no types, so tables and engines are Any to the type checker.
Engine = Any
Table = Any

#: What an answer depends on, and quiet; everything else is the cluster's own to say.
_SPARK = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}
_NUMMERS = count()
#: Megabytes. Measured on thirty million lines (docs/rekenen/snelheid.md); two web processes fit in 8 GB.
STANDAARDGEHEUGEN, MINSTE_GEHEUGEN = 2_000, 100


class EngineOnbekend(ValueError):
    """`STELSEL_ENGINE` names an engine that this house cannot drive."""


def create_engine(omgeving: Mapping[str, str]) -> Engine:
    """The engine of `STELSEL_ENGINE` (`duckdb`, the default, or `spark`). Raises EngineOnbekend.

    DuckDB holds at most `STELSEL_GEHEUGEN` megabytes.
    Which Spark is for Spark's own settings to say (`SPARK_REMOTE`, `SPARK_CONF_DIR`); without any it runs
    inside this process on all cores.
    """
    naam = omgeving.get("STELSEL_ENGINE") or "duckdb"
    import ibis

    if naam == "duckdb":
        engine = ibis.duckdb.connect()
        engine.raw_sql("SET preserve_insertion_order = false")
        engine.raw_sql(f"SET memory_limit = '{_get_geheugen(omgeving)}MB'")
        engine.raw_sql(f"SET temp_directory = {_get_uitwijk()}")
        return engine
    if naam == "spark":
        sessie = _create_sessie()
        return ibis.pyspark.connect(sessie)
    raise EngineOnbekend(f"STELSEL_ENGINE is {naam!r}. Kies duckdb of spark.")


def _get_geheugen(omgeving: Mapping[str, str]) -> int:
    """Megabytes that DuckDB may hold at once; what does not fit goes to disk. Raises EngineOnbekend.

    A bound of the machine, so that of the process holds wherever nothing else is said.
    """
    gezegd = omgeving.get("STELSEL_GEHEUGEN") or os.environ.get("STELSEL_GEHEUGEN")
    tekst = gezegd or str(STANDAARDGEHEUGEN)
    if not tekst.isascii() or not tekst.isdecimal() or int(tekst) < MINSTE_GEHEUGEN:
        raise EngineOnbekend(f"STELSEL_GEHEUGEN is {tekst!r}. Geef megabytes, {MINSTE_GEHEUGEN} of meer.")
    return int(tekst)


def _get_uitwijk() -> str:
    """A folder of this process for what does not fit; DuckDB makes it when needed and clears it."""
    return _quote(Path(gettempdir()) / f"stelsel-duckdb-{os.getpid()}")


def _quote(pad: Path) -> str:
    return "'" + str(pad).replace("'", "''") + "'"


def _create_sessie() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as fout:
        raise EngineOnbekend("Spark staat niet op deze computer. Installeer stelsel[spark].") from fout
    bouwer = SparkSession.builder.appName("stelsel")
    for sleutel, waarde in _SPARK.items():
        bouwer = bouwer.config(sleutel, waarde)
    return bouwer.getOrCreate()


def get_bestanden(engine: Engine, bestanden: Sequence[Path | str]) -> Table:
    """Parquet files with the same columns as one table; at least one file, as a path or as an address."""
    adressen = [str(pad) for pad in bestanden]
    if engine.name == "pyspark":  # Ibis hands Spark a list of files as if it were one name
        return _register(engine, engine._session.read.parquet(*adressen))
    return engine.read_parquet(adressen)


def get_rijen(engine: Engine, rijen: pl.DataFrame) -> Table:
    """Rows from memory as a table of the engine, for joins with what is in the lake; gone with the engine."""
    if engine.name == "pyspark":
        return _register(engine, engine._session.createDataFrame(rijen.to_arrow()))
    naam = _get_naam()
    with TemporaryDirectory(
        prefix="stelsel-rijen-"
    ) as map_:  # from memory DuckDB would load pandas: a second
        pad = Path(map_) / "rijen.parquet"
        rijen.write_parquet(pad, compression="uncompressed")
        engine.con.execute(f"CREATE TEMP TABLE {naam} AS FROM read_parquet({_quote(pad)})")
    return engine.table(naam)


def get_tabel(engine: Engine, *, lake: Lake, tabel: Tabel, bronnen: Collection[str] | None = None) -> Table:
    """A table of the lake, all years and all or the given sources; without files empty, in the same shape."""
    adressen = lake.list_adressen(tabel, bronnen=bronnen)
    if adressen:
        return get_bestanden(engine, adressen)
    return get_rijen(engine, pl.DataFrame(schema={k.naam: POLARS_TYPE[k.type] for k in tabel.kolommen}))


def _register(engine: Engine, frame: Any) -> Table:
    naam = _get_naam()
    frame.createOrReplaceTempView(naam)
    return engine.table(naam)


def _get_naam() -> str:
    return f"rijen_{next(_NUMMERS)}"


def read_uitkomst(vraag: Table) -> pl.DataFrame:
    """The rows of an Ibis expression, in the types of the expression.

    The compiled question goes to the engine directly: Ibis would read by way of pandas, which is slower and
    takes DuckDB a second and a half per process to load.
    """
    engine = vraag.get_backend()
    if engine.name == "pyspark":
        uitkomst = engine._session.sql(engine.compile(vraag)).toArrow()
    else:
        uitkomst = engine.con.execute(engine.compile(vraag)).to_arrow_table()
    return pl.DataFrame(uitkomst.cast(vraag.schema().to_pyarrow()))
