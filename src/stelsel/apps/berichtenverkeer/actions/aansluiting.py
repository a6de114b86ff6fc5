"""How a gemeente is connected to the knooppunt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import Aansluiting
from stelsel.apps.journal.actions import register_gebeurtenis

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def change_aansluiting(
    *, gemeentecode: str, in_envelop: bool, administratie: str, by: User, now: datetime
) -> None:
    """From now on the messages of this gemeente leave in this way; what was sent is not sent again."""
    Aansluiting.objects.update_or_create(
        gemeente_id=gemeentecode,
        defaults={"in_envelop": in_envelop, "administratie": administratie},
    )
    register_gebeurtenis(
        soort="aansluiting_gewijzigd",
        object_soort="gemeente",
        object_sleutel=gemeentecode,
        actor=by.username,
        now=now,
        data={"in_envelop": in_envelop},
    )
