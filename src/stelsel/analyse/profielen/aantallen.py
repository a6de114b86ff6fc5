"""What there is to know of every number of profiles on a path of merges, in one pass over the clients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stelsel.analyse.profielen.kruisvalidatie import R2
from stelsel.domein.profielen.criteria import Aantal
from stelsel.domein.profielen.maatstaven import Getallen, Nummers, compute_cv, tel_op
from stelsel.domein.profielen.samenvoegen import Cellen, Pad


@dataclass(frozen=True)
class Spreiding:
    """CV of one profile after leaving out outliers, and with them; None without positive cost."""

    getrimd: float | None
    alle: float | None


def list_aantallen(
    kosten: Getallen,
    *,
    cel: Nummers,
    cellen: Cellen,
    pad: Pad,
    r2: R2,
    stabiel: dict[int, float],
    aanbieder: Nummers | None,
) -> list[Aantal]:
    """Every number of profiles on the path, from few to many."""
    per_cel = _split(kosten, cel=cel, aantal=len(cellen.n))
    paren = None if aanbieder is None else np.unique(np.stack([cel, aanbieder]), axis=1)
    bekend: dict[tuple[int, ...], Spreiding] = {}
    uit = []
    for k in sorted(pad.labels):
        label = pad.labels[k]
        breedtes = [
            _get_spreiding(tuple(np.flatnonzero(label == nummer).tolist()), per_cel, bekend)
            for nummer in np.unique(label)
        ]
        gevuld = tel_op(label, gewicht=cellen.n, aantal=len(label))
        plek = len(cellen.n) - k - 1
        uit.append(
            Aantal(
                k=k,
                r2=max(r2[0][k - 1], 0.0),
                r2_log=max(r2[1][k - 1], 0.0),
                spreiding=max((b.getrimd for b in breedtes if b.getrimd is not None), default=None),
                spreiding_alle=max((b.alle for b in breedtes if b.alle is not None), default=None),
                clienten=int(gevuld[gevuld > 0].min()),
                aanbieders=None if paren is None else _tel_aanbieders(label[paren[0]], paren[1]),
                prijsverhouding=_compute_prijsverhouding(cellen, label),
                stabiliteit=stabiel[k],
                verlies=pad.stappen[plek].verlies if plek >= 0 else None,
            )
        )
    return uit


def _split(kosten: Getallen, *, cel: Nummers, aantal: int) -> list[Getallen]:
    """The cost of the clients of each cell."""
    volgorde = np.argsort(cel, kind="stable")
    grenzen = np.cumsum(np.bincount(cel, minlength=aantal))[:-1]
    return list(np.split(kosten[volgorde], grenzen))


def _get_spreiding(
    leden: tuple[int, ...], per_cel: list[Getallen], bekend: dict[tuple[int, ...], Spreiding]
) -> Spreiding:
    """How wide the cells together are; a step of the path changes one profile, the others are known."""
    if leden not in bekend:
        eigen = np.concatenate([per_cel[plek] for plek in leden])
        bekend[leden] = Spreiding(compute_cv(eigen, trim=True), compute_cv(eigen))
    return bekend[leden]


def _tel_aanbieders(groep: Nummers, aanbieder: Nummers) -> int:
    """The fewest providers of any group, from every provider of every cell once."""
    uniek = np.unique(np.stack([groep, aanbieder]), axis=1)
    per_groep = np.bincount(uniek[0])
    return int(per_groep[per_groep > 0].min())


def _compute_prijsverhouding(cellen: Cellen, label: Nummers) -> float | None:
    """The least ratio of a group's mean cost to the next cheaper; None with one group or without cost."""
    samen = cellen.merge(label)
    prijzen = np.sort(samen.som[samen.n > 0] / samen.n[samen.n > 0])
    if len(prijzen) < 2 or prijzen[0] <= 0:
        return None
    return float((prijzen[1:] / prijzen[:-1]).min())
