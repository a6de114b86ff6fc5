"""What a gemeente may agree with each aanbieder for a year, from what it cost in the years before.

    ruw     = (sum of weight x cost x index / sum of weights) x growth of the population
    weging  = clients / (clients + weging_clienten)
    gewogen = weging x ruw + (1 - weging) x share in the region x sum of ruw
    bedrag  = gewogen x sum of ruw / sum of gewogen

Few clients say little, so the share of the aanbieder in the region speaks along; the last line brings the sum
back to what it was. Source: the handbook of the field, an own model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog, rond_met_som


@dataclass(frozen=True)
class Aanbiederhistorie:
    """Cents per year, clients in the newest year, and the part of the cost of the whole region."""

    kosten: Mapping[int, Cent]
    clienten: int
    aandeel: Fraction


@dataclass(frozen=True)
class Afspraakvoorstel:
    """All steps, in whole cents; `weging` from 0 to 1."""

    ruw: Cent
    weging: Fraction
    gewogen: Cent
    bedrag: Cent


@dataclass(frozen=True)
class Afspraakregels:
    """`gewichten` and `indices` per year; `groei` of the population; `weging` in clients."""

    gewichten: Mapping[int, Fraction]
    indices: Mapping[int, Fraction]
    groei: Fraction
    weging: int


def compute_voorstellen(
    aanbieders: Sequence[Aanbiederhistorie], *, regels: Afspraakregels
) -> list[Afspraakvoorstel]:
    """One per aanbieder, in the same order; the amounts add up to the rounded sum of what is raw."""
    ruw = [_compute_ruw(aanbieder, regels) for aanbieder in aanbieders]
    som = sum(ruw, Fraction(0))
    wegingen = [Fraction(a.clienten, a.clienten + regels.weging) for a in aanbieders]
    gewogen = [
        weging * eigen + (1 - weging) * aanbieder.aandeel * som
        for aanbieder, eigen, weging in zip(aanbieders, ruw, wegingen, strict=True)
    ]
    samen = sum(gewogen, Fraction(0))
    bedragen = rond_met_som([deel * som / samen if samen else Fraction(0) for deel in gewogen])
    return [
        Afspraakvoorstel(rond_breuk_half_omhoog(r), w, rond_breuk_half_omhoog(g), bedrag)
        for r, w, g, bedrag in zip(ruw, wegingen, gewogen, bedragen, strict=True)
    ]


def _compute_ruw(aanbieder: Aanbiederhistorie, regels: Afspraakregels) -> Fraction:
    som = sum(
        (
            gewicht * aanbieder.kosten.get(jaar, 0) * regels.indices[jaar]
            for jaar, gewicht in regels.gewichten.items()
        ),
        Fraction(0),
    )
    return som / sum(regels.gewichten.values()) * regels.groei
