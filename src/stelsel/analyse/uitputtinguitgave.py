"""Which figures on the use of budgets an edition hides: one decision over all cells of a year.

A cell is hidden with few clients behind it, or when one client makes up nearly all that was granted or paid;
others with it until no hidden amount can be computed closely from the totals. Decided over all cells, so that
a choice of law or another reader's page does not give one away.
Source: docs/privacy.md, small numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from stelsel.analyse.onthulling import Norm, add_totalen, is_overheerst, is_te_klein, protect_kruis
from stelsel.analyse.uitputting import Stand

_MATEN = ("toegekend", "ingediend", "goedgekeurd", "regels")


def list_dichte_cellen(
    standen: Sequence[Stand], *, domeinen: Sequence[str], norm: Norm
) -> frozenset[tuple[str, str]]:
    """The (gemeente, domein) that are hidden; "" stands for a total. Cells with nobody in them are not."""
    if not norm.beschermt:
        return frozenset()
    per_cel = {(s.gemeente, s.domein): s for s in standen}
    gemeenten = sorted({s.gemeente for s in standen})
    if not gemeenten:
        return frozenset()
    cellen = [[per_cel.get((g, d), Stand(g, d)) for d in domeinen] for g in gemeenten]
    clienten = add_totalen([[cel.clienten for cel in rij] for rij in cellen])
    klein = [[_is_klein(cel, norm) for cel in rij] + [False] for rij in cellen] + [[False] * len(clienten[0])]
    for plek, rij in enumerate(clienten):
        klein[plek][-1] = 0 < rij[-1] < norm.drempel
    klein[-1] = [0 < aantal < norm.drempel for aantal in clienten[-1]]
    maten = [(clienten, norm.drempel, 0.0)] + [
        (add_totalen([[getattr(cel, maat) for cel in rij] for rij in cellen]), 0, norm.marge)
        for maat in _MATEN
    ]
    masker = protect_kruis(maten, klein=klein)
    namen = [*gemeenten, ""], [*domeinen, ""]
    return frozenset((g, d) for r, g in enumerate(namen[0]) for k, d in enumerate(namen[1]) if masker[r][k])


def _is_klein(cel: Stand, norm: Norm) -> bool:
    if not cel.clienten:
        return False
    som = max(cel.toegekend, cel.regels)
    return is_te_klein(cel.clienten, drempel=norm.drempel) or is_overheerst(
        som, grootste=cel.grootste, tweede=0, norm=norm
    )
