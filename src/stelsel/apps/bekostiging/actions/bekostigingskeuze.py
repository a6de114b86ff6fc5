"""Choosing a way of paying for a product or profiel."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.bekostiging.modellen import Model

from .. import queries
from ..models import Bekostigingskeuze

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class KeuzeNietMogelijk(ValueError):
    """The choice cannot be kept; the text says in Dutch why."""


@transaction.atomic
def register_bekostigingskeuze(
    *, wet: str, code: str, model: str, reden: str, vandatum: date, by: User, now: datetime
) -> Bekostigingskeuze:
    """A choice that holds from its day on, with its reason. Raises KeuzeNietMogelijk."""
    if code not in queries.get_namen(wet):
        raise KeuzeNietMogelijk(f"{code}: deze code staat niet in de catalogus van deze wet.")
    if vandatum < now.date():
        raise KeuzeNietMogelijk("Een keuze geldt vanaf vandaag of later. Wat is betaald, verandert niet.")
    keuze = Bekostigingskeuze.objects.create(
        wet=wet,
        code=code,
        model=Model(model).value,
        reden=reden,
        vandatum=vandatum,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="bekostiging_gekozen",
        object_soort="bekostigingskeuze",
        object_sleutel=f"{wet} {code}",
        actor=by.username,
        now=now,
        data={"model": keuze.model, "vandatum": vandatum.isoformat(), "reden": reden},
    )
    return keuze
