"""Allocated volumes over columns: the sums of stelsel.kern.volume for a whole message at once.

Expressions over the joined table of lines (`begin`, `eind`) and allocations (`t_…`).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from stelsel.kern.volume import (
    MINUTEN_PER_UUR,
    OUTPUT_EENHEDEN,
    WEKEN_HUISHOUDELIJKE_HULP,
    Eenheid,
    Frequentie,
)

#: Sundays up to day d since 1-1-1970 (a Thursday): (d + 4) // 7.
_ZONDAG_VERSCHUIVING = 4


def dagen(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """Days in the period, both ends included."""
    return (eind - begin).dt.total_days() + 1


def isoweken(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """ISO weeks that the period touches."""
    return (eind.dt.truncate("1w") - begin.dt.truncate("1w")).dt.total_days() // 7 + 1


def zondagen(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """Sundays in the period."""
    tot_en_met = (eind.dt.epoch("d") + _ZONDAG_VERSCHUIVING) // 7
    ervoor = (begin.dt.epoch("d") - 1 + _ZONDAG_VERSCHUIVING) // 7
    return (tot_en_met - ervoor).cast(pl.Int64)


def kalendermaanden(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """Calendar months that the period touches."""
    jaren = eind.dt.year().cast(pl.Int64) - begin.dt.year().cast(pl.Int64)
    return jaren * 12 + eind.dt.month().cast(pl.Int64) - begin.dt.month().cast(pl.Int64) + 1


def in_basiseenheid(volume: pl.Expr, eenheid: pl.Expr) -> pl.Expr:
    """Hours as minutes, so that hours and minutes add up; other units as they are."""
    factor = pl.when(eenheid == Eenheid.UUR).then(MINUTEN_PER_UUR).otherwise(1)
    return volume.cast(pl.Int64) * factor


def _outputweken(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    weekdag = pl.col("t_eind").dt.weekday().cast(pl.Int64)
    laatste_zondag = pl.col("t_eind") - pl.duration(days=weekdag % 7)
    heeft_zondag = laatste_zondag >= pl.col("t_begin")
    peildag = pl.when(heeft_zondag).then(laatste_zondag).otherwise(pl.col("t_eind"))
    gebroken = (weekdag != 7) & peildag.is_between(begin, eind)
    return zondagen(begin, eind) + gebroken.fill_null(value=False).cast(pl.Int64)


def maximum_in_productperiode(*, huishoudelijke_hulp: pl.Expr) -> pl.Expr:
    """TR321 in the base unit of the allocation; null without Omvang."""
    begin, eind, frequentie = pl.col("begin"), pl.col("eind"), pl.col("t_frequentie")
    is_output = pl.col("t_eenheid").is_in([str(e) for e in sorted(OUTPUT_EENHEDEN)])
    keer = (
        pl.when(frequentie == Frequentie.DAG).then(dagen(begin, eind))
        .when(frequentie != Frequentie.WEEK).then(1)
        .when(huishoudelijke_hulp).then(WEKEN_HUISHOUDELIJKE_HULP)
        .when(is_output).then(_outputweken(begin, eind))
        .otherwise(isoweken(begin, eind))
    )  # fmt: skip
    return in_basiseenheid(pl.col("t_volume"), pl.col("t_eenheid")) * keer


@cache
def maximum_over_toewijzing() -> pl.Expr:
    """TR322 in the base unit of the allocation; null without Omvang or for an open, recurring volume."""
    begin, eind, frequentie = pl.col("t_begin"), pl.col("t_eind"), pl.col("t_frequentie")
    keer = (
        pl.when(frequentie == Frequentie.TOTAAL).then(1)
        .when(frequentie == Frequentie.DAG).then(dagen(begin, eind))
        .when(frequentie == Frequentie.WEEK).then(isoweken(begin, eind))
        .when(frequentie == Frequentie.MAAND).then(kalendermaanden(begin, eind))
    )  # fmt: skip
    return in_basiseenheid(pl.col("t_volume"), pl.col("t_eenheid")) * keer
