"""The profiles of a set: how many clients, what they cost, how wide, and by which name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stelsel.analyse.profielen.woorden import render_samen
from stelsel.domein.profielen.maatstaven import Getallen, Nummers, compute_cv

#: From per cell the number of its profile, to per cell the words of that profile.
Naamgever = Callable[[Nummers], Sequence[str]]


@dataclass(frozen=True)
class Profielgroep:
    """One profile of a set. `gemiddelde` in cents; `cv_getrimd` leaves outliers out; `cellen` are in it."""

    n: int
    gemiddelde: float
    cv: float | None
    cv_getrimd: float | None
    aandeel_kosten: float
    kenmerken: str
    cellen: tuple[int, ...]

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel profielen ontwerp --json`."""
        return {
            "n": self.n, "gemiddelde": self.gemiddelde, "cv": self.cv, "cv_getrimd": self.cv_getrimd,
            "aandeel_kosten": self.aandeel_kosten, "kenmerken": self.kenmerken,
        }  # fmt: skip


def list_groepen(
    kosten: Getallen, *, cel: Nummers, label: Nummers, noem: Naamgever
) -> tuple[Profielgroep, ...]:
    """The profiles that cells form by their labels, costliest first; without clients left out."""
    groep, namen, totaal = label[cel], noem(label), float(kosten.sum())
    uit = []
    for nummer in np.unique(groep).tolist():
        eigen = kosten[groep == nummer]
        uit.append(
            Profielgroep(
                n=len(eigen),
                gemiddelde=float(eigen.mean()),
                cv=compute_cv(eigen),
                cv_getrimd=compute_cv(eigen, trim=True),
                aandeel_kosten=float(eigen.sum()) / totaal if totaal else 0.0,
                kenmerken=namen[nummer],
                cellen=tuple(np.flatnonzero(label == nummer).tolist()),
            )
        )
    return tuple(sorted(uit, key=lambda rij: -rij.gemiddelde))


def create_naamgever(namen: Sequence[str], *, cel: Nummers) -> Naamgever:
    """Profiles of named cells: their names together, the largest cell first."""
    aantallen = np.bincount(cel, minlength=len(namen)).tolist()

    def noem(label: Nummers) -> list[str]:
        woorden = {}
        for nummer in np.unique(label).tolist():
            leden = [plek for plek in np.flatnonzero(label == nummer).tolist() if aantallen[plek]]
            woorden[nummer] = render_samen(
                [namen[plek] for plek in sorted(leden, key=lambda p: -aantallen[p])]
            )
        return [woorden[nummer] for nummer in label.tolist()]

    return noem
