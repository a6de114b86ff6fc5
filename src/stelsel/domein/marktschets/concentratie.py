"""How unevenly cost is spread over clients.

All functions take the cost of every client once, in whole cents (or any other unit), in any order. A client
counts also when his cost is zero or, by credits, below it. Source: docs/rekenen and the field's own
definitions of the Lorenz curve, the Gini coefficient and top shares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def gini(kosten: Sequence[int]) -> float:
    """The Gini coefficient: 0 all clients cost the same, near 1 one client costs all; 0 without cost."""
    n, totaal = len(kosten), sum(kosten)
    if totaal == 0:
        return 0.0
    gewogen = sum((2 * rang - n - 1) * kost for rang, kost in enumerate(sorted(kosten), start=1))
    return float(Fraction(gewogen, n * totaal))


def aandeel_top(kosten: Sequence[int], *, procent: int) -> float:
    """The share of all cost that goes to the costliest `procent` % of clients.

    With n clients those are n·p/100 clients; the last one counts for the fraction that is left over.
    """
    totaal = sum(kosten)
    if totaal == 0:
        return 0.0
    heel, rest = divmod(len(kosten) * procent, 100)
    aflopend = sorted(kosten, reverse=True)
    som = Fraction(sum(aflopend[:heel]))
    if rest:
        som += Fraction(aflopend[heel] * rest, 100)
    return float(som / totaal)


def percentiel(kosten: Sequence[int], *, procent: int) -> float:
    """The percentile by linear interpolation between the two nearest clients. ValueError without clients."""
    if not kosten:
        raise ValueError("een percentiel van niemand bestaat niet")
    oplopend = sorted(kosten)
    laag, rest = divmod((len(oplopend) - 1) * procent, 100)
    hoog = min(laag + 1, len(oplopend) - 1)
    return float(oplopend[laag] + Fraction((oplopend[hoog] - oplopend[laag]) * rest, 100))


def variatiecoefficient(kosten: Sequence[int]) -> float:
    """The standard deviation (of the population) divided by the mean. ValueError when the mean is zero."""
    n = len(kosten)
    gemiddelde = Fraction(sum(kosten), n) if n else Fraction(0)
    if gemiddelde == 0:
        raise ValueError("een variatiecoefficient bij gemiddelde nul bestaat niet")
    variantie = sum((kost - gemiddelde) ** 2 for kost in kosten) / n
    return math.sqrt(variantie) / float(gemiddelde)
