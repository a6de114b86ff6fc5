"""How long does something last when part of it still runs: the Kaplan-Meier estimate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def overleving(duren: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """(duration, share that lasts longer) at every duration at which something ended, ascending.

    `duren`: a duration and whether it ended then; what still runs counts until its duration and no longer.
    What ends and what is last seen at the same duration: the end comes first.
    """
    eindes: Counter[float] = Counter()
    vertrek: Counter[float] = Counter()
    for duur, geeindigd in duren:
        vertrek[duur] += 1
        eindes[duur] += geeindigd
    lopend, deel = sum(vertrek.values()), 1.0
    curve = []
    for duur in sorted(vertrek):
        if eindes[duur]:
            deel *= 1 - eindes[duur] / lopend
            curve.append((duur, deel))
        lopend -= vertrek[duur]
    return curve


def mediaan(curve: Iterable[tuple[float, float]]) -> float | None:
    """The first duration that at most half outlasts; None when more than half still runs at the end."""
    grens = 0.5 + 1e-12
    return next((duur for duur, deel in curve if deel <= grens), None)
