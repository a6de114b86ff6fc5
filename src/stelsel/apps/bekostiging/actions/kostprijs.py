"""Saving a cost price."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.profielen.models import Profielcel

from .. import queries
from ..models import Kostprijsberekening, Onderzoeksuitkomst

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def register_kostprijs(
    *,
    naam: str,
    toelichting: str,
    wet: str,
    invoer: str,
    vorige: Kostprijsberekening | None,
    by: User,
    now: datetime,
    onderzoek: Onderzoeksuitkomst | None = None,
    profielcel: Profielcel | None = None,
) -> Kostprijsberekening:
    """Compute a TOML and keep it as a new version; `onderzoek`: where its values are from; `profielcel`:
    whose mix and hours it began with. Raises KostprijsFout."""
    beeld = queries.compute_beeld(invoer, wet=wet, peildatum=now.date())
    (volgnummer,) = create_nummers(reeks="kostprijs")
    berekening = Kostprijsberekening.objects.create(
        nummer=f"KP-{now.year}-{volgnummer:04d}",
        naam=naam,
        toelichting=toelichting,
        gemeente=None if by.regio else Gemeente.objects.get(code=by.gemeentecode),
        wet=wet,
        invoer=invoer,
        uitkomst=queries.create_uitkomst(beeld.kostprijs),
        vorige=vorige,
        onderzoek=onderzoek,
        profielcel=profielcel,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="kostprijs_berekend",
        object_soort="kostprijs",
        object_sleutel=berekening.nummer,
        actor=by.username,
        now=now,
        data=berekening.uitkomst,
    )
    return berekening
