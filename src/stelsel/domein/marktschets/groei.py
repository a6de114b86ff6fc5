"""Why did the cost grow: more clients, other support, more support per client, or a higher price?

The cost of a group of products is the product of four factors: all clients, the share of them in the group,
volume per client in the group, and cost per unit. The logarithmic mean divides a difference between two
years over the factors without a rest: per factor L · ln(after / before), with L the mean of both costs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Productjaar:
    """A group of products in one year: its clients, volume in its unit, and cost in cents."""

    clienten: int
    volume: float
    bedrag: int

    @property
    def splitsbaar(self) -> bool:
        """Whether the cost is a product of factors at all: all above zero."""
        return self.clienten > 0 and self.volume > 0 and self.bedrag > 0


@dataclass(frozen=True)
class Groei:
    """The difference in cents between two years; the four parts (unrounded cents) add up to `totaal`.

    `niet_gesplitst`: the part of `mix` that comes from groups of which one year gives no price per unit.
    """

    totaal: int
    volume: float
    mix: float
    intensiteit: float
    prijs: float
    niet_gesplitst: float

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {
            "totaal": self.totaal,
            "volume": self.volume,
            "mix": self.mix,
            "intensiteit": self.intensiteit,
            "prijs": self.prijs,
            "niet_gesplitst": self.niet_gesplitst,
        }


def logaritmisch_gemiddelde(voor: float, na: float) -> float:
    """(na - voor) / ln(na / voor), which is `voor` when both are equal. Both above zero, else ValueError."""
    if voor <= 0 or na <= 0:
        raise ValueError("een logaritmisch gemiddelde vraagt bedragen boven nul")
    return voor if voor == na else (na - voor) / math.log(na / voor)


def ontleding(
    *, clienten: tuple[int, int], voor: Mapping[Any, Productjaar], na: Mapping[Any, Productjaar]
) -> Groei:
    """Divide the growth between two years over volume, mix, intensity and price.

    `clienten`: unique clients in all, before and after; `voor`, `na`: per group of products. A group of one
    year only, or without a volume or cost above zero in either, goes wholly to mix. ValueError without
    clients in a year.
    """
    if min(clienten) <= 0:
        raise ValueError("een ontleding vraagt in beide jaren cliënten")
    delen: list[tuple[float, float, float, float]] = []
    heel: list[int] = []
    for groep in {**voor, **na}:
        een, ander = voor.get(groep), na.get(groep)
        if een is not None and ander is not None and een.splitsbaar and ander.splitsbaar:
            delen.append(_split(clienten, een, ander))
        else:
            heel.append((ander.bedrag if ander else 0) - (een.bedrag if een else 0))
    volume, mix, intensiteit, prijs = (math.fsum(deel[plek] for deel in delen) for plek in range(4))
    totaal = sum(groep.bedrag for groep in na.values()) - sum(groep.bedrag for groep in voor.values())
    return Groei(totaal, volume, mix + sum(heel), intensiteit, prijs, float(sum(heel)))


def _split(
    clienten: tuple[int, int], voor: Productjaar, na: Productjaar
) -> tuple[float, float, float, float]:
    """Volume, mix, intensity and price of one group."""
    gewicht = logaritmisch_gemiddelde(voor.bedrag, na.bedrag)
    aandeel = (na.clienten / clienten[1]) / (voor.clienten / clienten[0])
    intensiteit = (na.volume / na.clienten) / (voor.volume / voor.clienten)
    prijs = (na.bedrag / na.volume) / (voor.bedrag / voor.volume)
    factoren = (clienten[1] / clienten[0], aandeel, intensiteit, prijs)
    volume, mix, per_client, per_eenheid = (gewicht * math.log(factor) for factor in factoren)
    return volume, mix, per_client, per_eenheid
