"""What may leave the insight side: no figure about so few clients that one could be recognised.

A count below the threshold is hidden. Where the total is known as well, one hidden count can be computed
from the others; then the next smallest is hidden too, until the hidden ones together reach the threshold.
This protects one row of counts with its total. Crossed tables for outsiders need more: fixed tables with
secondary suppression over rows and columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stelsel.domein.parameters import get_aantal


def get_drempel(peildatum: date) -> int:
    """The smallest number of clients that may be shown on that day."""
    return get_aantal("onthulling_drempel", peildatum=peildatum)


def is_te_klein(clienten: int, *, drempel: int) -> bool:
    """Fewer clients than the threshold; none at all is fewer too."""
    return clienten < drempel


def list_verborgen(aantallen: Sequence[int], *, drempel: int) -> list[bool]:
    """Per count whether it is hidden, given that the sum of the counts is shown."""
    verborgen = [is_te_klein(aantal, drempel=drempel) for aantal in aantallen]
    while any(verborgen) and not all(verborgen):
        weg = [aantal for aantal, dicht in zip(aantallen, verborgen, strict=True) if dicht]
        if len(weg) > 1 and sum(weg) >= drempel:
            break
        open_ = [plek for plek, dicht in enumerate(verborgen) if not dicht]
        verborgen[min(open_, key=lambda plek: aantallen[plek])] = True
    return verborgen


def list_verborgen_kruis(aantallen: Sequence[Sequence[int]], *, drempel: int) -> list[list[bool]]:
    """Per cell of a table with totals whether it is hidden; rows and columns protect each other.

    A cell below the threshold is hidden; then, in every row and column whose total is known, as many of the
    smallest other cells as it takes that the hidden ones cannot be computed; until nothing changes.
    """
    verborgen = [[is_te_klein(aantal, drempel=drempel) for aantal in rij] for rij in aantallen]
    hoogte, breedte = len(verborgen), len(verborgen[0]) if verborgen else 0
    lijnen = [[(rij, kolom) for kolom in range(breedte)] for rij in range(hoogte)]
    lijnen += [[(rij, kolom) for rij in range(hoogte)] for kolom in range(breedte)]
    veranderd = True
    while veranderd:
        veranderd = False
        for lijn in lijnen:
            dicht = [plek for plek in lijn if verborgen[plek[0]][plek[1]]]
            open_ = [plek for plek in lijn if plek not in dicht]
            genoeg = len(dicht) > 1 and sum(aantallen[rij][kolom] for rij, kolom in dicht) >= drempel
            if dicht and open_ and not genoeg:
                rij, kolom = min(open_, key=lambda plek: aantallen[plek[0]][plek[1]])
                verborgen[rij][kolom] = veranderd = True
    return verborgen


def render_aantal(aantal: int, *, verborgen: bool, drempel: int) -> str:
    """'1.234', or in words why there is no number."""
    if not verborgen:
        return f"{aantal:,}".replace(",", ".")
    return f"minder dan {drempel}" if aantal < drempel else "niet getoond"
