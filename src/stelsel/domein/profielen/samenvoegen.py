"""From many cells to few profiles: each step merges the two cells of which least is lost.

What a merge loses is variation that moves inside: n·m/(n+m) · (difference of the means)². It is counted on
cost and on log cost, each as a share of all variation on that scale, and added. On cost alone the costliest
clients decide everything, and two light profiles of which one costs twice the other would look alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stelsel.domein.profielen.maatstaven import Getallen, Nummers, tel_op

Buren = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cellen:
    """Per cell the number of clients, and the sums of cost, log cost and their squares."""

    n: Getallen
    som: Getallen
    log: Getallen
    kwadraat: Getallen
    log_kwadraat: Getallen

    def __sub__(self, ander: Cellen) -> Cellen:
        """The clients of these cells who are not in `ander`."""
        return Cellen(
            self.n - ander.n,
            self.som - ander.som,
            self.log - ander.log,
            self.kwadraat - ander.kwadraat,
            self.log_kwadraat - ander.log_kwadraat,
        )

    def merge(self, label: Nummers) -> Cellen:
        """The cells with the same label as one; the others empty, so that numbers stay what they are."""
        k = len(self.n)
        kolommen = (self.n, self.som, self.log, self.kwadraat, self.log_kwadraat)
        return Cellen(*(tel_op(label, gewicht=kolom, aantal=k) for kolom in kolommen))

    def compute_variatie(self) -> tuple[float, float]:
        """All variation on cost and on log cost, whatever the cells."""
        n = max(float(self.n.sum()), 1.0)
        kosten = float(self.kwadraat.sum() - self.som.sum() ** 2 / n)
        return max(kosten, 0.0), max(float(self.log_kwadraat.sum() - self.log.sum() ** 2 / n), 0.0)


@dataclass(frozen=True)
class Stap:
    """One merge: cells `blijft` and `weg` as they then were, and both losses as shares of all."""

    blijft: int
    weg: int
    verlies: float
    verlies_log: float


@dataclass(frozen=True)
class Pad:
    """All merges in order; `labels[k]` gives per cell the cell it is part of when there are k left."""

    labels: dict[int, Nummers]
    stappen: tuple[Stap, ...]


def create_cellen(kosten: Getallen, logkosten: Getallen, *, cel: Nummers, aantal: int) -> Cellen:
    """The sums per cell of the clients in `cel`, cells numbered from 0 up to `aantal`."""
    return Cellen(
        np.bincount(cel, minlength=aantal).astype(np.float64),
        tel_op(cel, gewicht=kosten, aantal=aantal),
        tel_op(cel, gewicht=logkosten, aantal=aantal),
        tel_op(cel, gewicht=kosten * kosten, aantal=aantal),
        tel_op(cel, gewicht=logkosten * logkosten, aantal=aantal),
    )


def merge_cellen(cellen: Cellen, *, variatie: tuple[float, float], buren: Buren | None = None) -> Pad:
    """Merge until one cell is left, or until no two neighbours are; empty cells go first, at no loss.

    `buren`: which cells may merge (symmetric); a merged cell has the neighbours of both. None: all may.
    """
    k = len(cellen.n)
    n, som, log = cellen.n.copy(), cellen.som.copy(), cellen.log.copy()
    mag = np.ones((k, k), dtype=bool) if buren is None else buren.copy()
    np.fill_diagonal(mag, val=False)
    label = np.arange(k)
    labels, stappen = {k: label}, []
    verlies = _compute_verlies(n, som, log, variatie, rijen=np.arange(k)).sum(axis=0)
    while mag.any():
        plek = int(np.argmin(np.where(mag, verlies, np.inf)))
        een, ander = sorted(divmod(plek, k))
        delen = _compute_verlies(n, som, log, variatie, rijen=np.array([een]))[:, 0, ander]
        stappen.append(Stap(een, ander, float(delen[0]), float(delen[1])))
        for kolom in (n, som, log):
            kolom[een], kolom[ander] = kolom[een] + kolom[ander], 0.0
        mag[een] |= mag[ander]
        mag[:, een] = mag[een]
        mag[een, een] = False
        mag[ander, :] = mag[:, ander] = False
        label = np.where(label == ander, een, label)
        labels[k - len(stappen)] = label
        verlies[een] = verlies[:, een] = _compute_verlies(n, som, log, variatie, rijen=np.array([een])).sum(
            axis=0
        )[0]
    return Pad(labels, tuple(stappen))


def create_buren(assen: Sequence[tuple[str, int, int]]) -> Buren:
    """Neighbours in the catalogue: same start profile, and one step apart on complexity or on intensity.

    `assen`: per cell its start profile and its place on both axes. Places that no cell of a start profile
    takes do not count as a step.
    """
    starts = [start for start, _, _ in assen]
    rang = [_rang([een for _, een, _ in assen], starts), _rang([ander for *_, ander in assen], starts)]
    k = len(assen)
    buren = np.zeros((k, k), dtype=bool)
    for een in range(k):
        for ander in range(een):
            stappen = [abs(plaats[een] - plaats[ander]) for plaats in rang]
            buren[een, ander] = buren[ander, een] = starts[een] == starts[ander] and sum(stappen) <= 1
    return buren


def _rang(plaatsen: Sequence[int], starts: Sequence[str]) -> list[int]:
    """The place of each cell among the places that its start profile has."""
    gebruikt = {
        start: sorted({p for p, s in zip(plaatsen, starts, strict=True) if s == start})
        for start in set(starts)
    }
    return [gebruikt[start].index(plaats) for plaats, start in zip(plaatsen, starts, strict=True)]


def _compute_verlies(
    n: Getallen, som: Getallen, log: Getallen, variatie: tuple[float, float], *, rijen: Nummers
) -> npt.NDArray[np.float64]:
    """Per scale, row and cell what is lost when the two merge, as a share of all variation on that scale."""
    veilig = np.maximum(n, 1e-12)
    gewicht = n[rijen, None] * n[None, :] / np.maximum(n[rijen, None] + n[None, :], 1e-12)
    uit = np.zeros((2, len(rijen), len(n)))
    for plek, (kolom, totaal) in enumerate(zip((som, log), variatie, strict=True)):
        if totaal > 0:
            gemiddelde = kolom / veilig
            uit[plek] = gewicht * (gemiddelde[rijen, None] - gemiddelde[None, :]) ** 2 / totaal
    return uit
