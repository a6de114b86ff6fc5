"""Drawing with little noise: how the generator keeps a promise about totals at every scale.

Each part of the generator has its own stream of random numbers (`create_rng`), so that a change in one
part leaves the others as they were. Totals that are promised (counts, cost distributions, planted rates)
are not left to chance: they are spread by largest remainder, by stratified quantiles or systematically.
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Getallen = NDArray[np.float64]
Tellingen = NDArray[np.int64]


def create_rng(zaad: int, onderdeel: str, blok: int = 0) -> np.random.Generator:
    """The stream of one part of the generator in one block of clients; equal input, equal numbers."""
    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence([zaad, zlib.crc32(onderdeel.encode()), blok]))
    )


def spread(verwacht: NDArray[Any]) -> Tellingen:
    """Whole numbers whose running total never strays half a unit from that of `verwacht`."""
    lopend = np.floor(np.cumsum(np.asarray(verwacht, dtype=np.float64)) + 0.5).astype(np.int64)
    return np.diff(lopend, prepend=0)


def draw_kategorie(rng: np.random.Generator, *, aantal: int, kansen: NDArray[Any]) -> Tellingen:
    """`aantal` category numbers, in random order, with counts as close to `kansen` as whole numbers allow."""
    grenzen = np.cumsum(np.asarray(kansen, dtype=np.float64) / np.sum(kansen))
    punten = (rng.permutation(aantal) + rng.random(aantal)) / max(aantal, 1)
    return np.minimum(np.searchsorted(grenzen, punten, side="right"), len(grenzen) - 1)


def draw_systematisch(rng: np.random.Generator, kansen: Getallen) -> NDArray[np.bool_]:
    """True with the given chance per row; their number is the sum of `kansen`, give or take one."""
    volgorde = rng.permutation(len(kansen))
    lopend = np.floor(np.cumsum(kansen[volgorde]) + rng.random())
    uit = np.empty(len(kansen), dtype=bool)
    uit[volgorde] = np.diff(lopend, prepend=0.0) > 0
    return uit


def rank_within(groep: Tellingen, waarde: Getallen) -> tuple[Tellingen, Tellingen]:
    """Per row its rank (0 first) by `waarde` within its group, and the size of that group."""
    volgorde = np.lexsort((waarde, groep))
    aantallen = np.bincount(groep)
    begin = np.cumsum(aantallen) - aantallen
    rang = np.empty(len(groep), dtype=np.int64)
    rang[volgorde] = np.arange(len(groep)) - begin[groep[volgorde]]
    return rang, aantallen[groep]


def normaalscore(groep: Tellingen, waarde: Getallen) -> Getallen:
    """Standard normal quantiles in the order of `waarde` within each group: an exactly normal sample."""
    rang, grootte = rank_within(groep, waarde)
    return normaal_inverse((rang + 0.5) / grootte)


def normaal_inverse(kans: Getallen) -> Getallen:
    """Quantile of the standard normal distribution for 0 < kans < 1.

    A table of the exact distribution function, refined by two Newton steps; error below 1e-9 between
    1e-7 and 1 - 1e-7, which is wider than any sample here.
    """
    x = np.interp(kans, _TABEL_KANS, _TABEL_X)
    for _ in range(2):
        x = x - (_verdeling(x) - kans) / np.maximum(np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi), 1e-12)
    return np.asarray(x, dtype=np.float64)


def _verdeling(x: Getallen) -> Getallen:
    """Standard normal distribution function by cubic interpolation in the table."""
    plek = np.clip((x - _TABEL_X[0]) / _STAP, 0, len(_TABEL_X) - 2).astype(np.int64)
    links, deel = _TABEL_X[plek], (x - _TABEL_X[plek]) / _STAP
    y0, y1 = _TABEL_KANS[plek], _TABEL_KANS[plek + 1]
    d0 = np.exp(-0.5 * links**2) / np.sqrt(2 * np.pi) * _STAP
    d1 = np.exp(-0.5 * (links + _STAP) ** 2) / np.sqrt(2 * np.pi) * _STAP
    a, b = 2 * (y0 - y1) + d0 + d1, 3 * (y1 - y0) - 2 * d0 - d1
    return np.asarray(((a * deel + b) * deel + d0) * deel + y0, dtype=np.float64)


def _create_tabel() -> tuple[Getallen, Getallen]:
    from math import erfc, sqrt

    x = np.arange(-8.0, 8.0 + _STAP / 2, _STAP)
    return x, np.array([0.5 * erfc(-float(waarde) / sqrt(2.0)) for waarde in x])


_STAP = 1 / 128
_TABEL_X, _TABEL_KANS = _create_tabel()


def draw_lognormaal(rng: np.random.Generator, *, gemiddelde: Getallen, cv: Getallen) -> Getallen:
    """Lognormal draws by mean and coefficient of variation, in the unit of `gemiddelde`."""
    mu, sigma = lognormaal_parameters(gemiddelde=gemiddelde, cv=cv)
    return np.exp(mu + sigma * rng.standard_normal(len(mu)))


def lognormaal_parameters(*, gemiddelde: Getallen, cv: Getallen) -> tuple[Getallen, Getallen]:
    """(mu, sigma) of the lognormal distribution with this mean and coefficient of variation."""
    sigma2 = np.log1p(np.asarray(cv, dtype=np.float64) ** 2)
    return np.log(gemiddelde) - sigma2 / 2, np.sqrt(sigma2)
