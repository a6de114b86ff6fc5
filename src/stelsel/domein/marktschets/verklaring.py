"""How well a grouping of clients explains their cost, and what is lost when two groups become one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, stdev


def verklaarde_variantie(groepen: Mapping[str, Sequence[float]]) -> float:
    """R² = 1 - (variation within the groups) / (all variation). ValueError when nothing varies."""
    alle = [kost for groep in groepen.values() for kost in groep]
    totaal = _kwadratensom(alle)
    if totaal == 0:
        raise ValueError("zonder verschil in kosten is er niets te verklaren")
    return 1 - sum(_kwadratensom(groep) for groep in groepen.values()) / totaal


def samenvoegverlies(een: Sequence[float], ander: Sequence[float]) -> float:
    """The variation that moves inside when two groups are merged (square of the unit of cost)."""
    n, m = len(een), len(ander)
    return n * m / (n + m) * (fmean(een) - fmean(ander)) ** 2


def uitbijtergrens(kosten: Sequence[float]) -> float:
    """The limit above which a client is an outlier of his group: GM · GSD² (GM2), over positive cost.

    GM is the geometric mean, GSD the geometric standard deviation of the sample. Trimmed figures are shown
    beside the full ones, never instead of them. ValueError with fewer than two positive values.
    """
    logs = [math.log(kost) for kost in kosten if kost > 0]
    if len(logs) < 2:
        raise ValueError("een uitbijtergrens vraagt ten minste twee positieve bedragen")
    return math.exp(fmean(logs) + 2 * stdev(logs))


def _kwadratensom(kosten: Sequence[float]) -> float:
    gemiddelde = fmean(kosten)
    return math.fsum((kost - gemiddelde) ** 2 for kost in kosten)
