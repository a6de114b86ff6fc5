"""The sums over a whole allocation: TR322 (volume) and TR369 (budget).

What is approved and not credited counts, plus the lines of this message in their order. A line that does not
fit is rejected and takes nothing, so a smaller one after it may still fit. Most allocations fit as a whole;
only of those that do not are the lines looked at one by one.
"""

from __future__ import annotations

import polars as pl

from stelsel.istandaarden.beoordeling.plan import KLEIN, collect_plan, start_plan
from stelsel.istandaarden.beoordeling.volume import in_basiseenheid, maximum_over_toewijzing


def check_sommen(debetten: pl.DataFrame, *, gebruikt: pl.DataFrame, credits: pl.DataFrame) -> pl.DataFrame:
    """The debit lines with TR322 and TR369 added to `gebroken` where the allocation is used up.

    `debetten`: judged lines joined with their allocation. `gebruikt`: what earlier messages used; `credits`:
    the approved credits of this message, which give back. TR369 sums amounts: the rule's text says volume,
    which only in euros means anything (our reading).
    """
    klein = debetten.height <= KLEIN
    eerder, nu, terug = (start_plan(tabel, klein=klein) for tabel in (gebruikt, debetten, credits))
    kandidaten = (
        nu.filter(pl.col("gebroken").list.len() == 0)
        .select("rij", "toewijzing_id", "basisvolume", "bedrag", "t_budget", v_max=maximum_over_toewijzing())
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
    if not fouten:
        return debetten
    gevonden = pl.DataFrame(
        {"rij": list(fouten), "som": list(fouten.values())},
        schema={"rij": pl.UInt32, "som": pl.List(pl.String)},
    )
    return (
        debetten.join(gevonden, on="rij", how="left", maintain_order="left")
        .with_columns(gebroken=pl.coalesce("som", "gebroken"))
        .drop("som")
    )


def _tel_gebruikt(gebruikt: pl.LazyFrame, credits: pl.LazyFrame) -> pl.LazyFrame:
    """`v_eerder` (in the base unit) and `b_eerder` (cents) per allocation."""
    eerder = gebruikt.select(
        "toewijzing_id", v_eerder=in_basiseenheid(pl.col("volume"), pl.col("eenheid")), b_eerder="bedrag"
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
