"""What may leave the insight side: no figure about so few clients that one could be recognised.

A count below the threshold is hidden. Where totals are known as well, a hidden count can be computed from the
others; then more is hidden, until nobody can narrow a hidden small count to fewer values than the
threshold, nor its amount closer than a part of itself. For one row with its total that is simple; for crossed
tables the bounds are computed exactly (`lineair`), as a reader with a calculator would.

The editions and what each asks are in the domain (`domein/onthulling/norm.py`), which contexts with persons
reach as well; here is what has to be computed over a table.
Source: rule of suppression by rectangles and feasibility intervals of the market picture's policy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stelsel.analyse.lineair import Grenzen, Onmogelijk
from stelsel.domein.onthulling.norm import (
    EIGEN,
    NIET_GETOOND,
    UITGAVE_BESTAND,
    Norm,
    Uitgave,
    get_drempel,
    get_norm,
    is_overheerst,
    is_te_klein,
    list_verborgen,
    list_verborgen_met,
    render_aantal,
    render_uitgave,
    rond_af,
    rond_gemiddelde,
    rond_som,
)

__all__ = [
    "EIGEN",
    "NIET_GETOOND",
    "UITGAVE_BESTAND",
    "Norm",
    "Uitgave",
    "add_totalen",
    "compute_intervallen",
    "get_drempel",
    "get_norm",
    "is_overheerst",
    "is_te_klein",
    "list_verborgen",
    "list_verborgen_kruis",
    "list_verborgen_met",
    "protect_kruis",
    "render_aantal",
    "render_uitgave",
    "rond_af",
    "rond_gemiddelde",
    "rond_som",
]

_OVERAL = (float("-inf"), float("inf"))
Plek = tuple[int, int]
Masker = list[list[bool]]


def list_verborgen_kruis(aantallen: Sequence[Sequence[int]], *, drempel: int) -> Masker:
    """Per cell of a table of which all totals are shown whether it is hidden; see `protect_kruis`."""
    if not aantallen or not aantallen[0]:
        return [[] for _ in aantallen]
    klein = [[is_te_klein(aantal, drempel=drempel) for aantal in rij] + [False] for rij in aantallen]
    klein.append([False] * len(klein[0]))
    randen = add_totalen(aantallen)
    return [rij[:-1] for rij in protect_kruis([(randen, drempel, 0.0)], klein=klein, randen_open=True)[:-1]]


def add_totalen(cellen: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a last column and a last row of sums."""
    rijen = [[*rij, sum(rij)] for rij in cellen]
    return [*rijen, [sum(kolom) for kolom in zip(*rijen, strict=True)]]


def protect_kruis(
    maten: Sequence[tuple[Sequence[Sequence[int]], int, float]],
    *,
    klein: Sequence[Sequence[bool]],
    randen_open: bool = False,
) -> Masker:
    """Per cell whether it is hidden, the totals in the last row and column included.

    `maten`: tables of one shape with their totals (clients first, then for instance cents), each with how
    wide a small cell's interval must be: at least a number, and at least a part of the cell. `klein`: cells
    hidden for themselves. For each of these that could be narrowed further a rectangle is hidden: fewest
    newly hidden cells first, then the smallest sum, then the lowest row and column, among those that make it
    wide enough; a total only where nothing else will do, and never with `randen_open`.
    """
    masker = [list(rij) for rij in klein]
    kleine = [(r, k) for r, rij in enumerate(klein) for k, dicht in enumerate(rij) if dicht]
    while smal := _list_smal(maten, masker, kleine):
        if not any(_verberg(maten, masker, plek, randen_open=randen_open) for plek in smal):
            return masker
    return masker


def compute_intervallen(
    cellen: Sequence[Sequence[int]], masker: Sequence[Sequence[bool]], *, plekken: Sequence[Plek]
) -> list[tuple[float, float]]:
    """Per cell the smallest and largest value that fits what is shown; totals in the last row and column."""
    dicht = [(r, k) for r, rij in enumerate(masker) for k, weg in enumerate(rij) if weg]
    nummer = {plek: nr for nr, plek in enumerate(dicht)}
    hoogte, breedte = len(cellen), len(cellen[0])
    lijnen = [[(r, k) for k in range(breedte)] for r in range(hoogte)]
    lijnen += [[(r, k) for r in range(hoogte)] for k in range(breedte)]
    lijnen = [lijn for lijn in lijnen if any(plek in nummer for plek in lijn)]
    stelsel, som = np.zeros((len(lijnen), len(dicht))), np.zeros(len(lijnen))
    for rij, lijn in enumerate(lijnen):
        for plek in lijn:
            teken = -1.0 if plek == lijn[-1] else 1.0
            if plek in nummer:
                stelsel[rij, nummer[plek]] = teken
            else:
                som[rij] -= teken * cellen[plek[0]][plek[1]]
    try:
        grenzen = Grenzen(stelsel, som)
    except Onmogelijk:  # amounts below zero: nobody can reason from "not negative"
        return [_OVERAL] * len(plekken)
    return [grenzen.get_grenzen(nummer[plek]) for plek in plekken]


def _list_smal(
    maten: Sequence[tuple[Sequence[Sequence[int]], int, float]], masker: Masker, plekken: Sequence[Plek]
) -> list[Plek]:
    """The cells of which the value is known too closely."""
    smal: list[Plek] = []
    for cellen, breedte, deel in maten:
        over = [plek for plek in plekken if plek not in smal]
        for plek, (laag, hoog) in zip(over, compute_intervallen(cellen, masker, plekken=over), strict=True):
            nodig = max(float(breedte), deel * abs(cellen[plek[0]][plek[1]]))
            if hoog - laag < nodig * (1 - 1e-6):
                smal.append(plek)
    return sorted(smal)


def _verberg(
    maten: Sequence[tuple[Sequence[Sequence[int]], int, float]],
    masker: Masker,
    plek: Plek,
    *,
    randen_open: bool,
) -> bool:
    """Hide the best rectangle through a cell, in place; False when nothing is left to hide with it."""
    kandidaten = _list_rechthoeken(maten[0][0], masker, plek, randen_open=randen_open)
    if not kandidaten:
        return False
    gekozen = kandidaten[0]
    for nieuw in kandidaten:
        proef = [list(rij) for rij in masker]
        for r, k in nieuw:
            proef[r][k] = True
        if not _list_smal(maten, proef, [plek]):
            gekozen = nieuw
            break
    for r, k in gekozen:
        masker[r][k] = True
    return True


def _list_rechthoeken(
    aantallen: Sequence[Sequence[int]], masker: Masker, plek: Plek, *, randen_open: bool
) -> list[list[Plek]]:
    """The cells that each rectangle through a cell would newly hide, the best first."""
    onder, rechts = len(masker) - 1, len(masker[0]) - 1
    gewogen = []
    for r in range(len(masker)):
        for k in range(len(masker[0])):
            hoeken = [(plek[0], k), (r, plek[1]), (r, k)]
            nieuw = [hoek for hoek in hoeken if not masker[hoek[0]][hoek[1]]]
            randen = sum(hoek[0] == onder or hoek[1] == rechts for hoek in nieuw)
            if r == plek[0] or k == plek[1] or not nieuw or (onder, rechts) in nieuw:
                continue
            if not (randen and randen_open):
                som = sum(aantallen[hoek[0]][hoek[1]] for hoek in nieuw)
                gewogen.append((randen, len(nieuw), som, r, k, nieuw))
    return [nieuw for *_, nieuw in sorted(gewogen)]
