"""The engines on which every analysis gives the same figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest
from tests.factories.lake import create_frame

from stelsel.lake.controle import check_rijen
from stelsel.lake.engine import Engine, EngineOnbekend, Table, create_engine, get_rijen
from stelsel.lake.tabellen import Tabel

#: Spark is an extra: `make test-spark` runs these on it, elsewhere they are skipped and say so.
#: Its client leaves sockets to the garbage collector, which is not ours to mend.
_OPEN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
ENGINES = ("duckdb", pytest.param("spark", marks=(pytest.mark.spark, pytest.mark.traag, _OPEN)))


@cache
def _get_spark() -> Engine:
    engine = create_engine({"STELSEL_ENGINE": "spark"})
    engine._session.conf.set("spark.sql.shuffle.partitions", "2")  # few rows, so few parts
    return engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """DuckDB, new for each test; Spark, one for all, as it takes seconds to start."""
    if request.param == "duckdb":
        return create_engine({})
    try:
        return _get_spark()
    except EngineOnbekend as fout:
        pytest.skip(str(fout))


@pytest.fixture
def lees(engine: Engine) -> Callable[[Tabel, Iterable[dict[str, Any]]], Table]:
    """Rows of a table of the lake, checked against its contract, as a table of the engine."""

    def lees(contract: Tabel, rijen: Iterable[dict[str, Any]]) -> Table:
        return get_rijen(engine, check_rijen(contract, create_frame(contract, rijen)))

    return lees
