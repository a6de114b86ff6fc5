"""What if part of the clients could do with lighter help, and how many really did?

Definition: of segment C a share moves to B, of segment B a share moves to A. Whoever moves costs what a
client of the other segment costs on average, and never more than before. Who moves is either those nearest
to the border (the cheapest of C, of B) or, on average, anybody.
What really happened: of the clients of a year, in which segment they are the year after by the same rule, and
what they cost before and after.
Caveats: nobody knows beforehand who can do with less. Without cost of segment A the gain of moving to A is an
upper limit. The border by share of the money is drawn anew every year, so some change without more or less
help; those who stop are apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from stelsel.analyse.indeling import add_segment, get_gemeente, get_van_jaar
from stelsel.domein.marktschets.indelingsregel import Indelingsregel

WEG, NIEUW = "geen hulp meer", "nieuw"
Kosten = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Verschuifkeuze:
    """Shares that move (0 to 1). `gemiddelde_a`: cents per client of segment A, None if unknown.
    `bij_grens`: those nearest to the border go first."""

    c_naar_b: float
    b_naar_a: float
    gemiddelde_a: float | None
    bij_grens: bool = True


@dataclass(frozen=True)
class Verschoven:
    """One segment before and after: clients and cents."""

    segment: str
    clienten: int
    bedrag: int
    clienten_na: int
    bedrag_na: int


@dataclass(frozen=True)
class Overgang:
    """Clients who went from one segment to another in a year, with their cents in both years."""

    van: str
    naar: str
    clienten: int
    bedrag_voor: int
    bedrag_na: int


def compute_verschuiving(
    ingedeeld: pl.DataFrame, *, keuze: Verschuifkeuze, vrij: tuple[int, int] | None
) -> list[Verschoven]:
    """Every segment before and after, C first. `vrij`: clients and cents of segment A now."""
    c, b = (_get_kosten(ingedeeld, segment) for segment in "CB")
    a = vrij or (0, 0)
    gemiddelde_b = float(b.mean()) if len(b) else 0.0
    naar_b, weg_c, kosten_in_b = _verschuif(c, keuze.c_naar_b, gemiddelde_b, keuze.bij_grens)
    naar_a, weg_b, kosten_in_a = _verschuif(b, keuze.b_naar_a, keuze.gemiddelde_a or 0.0, keuze.bij_grens)
    som_c, som_b = int(c.sum()), int(b.sum())
    return [
        Verschoven("C", len(c), som_c, len(c) - naar_b, som_c - weg_c),
        Verschoven("B", len(b), som_b, len(b) + naar_b - naar_a, som_b + kosten_in_b - weg_b),
        Verschoven("A", *a, a[0] + naar_a, a[1] + kosten_in_a),
    ]


def _verschuif(kosten: Kosten, deel: float, gemiddelde: float, bij_grens: bool) -> tuple[int, int, int]:
    """Clients who move, their cents now, and their cents after."""
    aantal = round(len(kosten) * deel)
    if not aantal:
        return 0, 0, 0
    if bij_grens:
        weg = kosten[:aantal]
        return aantal, int(weg.sum()), round(float(np.minimum(weg, gemiddelde).sum()))
    aandeel = aantal / len(kosten)
    nieuw = float(np.minimum(kosten, gemiddelde).sum())
    return aantal, round(aandeel * float(kosten.sum())), round(aandeel * nieuw)


def _get_kosten(ingedeeld: pl.DataFrame, segment: str) -> Kosten:
    """Cents of everyone in a segment, cheapest first."""
    kosten: Kosten = ingedeeld.filter(pl.col("segment") == segment)["kosten"].sort().to_numpy()
    return kosten


def compute_overgangen(
    eenheden: pl.DataFrame, *, regel: Indelingsregel, jaar: int, gemeente: str = ""
) -> list[Overgang]:
    """From the year before to `jaar`, clients per year only; empty where either year has nobody.

    The municipality is that of `jaar`, or of the year before for those who stopped.
    """
    voor, na = (
        add_segment(get_van_jaar(eenheden, jaar=j), regel=regel).select(
            "client_nr", "segment", "kosten", "gemeente"
        )
        for j in (jaar - 1, jaar)
    )
    if not voor.height or not na.height:
        return []
    samen = voor.join(na, on="client_nr", how="full", coalesce=True, suffix="_na").with_columns(
        pl.coalesce("gemeente_na", "gemeente").alias("gemeente")
    )
    per = (
        get_gemeente(samen, gemeente)
        .group_by(
            van=pl.col("segment").fill_null(NIEUW),
            naar=pl.col("segment_na").fill_null(WEG),
        )
        .agg(pl.len(), pl.col("kosten").sum(), pl.col("kosten_na").sum())
    )
    volgorde = {"C": 0, "B": 1, NIEUW: 2, WEG: 3}
    rijen = [Overgang(*rij) for rij in per.iter_rows()]
    return sorted(rijen, key=lambda o: (volgorde[o.van], volgorde[o.naar]))
