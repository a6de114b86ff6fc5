"""How certain a share or a mean is: the intervals of Wilson and of Student.

A share of 9 in 30 is not "30 %" but somewhere between 17 % and 48 %. The Wilson interval stays between 0
and 1 and works for small numbers and for shares near the ends, where the usual plus-or-minus does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

#: Two-sided 95 %.
Z95 = 1.959963984540054


def wilson(teller: int, noemer: int, *, z: float = Z95) -> tuple[float, float]:
    """Lower and upper end of the interval for `teller` out of `noemer`.

    ValueError unless 0 <= teller <= noemer and noemer > 0."""
    if not 0 <= teller <= noemer or noemer == 0:
        raise ValueError(f"{teller} van {noemer} is geen aandeel")
    p, z2 = teller / noemer, z * z
    midden = (p + z2 / (2 * noemer)) / (1 + z2 / noemer)
    half = z * sqrt(p * (1 - p) / noemer + z2 / (4 * noemer**2)) / (1 + z2 / noemer)
    return max(0.0, midden - half), min(1.0, midden + half)


def compute_gemiddelde_interval(waarden: Sequence[float]) -> tuple[float, float, float]:
    """Mean of independent values with the lower and upper end of its two-sided 95 % interval of Student.

    The quantile is the expansion of Cornish and Fisher in the normal one: from 9 degrees of freedom on within
    a thousandth. ValueError with fewer than two values."""
    n = len(waarden)
    if n < 2:
        raise ValueError("een interval vraagt ten minste twee waarden")
    gemiddelde, vrijheid, z = fmean(waarden), n - 1, Z95
    t = z + (z**3 + z) / (4 * vrijheid) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * vrijheid**2)
    half = t * stdev(waarden) / sqrt(n)
    return gemiddelde, gemiddelde - half, gemiddelde + half
