"""Prices of profielen that bring every gemeente as close as can be to its budget, none below the cost price.

Least squares over the gemeenten with a floor per profiel. When even the floors cost more than a budget, no
price fits: then somebody has to change the budget, the volume or the demands. The floor is never lowered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Getallen = npt.NDArray[np.float64]

_RONDEN, _SPELING = 1000, 1e-9


class BuitenVierkant(ValueError):
    """Floor times volume exceeds a budget. `tekorten`: euros short by the place of the gemeente."""

    def __init__(self, tekorten: dict[int, float]) -> None:
        super().__init__("niet binnen financieel vierkant")
        self.tekorten = tekorten


@dataclass(frozen=True)
class Prijsvector:
    """Euros per profiel, and per gemeente what these prices cost above (or below) its budget."""

    prijzen: tuple[float, ...]
    afwijkingen: tuple[float, ...]


def compute_prijsvector(
    *, aantallen: list[list[int]], budgetten: list[float], bodems: list[float]
) -> Prijsvector:
    """`aantallen`: clients per gemeente (row) and profiel (column); money in euros. Raises BuitenVierkant."""
    n, budget, bodem = np.array(aantallen, dtype=float), np.array(budgetten), np.array(bodems)
    tekort = n @ bodem - budget
    if (tekort > 0).any():
        raise BuitenVierkant({int(plek): float(tekort[plek]) for plek in np.flatnonzero(tekort > 0)})
    prijzen = bodem + _solve_niet_negatief(n, budget - n @ bodem)
    return Prijsvector(tuple(prijzen.tolist()), tuple((n @ prijzen - budget).tolist()))


def _solve_niet_negatief(matrix: Getallen, doel: Getallen) -> Getallen:
    """Least squares without negative answers, by an active set (Lawson and Hanson, 1974)."""
    vrij = np.zeros(matrix.shape[1], dtype=bool)
    antwoord = np.zeros(matrix.shape[1])
    schaal = _SPELING * max(1.0, float(np.abs(matrix.T @ doel).max(initial=0)))
    for _ in range(_RONDEN):
        helling = matrix.T @ (doel - matrix @ antwoord)
        helling[vrij] = -np.inf
        if vrij.all() or helling.max() <= schaal:
            break
        vrij[int(helling.argmax())] = True
        antwoord = _move_binnen(matrix, doel, antwoord, vrij)
    return antwoord


def _move_binnen(
    matrix: Getallen, doel: Getallen, antwoord: Getallen, vrij: npt.NDArray[np.bool_]
) -> Getallen:
    """To the optimum of the free prices, or as far as none gets negative; those that do are bound again."""
    while True:
        poging = np.zeros_like(antwoord)
        poging[vrij] = np.linalg.lstsq(matrix[:, vrij], doel, rcond=None)[0]
        klem = vrij & (poging <= 0)
        if not klem.any():
            return poging
        stap = (antwoord[klem] / (antwoord[klem] - poging[klem])).min()
        antwoord = antwoord + stap * (poging - antwoord)
        vrij &= antwoord > _SPELING
        antwoord[~vrij] = 0
        if not vrij.any():
            return antwoord
