"""How long something lasts, when part began before we looked and part still runs: Kaplan-Meier, with margin.

Something is under observation from the age at which it came into view (0 when it began under our eyes) until
it ended or was last seen. What came into view late counts only at the ages at which it was really watched:
without that, long ones weigh too much, since short ones of the past were gone before we looked.
The interval is that of Greenwood on the scale log(-log), so that it never leaves 0 and 1; the interval of the
median holds every duration at which a half is still possible.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Came into view at this age, was last seen at this age, ended then.
Waarneming = tuple[float, float, bool]
Z_95 = 1.959963984540054
_NET_ONDER = 1e-12


@dataclass(frozen=True)
class Duurpunt:
    """One duration at which something ended: how many were under observation, how many ended, the share that
    lasts longer, and its 95 % interval (None where there is none)."""

    duur: float
    lopend: int
    eindes: int
    deel: float
    laag: float | None
    hoog: float | None


@dataclass(frozen=True)
class Duurcurve:
    """The curve from the age `vanaf` on: before it too few were watched to say anything.

    `mediaan` is the first duration that at most half outlasts, None when more than half lasts beyond what was
    seen; its interval may be open above (None)."""

    punten: tuple[Duurpunt, ...]
    vanaf: float
    mediaan: float | None
    mediaan_laag: float | None
    mediaan_hoog: float | None

    def get_kwantiel(self, deel: float) -> float | None:
        """The first duration by which this share has ended; None when that was not seen."""
        return _eerste_onder(((punt.duur, punt.deel) for punt in self.punten), 1 - deel)

    def get_deel(self, duur: float) -> float:
        """The share that lasts longer than `duur`."""
        eerder = [punt.deel for punt in self.punten if punt.duur <= duur]
        return eerder[-1] if eerder else 1.0


def compute_duurcurve(waarnemingen: Iterable[Waarneming], *, kleinste: int = 1) -> Duurcurve:
    """The curve of what was watched. `kleinste`: the fewest under observation with which the curve begins.

    What ends and what is last seen at the same age: the end comes first. What came into view at the very age
    at which it was last seen was never watched, and does not count.
    """
    tellingen = _tel(waarnemingen)
    begin = _get_begin(tellingen, kleinste=kleinste)
    punten: list[Duurpunt] = []
    deel, variantie = 1.0, 0.0
    for duur, lopend, eindes in tellingen[begin:]:
        if not eindes:
            continue
        deel *= 1 - eindes / lopend
        variantie += eindes / (lopend * (lopend - eindes)) if lopend > eindes else math.inf
        punten.append(Duurpunt(duur, lopend, eindes, deel, *_get_interval(deel, variantie)))
    return Duurcurve(
        punten=tuple(punten),
        vanaf=tellingen[begin - 1][0] if begin else 0.0,
        mediaan=_eerste_onder(((p.duur, p.deel) for p in punten), 0.5),
        mediaan_laag=_eerste_onder(((p.duur, p.laag) for p in punten if p.laag is not None), 0.5),
        mediaan_hoog=_eerste_onder(((p.duur, p.hoog) for p in punten if p.hoog is not None), 0.5),
    )


def list_lopend(waarnemingen: Sequence[Waarneming], duren: Sequence[float]) -> list[int]:
    """How many were under observation just after each of these ages."""
    return [sum(1 for instap, tot, _ in waarnemingen if instap <= duur < tot) for duur in duren]


def _tel(waarnemingen: Iterable[Waarneming]) -> list[tuple[float, int, int]]:
    """Per age at which somebody was last seen: how many were under observation, and how many ended."""
    komst: Counter[float] = Counter()
    vertrek: Counter[float] = Counter()
    eindes: Counter[float] = Counter()
    for instap, tot, geeindigd in waarnemingen:
        if instap < tot:
            komst[instap] += 1
            vertrek[tot] += 1
            eindes[tot] += geeindigd
    lopend, gekomen, uit = 0, iter(sorted(komst.items())), []
    volgende = next(gekomen, None)
    for duur in sorted(vertrek):
        while volgende is not None and volgende[0] < duur:
            lopend += volgende[1]
            volgende = next(gekomen, None)
        uit.append((duur, lopend, eindes[duur]))
        lopend -= vertrek[duur]
    return uit


def _get_begin(tellingen: Sequence[tuple[float, int, int]], *, kleinste: int) -> int:
    """The first place from which, until most are under observation, never fewer than `kleinste` are; past the
    end where there are never as many."""
    meeste = max(range(len(tellingen)), key=lambda plek: tellingen[plek][1], default=0)
    if not tellingen or tellingen[meeste][1] < kleinste:
        return len(tellingen)
    te_weinig = [plek for plek in range(meeste) if tellingen[plek][1] < kleinste]
    return te_weinig[-1] + 1 if te_weinig else 0


def _get_interval(deel: float, variantie: float) -> tuple[float | None, float | None]:
    if not 0 < deel < 1 or math.isinf(variantie):
        return None, None
    marge = Z_95 * math.sqrt(variantie) / abs(math.log(deel))
    return deel ** math.exp(marge), deel ** math.exp(-marge)


def _eerste_onder(punten: Iterable[tuple[float, float]], grens: float) -> float | None:
    return next((duur for duur, deel in punten if deel <= grens + _NET_ONDER), None)
