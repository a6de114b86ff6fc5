"""Why do some clients cost far more than others in their profile?

Definition: out of band is who costs more than the limit of the profile (GM2, `domein.profielen.maatstaven`).
A trait explains when it occurs more among those than among the others of the same profiles: more than one
cell of the catalogue in the year, more than one provider, cost outside all profiles, others in the household
with help, help under the other law.
Caveats: a trait that goes with high cost need not be its cause. Need is not in the claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from stelsel.domein.profielen.maatstaven import Getallen, Nummers, compute_uitbijtergrenzen

#: Name of the column, and the trait in words.
KENMERKEN = (
    ("meer_cellen", "hulp uit meer dan één combinatie"),
    ("meer_aanbieders", "meer dan één aanbieder"),
    ("kosten_buiten", "ook hulp buiten de profielen"),
    ("gezin", "anderen in het gezin met hulp"),
    ("andere_wet", "ook hulp uit een andere wet"),
)
ONVERKLAARD = "geen van deze kenmerken"
#: As many cases are told one by one, the costliest first.
MEESTE = 25


@dataclass(frozen=True)
class Verklaring:
    """How many of those out of band and of the others in their profiles have a trait."""

    kenmerk: str
    buiten: int
    binnen: int


@dataclass(frozen=True)
class Geval:
    """One case out of band: number of its profile, cost and limit (cents), and its traits in words."""

    profiel: int
    kosten: int
    grens: int
    kenmerken: tuple[str, ...]


@dataclass(frozen=True)
class Uitbijterbeeld:
    """All out of band: how many, of how many in the same profiles, their traits, and the costliest cases."""

    buiten: int
    binnen: int
    verklaringen: tuple[Verklaring, ...]
    gevallen: tuple[Geval, ...]


def compute_uitbijters(
    kenmerken: pl.DataFrame, *, kosten: Getallen, groep: Nummers, namen: Sequence[tuple[str, str]] = KENMERKEN
) -> Uitbijterbeeld:
    """`kenmerken`: a column of booleans per trait, one row per client in the order of `kosten` (cents) and
    `groep` (number of the profile)."""
    grenzen = compute_uitbijtergrenzen(kosten, groep=groep)
    if not len(kosten):
        return Uitbijterbeeld(0, 0, (), ())
    buiten = kosten > grenzen[groep]
    rest = np.isin(groep, np.unique(groep[buiten])) & ~buiten
    kolommen = {naam: kenmerken[naam].to_numpy() for naam, _ in namen}
    geen = ~np.logical_or.reduce(list(kolommen.values()))
    verklaringen = [
        Verklaring(woord, int((kolommen[naam] & buiten).sum()), int((kolommen[naam] & rest).sum()))
        for naam, woord in namen
    ]
    verklaringen.append(Verklaring(ONVERKLAARD, int((geen & buiten).sum()), int((geen & rest).sum())))
    orde = np.flatnonzero(buiten)
    orde = orde[np.argsort(-kosten[orde], kind="stable")][:MEESTE]
    return Uitbijterbeeld(
        buiten=int(buiten.sum()),
        binnen=int(rest.sum()),
        verklaringen=tuple(verklaringen),
        gevallen=tuple(
            Geval(
                int(groep[plek]),
                round(float(kosten[plek])),
                round(float(grenzen[groep[plek]])),
                tuple(woord for naam, woord in namen if kolommen[naam][plek]) or (ONVERKLAARD,),
            )
            for plek in orde.tolist()
        ),
    )
