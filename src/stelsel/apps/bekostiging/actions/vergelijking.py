"""Saving a comparison of ways of paying."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis

from .. import queries
from ..models import Vergelijking
from ..queries import Vergelijkbeeld

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def register_vergelijking(
    beeld: Vergelijkbeeld, *, naam: str, toelichting: str, by: User, now: datetime
) -> Vergelijking:
    """Keep a comparison as it is now: the choices, what came out, and the version of the data."""
    (volgnummer,) = create_nummers(reeks="vergelijking")
    keuze = beeld.keuze
    vergelijking = Vergelijking.objects.create(
        nummer=f"VG-{now.year}-{volgnummer:04d}",
        naam=naam,
        toelichting=toelichting,
        domein=keuze.domein,
        jaar=keuze.jaar,
        keuze={
            "prijsdeel": keuze.prijsdeel,
            "taakdeel": keuze.taakdeel,
            "gewichten": dict(beeld.gewichten),
        },
        uitkomst=queries.create_modeluitkomst(beeld),
        gegevens=[[bron, dag.isoformat()] for bron, dag in beeld.gegevens],
        lakeversie=beeld.lakeversie,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="vergelijking_bewaard",
        object_soort="vergelijking",
        object_sleutel=vergelijking.nummer,
        actor=by.username,
        now=now,
        data={"keuze": vergelijking.keuze, "lakeversie": vergelijking.lakeversie},
    )
    return vergelijking
