"""How many clients will a segment have if only the number of inhabitants of that kind changes?

Definition: the clients of this year times the forecast number of inhabitants over that of this year. The band
is what chance alone does to the clients of this year (Poisson, 95 %).
Caveats: use per inhabitant is held as it is; that it rises or falls, and that the forecast of inhabitants is
off, is not in the band.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

_Z_95 = 1.96


@dataclass(frozen=True)
class Vooruitzicht:
    """A coming year: inhabitants of that kind, and clients with their band."""

    jaar: int
    inwoners: float
    clienten: float
    laag: float
    hoog: float


def compute_vooruitblik(clienten: int, *, jaar: int, inwoners: Mapping[int, float]) -> list[Vooruitzicht]:
    """The years after `jaar` with a forecast, in order; none without the inhabitants of `jaar` itself, or of
    the year next to it."""
    basis = inwoners.get(jaar) or inwoners.get(jaar + 1)
    if not basis or not clienten:
        return []
    marge = _Z_95 * math.sqrt(clienten)
    return [
        Vooruitzicht(
            toekomst, aantal, clienten * aantal / basis, max(clienten - marge, 0.0) * aantal / basis,
            (clienten + marge) * aantal / basis,
        )
        for toekomst, aantal in sorted(inwoners.items())
        if toekomst > jaar
    ]  # fmt: skip
