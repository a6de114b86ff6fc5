"""Keeping the data as they are under a name, so that figures can be made again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.queries import get_lake
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.lake.momentopnamen import Momentopname

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def create_momentopname(naam: str, *, omschrijving: str, by: User, now: datetime) -> Momentopname:
    """Keep the state of now. Raises FileExistsError when the name is taken."""
    register_gebeurtenis(
        soort="momentopname_vastgelegd",
        object_soort="momentopname",
        object_sleutel=naam,
        actor=by.username,
        now=now,
        data={"omschrijving": omschrijving, "lakeversie": get_lake().versie},
    )
    wie = f"{omschrijving} ({by.weergavenaam or by.username})"
    return get_lake().create_momentopname(naam, omschrijving=wie, gemaakt_at=now)
