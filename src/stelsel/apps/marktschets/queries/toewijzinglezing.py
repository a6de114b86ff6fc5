"""Allocations that were read in: what taking them over would do, and what was said when they were."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stelsel.apps.basis.queries import get_lake
from stelsel.kern.vastlegging import NietVastTeLeggen, parse_vastlegging
from stelsel.lake.inlezen.omrekening import Omrekening
from stelsel.lake.inlezen.overname import Toewijzingvoorstel, compare_toewijzingen
from stelsel.lake.inlezen.toewijzingen import GelezenToewijzingen

from ..models import Inlezing
from .werkmap import get_werkmap


@dataclass(frozen=True)
class Toewijzingrapport:
    """What is kept of allocations that were taken over: totals, and what old domains became."""

    uitkomst: GelezenToewijzingen
    omrekening: Omrekening
    voorstel: Toewijzingvoorstel


def get_toewijzingvoorstel(inlezing: Inlezing, omrekening: Omrekening) -> Toewijzingvoorstel:
    """What taking over with these domains would do to the lake as it is now."""
    werkmap = get_werkmap(inlezing.nummer)
    return compare_toewijzingen(
        get_lake(), rijen=pl.read_parquet(werkmap.toewijzingen), clienten=pl.read_parquet(werkmap.clienten),
        domeinen=omrekening.domeinen,
    )  # fmt: skip


def get_toewijzingrapport(inlezing: Inlezing) -> Toewijzingrapport | None:
    """What was found in allocations that were taken over, as it was said then; None without."""
    if not inlezing.rapport:
        return None
    try:
        rapport: Toewijzingrapport = parse_vastlegging(inlezing.rapport, Toewijzingrapport)
    except NietVastTeLeggen:
        return None
    return rapport
