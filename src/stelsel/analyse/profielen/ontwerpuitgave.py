"""A design of profiles as an edition may show it.

Sets of profiles are nested: each profile of a smaller set is made of whole profiles of a larger one, so what
lies between two that are shown is a sum of profiles of the larger set. A set may be shown when each of its
profiles holds enough clients and no cost that one client makes up nearly all of; then no smaller set beside
it tells of fewer. Larger sets are not shown at all.
Source: docs/privacy.md, small numbers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from stelsel.analyse.onthulling import Norm, is_overheerst, rond_af, rond_gemiddelde
from stelsel.analyse.profielen.groepen import Profielgroep
from stelsel.analyse.profielen.ontwerp import Ontwerp, list_profielen_bij


def get_veilig_aantal(ontwerp: Ontwerp, *, norm: Norm) -> int:
    """The largest number of profiles of which every one may be shown; 0 when not even one."""
    if not norm.beschermt:
        return max(ontwerp.labels, default=0)
    return max((k for k in ontwerp.labels if _mag(ontwerp, k, norm)), default=0)


def _mag(ontwerp: Ontwerp, k: int, norm: Norm) -> bool:
    groep = ontwerp.labels[k][ontwerp.cel]
    if not len(groep):
        return False
    for nummer in np.unique(groep).tolist():
        kosten = np.sort(ontwerp.kosten[groep == nummer])
        tweede, eerste = (int(max(0.0, bedrag)) for bedrag in (0.0, *kosten)[-2:])
        if len(kosten) < norm.noemer:
            return False
        if is_overheerst(int(kosten.sum()), grootste=eerste, tweede=tweede, norm=norm):
            return False
    return True


def protect_groepen(ontwerp: Ontwerp, *, k: int, norm: Norm) -> tuple[Profielgroep, ...]:
    """The profiles of a set as the edition shows them, costliest first; none of a set that may not be shown.

    The spread without outliers is left out: beside the spread of all it would tell of these few."""
    groepen = list_profielen_bij(ontwerp, k=k)
    if not norm.beschermt:
        return groepen
    if k > get_veilig_aantal(ontwerp, norm=norm):
        return ()
    return tuple(_rond_groep(ontwerp, groep, norm) for groep in groepen)


def _rond_groep(ontwerp: Ontwerp, groep: Profielgroep, norm: Norm) -> Profielgroep:
    grootste = get_grootste(ontwerp, groep)
    return replace(
        groep,
        n=rond_af(groep.n, op=norm.aantal),
        gemiddelde=rond_gemiddelde(groep.gemiddelde, norm=norm, grootste=grootste, clienten=groep.n),
        cv=None if groep.cv is None else round(groep.cv, 2),
        cv_getrimd=None,
        aandeel_kosten=round(groep.aandeel_kosten, norm.aandeel or 2),
    )


def get_grootste(ontwerp: Ontwerp, groep: Profielgroep) -> int:
    """What the costliest client of a profile costs, in cents."""
    return int(ontwerp.kosten[np.isin(ontwerp.cel, groep.cellen)].max(initial=0))


def create_openbare_data(ontwerp: Ontwerp, *, norm: Norm) -> dict[str, Any]:
    """The keys of `stelsel profielen ontwerp --json` as far as they may be passed on: numbers of profiles of
    which every one may be shown, and the profiles of the advice when it is among them."""
    veilig = get_veilig_aantal(ontwerp, norm=norm)
    data = ontwerp.als_data()
    mag_advies = ontwerp.advies.k <= veilig
    return {
        "per_aantal": [_rond_rij(rij, norm) for rij in data["per_aantal"] if rij["k"] <= veilig],
        "advies": data["advies"] if mag_advies else {"k": None, "reden": _GEEN_ADVIES, "voldoet": False},
        "groepen": [g.als_data() for g in protect_groepen(ontwerp, k=ontwerp.advies.k, norm=norm)],
        "r2": {
            naam: None if waarde is None or not mag_advies or naam == "getrimd" else round(waarde, 2)
            for naam, waarde in data["r2"].items()
        },
        "verborgen": {"aantallen": sum(rij["k"] > veilig for rij in data["per_aantal"])},
    }


_GEEN_ADVIES = "Van het aantal dat wij adviseren, heeft een profiel te weinig cliënten om te delen."
#: What would tell of the costliest clients of the narrowest profile.
_NIET_DELEN = ("cv_max_ongetrimd",)


def _rond_rij(rij: dict[str, Any], norm: Norm) -> dict[str, Any]:
    uit = {
        naam: round(waarde, 2) if isinstance(waarde, float) else waarde
        for naam, waarde in rij.items()
        if naam not in _NIET_DELEN
    }
    return uit | {"n_min": rond_af(rij["n_min"], op=norm.aantal)}
