"""Small tables step by step, large ones as one plan: the same steps in the same words either way.

A plan is made better before it runs. For a message of some dozens of lines that costs far more than it wins.
"""

from __future__ import annotations

from typing import cast

import polars as pl

#: Up to this many lines the steps are done one by one.
KLEIN = 2_000


def start_plan(tabel: pl.DataFrame, *, klein: bool) -> pl.LazyFrame:
    """The table as the beginning of a plan. When `klein` it stays itself: a DataFrame has the same methods
    for steps, and does each at once. All tables in one plan are begun with the same `klein`."""
    return cast("pl.LazyFrame", tabel) if klein else tabel.lazy()


def collect_plan(plan: pl.LazyFrame) -> pl.DataFrame:
    """The table at the end of a plan."""
    return plan if isinstance(plan, pl.DataFrame) else plan.collect()
