"""Keeping published features of the inhabitants of gemeenten."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.lake.intake.kenmerken import Kenmerken

from ..models import Gebiedscijfer, Kenmerkbestand

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def register_kenmerken(
    kenmerken: Kenmerken, *, naam: str, bron: str, bestand: str, inhoud: bytes, by: User, now: datetime
) -> Kenmerkbestand:
    """Keep the features of a file, with where they are from; earlier files stay as they were."""
    (volgnummer,) = create_nummers(reeks="kenmerken")
    rij = Kenmerkbestand.objects.create(
        nummer=f"KM-{now.year}-{volgnummer:04d}",
        naam=naam,
        bron=bron,
        bestand=bestand[:200],
        sha256=hashlib.sha256(inhoud).hexdigest(),
        opmerkingen=list(kenmerken.opmerkingen),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    Gebiedscijfer.objects.bulk_create(
        (
            Gebiedscijfer(
                bestand=rij, code=k.code, naam=k.naam[:120], jaar=k.jaar, inwoners=k.inwoners,
                waarden=dict(k.waarden),
            )
            for k in kenmerken.rijen
        ),
        batch_size=1_000,
    )  # fmt: skip
    register_gebeurtenis(
        soort="kenmerken_ingelezen",
        object_soort="kenmerken",
        object_sleutel=rij.nummer,
        actor=by.username,
        now=now,
        data={"sha256": rij.sha256, "rijen": len(kenmerken.rijen)},
    )
    return rij
