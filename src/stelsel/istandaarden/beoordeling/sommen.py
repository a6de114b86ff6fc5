"""The sums over a whole allocation: TR322 (volume) and TR369 (budget).

What is approved and not credited counts, plus the lines of this message in their order. A line that does not
fit is rejected and takes nothing, so a smaller one after it may still fit. Most allocations fit as a whole;
only of those that do not are the lines looked at one by one.
"""

from __future__ import annotations

import polars as pl

from stelsel.istandaarden.beoordeling.plan import collect_plan, start_plan
from stelsel.istandaarden.beoordeling.volume import in_basiseenheid, maximum_over_toewijzing
from stelsel.kern.volume import Eenheid

#: Lines with the codes that they break.
FOUTEN_SCHEMA: dict[str, pl.DataType] = {"rij": pl.UInt32(), "regels": pl.List(pl.String)}


def check_sommen(debetten: pl.LazyFrame, *, gebruikt: pl.DataFrame, credits: pl.DataFrame) -> pl.DataFrame:
    """`rij` and `regels` (TR322, TR369) of the debit lines for which their allocation is used up.

    `debetten`: the lines that broke nothing else, joined with their allocation, in a plan. `gebruikt`: what
    earlier messages used; `credits`: the approved credits of this message, which give back. TR369 sums
    amounts: the rule's text says volume, which only in euros means anything (our reading).
    """
    klein = isinstance(debetten, pl.DataFrame)
    eerder, terug = (start_plan(tabel, klein=klein) for tabel in (gebruikt, credits))
    kandidaten = (
        debetten.select(
            "rij", "toewijzing_id", "basisvolume", "bedrag", "t_budget", v_max=maximum_over_toewijzing()
        )
        .filter(pl.col("v_max").is_not_null() | pl.col("t_budget").is_not_null())
        .join(_tel_gebruikt(eerder, terug), on="toewijzing_id", how="left")
        .with_columns(pl.col("v_eerder", "b_eerder").fill_null(0))
    )
    totaal_volume = pl.col("v_eerder") + pl.col("basisvolume").sum().over("toewijzing_id")
    totaal_bedrag = pl.col("b_eerder") + pl.col("bedrag").sum().over("toewijzing_id")
    te_veel = (totaal_volume > pl.col("v_max")).fill_null(value=False) | (
        totaal_bedrag > pl.col("t_budget")
    ).fill_null(value=False)
    fouten = _verdeel(collect_plan(kandidaten.filter(te_veel).sort("toewijzing_id", "rij")))
    return pl.DataFrame({"rij": list(fouten), "regels": list(fouten.values())}, schema=FOUTEN_SCHEMA)


def _tel_gebruikt(gebruikt: pl.LazyFrame, credits: pl.LazyFrame) -> pl.LazyFrame:
    """`v_eerder` (in the base unit) and `b_eerder` (cents) per allocation."""
    uren = in_basiseenheid(pl.col("uren").fill_null(0), pl.lit(Eenheid.UUR.value))
    eerder = gebruikt.select(
        "toewijzing_id", v_eerder=uren + pl.col("overig").fill_null(0), b_eerder="bedrag"
    )
    terug = credits.select("toewijzing_id", v_eerder=-pl.col("basisvolume"), b_eerder=-pl.col("bedrag"))
    return pl.concat([eerder, terug]).group_by("toewijzing_id").agg(pl.col("v_eerder", "b_eerder").sum())


def _verdeel(rijen: pl.DataFrame) -> dict[int, list[str]]:
    """Row number to broken rules, for lines of allocations that do not fit as a whole."""
    fouten: dict[int, list[str]] = {}
    stand: dict[int, tuple[int, int]] = {}
    for rij in rijen.iter_rows(named=True):
        volume, bedrag = stand.get(rij["toewijzing_id"], (rij["v_eerder"], rij["b_eerder"]))
        volume, bedrag = volume + rij["basisvolume"], bedrag + rij["bedrag"]
        codes = []
        if rij["v_max"] is not None and volume > rij["v_max"]:
            codes.append("TR322")
        if rij["t_budget"] is not None and bedrag > rij["t_budget"]:
            codes.append("TR369")
        if codes:
            fouten[rij["rij"]] = codes
        else:
            stand[rij["toewijzing_id"]] = (volume, bedrag)
    return fouten
