"""What a set of profiles means: who falls outside its band, who needs more than one, what it costs to run,
and what happens when two of its profiles become one.

Definitions: the band of a profile runs from its 10th to its 90th percentile of cost; a client beyond
GM · GSD² (GM2) is out of band. A price is the mean cost of the clients of a profile. A provider wins
when its clients would be paid more than they were. Messages per allocation: `domein.profielen.lasten`.
Caveats: a provider's effect assumes that it keeps the same clients; with few clients it is chance as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from stelsel.domein.profielen.maatstaven import (
    Getallen,
    Nummers,
    compute_cv,
    compute_r2,
    compute_uitbijtergrenzen,
)


@dataclass(frozen=True)
class Band:
    """Of one profile the usual cost (cents, p10 to p90), and the clients beyond the outlier limit."""

    p10: float
    p90: float
    grens: float
    buiten: int
    bedrag_buiten: int


@dataclass(frozen=True)
class Samenstelling:
    """How many clients are in one profile, how many in more; the most frequent combinations with their
    clients; and how many allocations that makes."""

    een: int
    meer: int
    combinaties: tuple[tuple[tuple[int, ...], int], ...]
    toewijzingen: int

    @property
    def aandeel_een(self) -> float:
        """The share of clients in exactly one profile."""
        return self.een / (self.een + self.meer) if self.een + self.meer else 0.0


@dataclass(frozen=True)
class Effect:
    """What a merge does to one provider: clients in the two profiles, and the difference (cents)."""

    aanbieder: str
    clienten: int
    oud: float
    nieuw: float

    @property
    def verschil(self) -> float:
        """More or less money (cents)."""
        return self.nieuw - self.oud


@dataclass(frozen=True)
class Samenvoeging:
    """Two profiles as one. Prices in cents; `verlies` as a share of all variation; CV without outliers."""

    prijzen: tuple[float, float]
    prijs: float
    aantallen: tuple[int, int]
    r2_voor: float
    r2_na: float
    verlies: float
    cv_voor: tuple[float | None, float | None]
    cv_na: float | None
    effecten: tuple[Effect, ...]


def list_banden(kosten: Getallen, *, groep: Nummers, groepen: Sequence[int]) -> list[Band]:
    """The band of every group in `groepen`, in that order."""
    grenzen = compute_uitbijtergrenzen(kosten, groep=groep)
    uit = []
    for nummer in groepen:
        eigen = kosten[groep == nummer]
        ver = eigen[eigen > grenzen[nummer]]
        p10, p90 = np.quantile(eigen, (0.1, 0.9)).tolist()
        uit.append(Band(p10, p90, float(grenzen[nummer]), len(ver), round(float(ver.sum()))))
    return uit


def compute_samenstelling(
    paren: pl.DataFrame, *, label: Sequence[int], celnamen: Sequence[str]
) -> Samenstelling:
    """From every client and cell once, with per cell the number of its profile."""
    kaart = pl.DataFrame({"profiel": list(celnamen), "groep": [int(nummer) for nummer in label]})
    uniek = paren.join(kaart, on="profiel").select("client_nr", "groep").unique()
    per_client = uniek.group_by("client_nr").agg(pl.col("groep").sort())
    per_combinatie = (
        per_client.filter(pl.col("groep").list.len() > 1)
        .group_by("groep")
        .len()
        .sort("len", "groep", descending=[True, False])
    )
    meer = int(per_combinatie["len"].sum() or 0)
    return Samenstelling(
        een=per_client.height - meer,
        meer=meer,
        combinaties=tuple((tuple(groepen), n) for groepen, n in per_combinatie.iter_rows()),
        toewijzingen=uniek.height,
    )


def compute_samenvoeging(
    kosten: Getallen, *, groep: Nummers, een: int, ander: int, aanbieder: Sequence[str]
) -> Samenvoeging:
    """What is lost when two profiles become one, and which providers gain. ValueError without variation."""
    voor = compute_r2(kosten, groep=groep)
    na = compute_r2(kosten, groep=np.where(groep == ander, een, groep))
    if voor is None or na is None:
        raise ValueError("zonder verschil in kosten is er niets te verliezen")
    eigen = [kosten[groep == een], kosten[groep == ander]]
    samen = np.concatenate(eigen)
    prijzen, prijs = (float(eigen[0].mean()), float(eigen[1].mean())), float(samen.mean())
    return Samenvoeging(
        prijzen=prijzen,
        prijs=prijs,
        aantallen=(len(eigen[0]), len(eigen[1])),
        r2_voor=voor,
        r2_na=na,
        verlies=voor - na,
        cv_voor=(compute_cv(eigen[0], trim=True), compute_cv(eigen[1], trim=True)),
        cv_na=compute_cv(samen, trim=True),
        effecten=_list_effecten(groep, (een, ander), prijzen, prijs, aanbieder),
    )


def _list_effecten(
    groep: Nummers,
    twee: tuple[int, int],
    prijzen: tuple[float, float],
    prijs: float,
    aanbieder: Sequence[str],
) -> tuple[Effect, ...]:
    """Per provider, most gained first; together they come to nothing."""
    tabel = pl.DataFrame({"aanbieder": list(aanbieder), "groep": groep}).filter(pl.col("groep").is_in(twee))
    oud = pl.when(pl.col("groep") == twee[0]).then(prijzen[0]).otherwise(prijzen[1])
    per = tabel.group_by("aanbieder").agg(pl.len().alias("n"), oud.sum().alias("oud"))
    effecten = [Effect(naam, n, bedrag, n * prijs) for naam, n, bedrag in per.iter_rows()]
    return tuple(sorted(effecten, key=lambda e: (-e.verschil, e.aanbieder)))
