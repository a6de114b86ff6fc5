"""Keeping published figures of other regions."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.lake.intake.referentie import Referentie

from ..models import Referentiebestand, Referentiecijfer

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def register_referentie(
    referentie: Referentie, *, naam: str, bron: str, bestand: str, inhoud: bytes, by: User, now: datetime
) -> Referentiebestand:
    """Keep the figures of a file, with where they are from; earlier files stay as they were."""
    (volgnummer,) = create_nummers(reeks="referentie")
    rij = Referentiebestand.objects.create(
        nummer=f"RF-{now.year}-{volgnummer:04d}",
        naam=naam,
        bron=bron,
        bestand=bestand[:200],
        sha256=hashlib.sha256(inhoud).hexdigest(),
        opmerkingen=list(referentie.opmerkingen),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    Referentiecijfer.objects.bulk_create(
        (
            Referentiecijfer(bestand=rij, **(asdict(cijfer) | {"naam": cijfer.naam[:120]}))
            for cijfer in referentie.rijen
        ),
        batch_size=1_000,
    )
    register_gebeurtenis(
        soort="referentie_ingelezen",
        object_soort="referentie",
        object_sleutel=rij.nummer,
        actor=by.username,
        now=now,
        data={"sha256": rij.sha256, "rijen": len(referentie.rijen)},
    )
    return rij
