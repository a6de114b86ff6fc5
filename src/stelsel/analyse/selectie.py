"""Which claim lines a question is about: a year, municipalities, domains; nothing chosen means all.

A line belongs to the year in which the support began (`begindatum`), not the year of payment.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stelsel.lake.engine import Table, read_uitkomst


@dataclass(frozen=True)
class Selectie:
    """Hashable, so that results can be kept per selection and data version. None is no limit."""

    jaar: int | None = None
    gemeenten: frozenset[str] | None = None
    domeinen: frozenset[str] | None = None


ALLES = Selectie()


def get_selectie(regels: Table, selectie: Selectie) -> Table:
    """The lines within the selection."""
    if selectie.jaar is not None:
        regels = regels.filter(regels.begindatum.year() == selectie.jaar)
    if selectie.gemeenten is not None:
        regels = regels.filter(regels.gemeente.isin(sorted(selectie.gemeenten)))
    if selectie.domeinen is not None:
        regels = regels.filter(regels.domein.isin(sorted(selectie.domeinen)))
    return regels


def create_clientsommen(regels: Table) -> pl.DataFrame:
    """One row per client, year, municipality and domain: what questions about cost per client need.

    `begindatum` is the first day of the year, `bedrag` the sum in cents, and `aantal_regels` the lines behind
    it; so the rows stand in for the lines where nothing else of them is asked.
    """
    met_jaar = regels.mutate(jaar=regels.begindatum.year())
    per = met_jaar.group_by(["client_nr", "jaar", "gemeente", "domein"])
    som = read_uitkomst(per.agg(bedrag=met_jaar.bedrag.sum(), aantal_regels=met_jaar.count()))
    eerste = pl.date(pl.col("jaar"), 1, 1)
    return som.with_columns(begindatum=eerste).drop("jaar").sort("client_nr", "begindatum", "gemeente")


def list_jaren(regels: Table) -> list[int]:
    """The years in which there are lines, newest first."""
    jaren = read_uitkomst(regels.select(jaar=regels.begindatum.year()).distinct())
    return sorted(jaren["jaar"].to_list(), reverse=True)
