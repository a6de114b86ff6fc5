"""How certain a share is: the Wilson interval.

A share of 9 in 30 is not "30 %" but somewhere between 17 % and 48 %. The Wilson interval stays between 0
and 1 and works for small numbers and for shares near the ends, where the usual plus-or-minus does not.
"""

from __future__ import annotations

from math import sqrt

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
