"""The engine holds at most the memory that it is given, and rows come in as they are."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import polars as pl
import pytest

from stelsel.lake.engine import EngineOnbekend, create_engine, get_rijen, read_uitkomst

RIJEN = pl.DataFrame(
    {
        "nr": [1, 2],
        "naam": ["één", None],
        "dag": [date(2025, 1, 1), None],
        "uren": [0.5, 1.0],
        "weg": [True, False],
    }
)


def test_rows_come_in_as_they_are() -> None:
    tabel = get_rijen(create_engine({}), RIJEN)

    assert read_uitkomst(tabel).sort("nr").equals(RIJEN)


def test_rows_do_not_load_pandas() -> None:
    programma = (
        "import sys; import polars as pl;"
        "from stelsel.lake.engine import create_engine, get_rijen, read_uitkomst;"
        "read_uitkomst(get_rijen(create_engine({}), pl.DataFrame({'a': [1]})));"
        "print('pandas' in sys.modules)"
    )

    uit = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, check=True)

    assert uit.stdout == "False\n"


def test_the_memory_is_bounded_by_the_setting() -> None:
    engine = create_engine({"STELSEL_GEHEUGEN": "512"})

    assert engine.con.execute("SELECT current_setting('memory_limit')").fetchone() == ("488.2 MiB",)


@pytest.mark.parametrize("geheugen", ["veel", "-1", "99", "1.5", "²"])
def test_a_memory_that_makes_no_sense_is_refused(geheugen: str) -> None:
    with pytest.raises(EngineOnbekend, match="STELSEL_GEHEUGEN"):
        create_engine({"STELSEL_GEHEUGEN": geheugen})
