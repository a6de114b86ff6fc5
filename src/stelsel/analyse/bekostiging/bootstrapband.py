"""Between which amounts does a sum over clients lie, when other clients might have come?

Definition: draw as many clients as there are, with replacement, add their amounts, a thousand times; the band
runs between two percentiles of these sums. The same clients, seed and name give the same band.
Caveat: says how much chance there is in who came, nothing of prices, policy or a growing number of clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Getallen = npt.NDArray[np.float64]

PERCENTIELEN = (10.0, 90.0)
#: Draws times clients that are in memory together, and how much dearer a count per value is than a draw.
_TEGELIJK, _TELKOSTEN = 1 << 22, 16


def create_rng(zaad: int, naam: str) -> np.random.Generator:
    """A stream of chance of its own for each name, whatever else is drawn."""
    return np.random.default_rng([zaad, *naam.encode()])


def draw_sommen(waarden: Getallen, *, trekkingen: int, rng: np.random.Generator) -> Getallen:
    """`trekkingen` sums of as many values as there are, drawn with replacement."""
    uniek, aantallen = np.unique(waarden, return_counts=True)
    if len(uniek) * _TELKOSTEN < len(waarden):
        telling = rng.multinomial(len(waarden), aantallen / len(waarden), size=trekkingen)
        sommen: Getallen = telling @ uniek
        return sommen
    return draw_paren(np.atleast_2d(waarden), trekkingen=trekkingen, rng=rng).ravel()


def draw_paren(rijen: Getallen, *, trekkingen: int, rng: np.random.Generator) -> Getallen:
    """The same for several amounts of each client, drawn together: a row per amount, a column per draw."""
    n = rijen.shape[1]
    sommen = np.empty((rijen.shape[0], trekkingen))
    stap = max(1, _TEGELIJK // max(n, 1))
    for begin in range(0, trekkingen, stap):
        einde = min(begin + stap, trekkingen)
        plek = rng.integers(0, n, size=(einde - begin, n), dtype=np.uint32)
        for nummer, rij in enumerate(rijen):
            sommen[nummer, begin:einde] = np.take(rij, plek).sum(axis=1)
    return sommen


def compute_band(
    waarden: Getallen,
    *,
    trekkingen: int,
    rng: np.random.Generator,
    percentielen: Sequence[float] = PERCENTIELEN,
) -> tuple[float, ...]:
    """The percentiles of the sum; of no values zero, of one value that value."""
    if len(waarden) < 2:
        return (float(waarden.sum()),) * len(percentielen)
    sommen = draw_sommen(waarden, trekkingen=trekkingen, rng=rng)
    return tuple(float(p) for p in np.percentile(sommen, percentielen))


def compute_jaarspreiding(waarden: Getallen) -> float:
    """One standard deviation of what next year's sum differs from this one's, when as many clients may be
    expected and each comes by chance: both years vary, each with the sum of the squares (compound Poisson).
    Policy, prices and growth come on top."""
    return float(np.sqrt(2 * np.square(waarden).sum()))


def compute_verhoudingsband(oud: Getallen, nieuw: Getallen) -> tuple[float, float]:
    """The band of new divided by old, minus one, over many clients: what drawing comes to (the ratio
    estimator of survey statistics). `oud` adds up to more than nothing."""
    verhouding = nieuw.sum() / oud.sum()
    fout = float(np.sqrt(np.square(nieuw - verhouding * oud).sum()) / oud.sum())
    laag, hoog = (NormalDist().inv_cdf(percentiel / 100) for percentiel in PERCENTIELEN)
    return float(verhouding - 1 + laag * fout), float(verhouding - 1 + hoog * fout)
