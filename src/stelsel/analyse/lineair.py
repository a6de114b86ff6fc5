"""The smallest and the largest value that unknown amounts can have, given their sums.

The unknowns are not negative; each known sum is a linear equation. The bounds are linear programmes, solved
with the simplex method in two phases, and the rule of Bland once progress is slow, so that it ends. Meant
for the hundred hidden cells of a page, not for a country.
Source: Dantzig (1963), Linear Programming and Extensions; Bland (1977) for the rule that prevents cycling.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
_KLEIN = 1e-9
#: After so many steps per row the careful rule is used, which never runs in a circle.
_GEDULD = 4


class Onmogelijk(ValueError):
    """No values satisfy all sums."""


class Grenzen:
    """The values that satisfy `stelsel @ x = som`, x not negative; ask for bounds of as many as needed.

    `stelsel`: equations x unknowns; `som`: one per equation. Raises Onmogelijk.
    """

    def __init__(self, stelsel: Matrix, som: Matrix) -> None:
        """Find one solution to start from."""
        aantal = stelsel.shape[1]
        teken = np.where(som < 0, -1.0, 1.0)
        self._schaal = max(1.0, float(np.abs(som).max(initial=0.0)))
        rijen = len(som)
        tableau = np.hstack([stelsel * teken[:, None], np.eye(rijen), (som * teken / self._schaal)[:, None]])
        basis = list(range(aantal, aantal + rijen))
        kosten = np.concatenate([np.zeros(aantal), -np.ones(rijen)])
        _verbeter(tableau, basis, kosten)
        if sum(tableau[rij, -1] for rij, plek in enumerate(basis) if plek >= aantal) > 1e-7:
            raise Onmogelijk
        blijft = [rij for rij in range(rijen) if _drijf_uit(tableau, basis, rij, aantal)]
        self._tableau: Matrix = np.hstack([tableau[blijft, :aantal], tableau[blijft, -1:]])
        self._basis = [basis[rij] for rij in blijft]

    def get_grenzen(self, plek: int) -> tuple[float, float]:
        """The smallest and the largest value of one unknown; infinite where nothing holds it."""
        return -self._zoek(plek, -1.0), self._zoek(plek, 1.0)

    def _zoek(self, plek: int, teken: float) -> float:
        kosten = np.zeros(self._tableau.shape[1] - 1)
        kosten[plek] = teken
        if not _verbeter(self._tableau, self._basis, kosten):
            return float("inf")
        waarde = self._tableau[self._basis.index(plek), -1] if plek in self._basis else 0.0
        return teken * float(waarde) * self._schaal


def _verbeter(tableau: Matrix, basis: list[int], kosten: Matrix) -> bool:
    """Make `kosten @ x` as large as possible, in place; False when it has no end."""
    stap = 0
    while True:
        winst = kosten - kosten[basis] @ tableau[:, :-1]
        kandidaten = np.flatnonzero(winst > _KLEIN)
        if not len(kandidaten):
            return True
        voorzichtig = stap > _GEDULD * len(basis)
        kolom = int(kandidaten[0] if voorzichtig else kandidaten[np.argmax(winst[kandidaten])])
        rijen = np.flatnonzero(tableau[:, kolom] > _KLEIN)
        if not len(rijen):
            return False
        verhouding = tableau[rijen, -1] / tableau[rijen, kolom]
        gelijk = rijen[verhouding <= verhouding.min() + _KLEIN]
        _ruil(tableau, basis, min(gelijk.tolist(), key=lambda rij: basis[rij]), kolom)
        stap += 1


def _drijf_uit(tableau: Matrix, basis: list[int], rij: int, aantal: int) -> bool:
    """Take an auxiliary unknown out of the solution; False when its equation follows from the others."""
    if basis[rij] < aantal:
        return True
    kolommen = np.flatnonzero(np.abs(tableau[rij, :aantal]) > _KLEIN)
    if not len(kolommen):
        return False
    _ruil(tableau, basis, rij, int(kolommen[0]))
    return True


def _ruil(tableau: Matrix, basis: list[int], rij: int, kolom: int) -> None:
    tableau[rij] /= tableau[rij, kolom]
    factoren = tableau[:, kolom].copy()
    factoren[rij] = 0.0
    tableau -= np.outer(factoren, tableau[rij])
    basis[rij] = kolom


def compute_grenzen(
    stelsel: Sequence[Sequence[float]], som: Sequence[float], *, plekken: Sequence[int]
) -> list[tuple[float, float]]:
    """Per asked unknown its smallest and largest value. Raises Onmogelijk."""
    grenzen = Grenzen(np.array(stelsel, dtype=np.float64), np.array(som, dtype=np.float64))
    return [grenzen.get_grenzen(plek) for plek in plekken]
