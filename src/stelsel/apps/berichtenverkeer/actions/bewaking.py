"""Alarms and signs of life."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import Hartslag
from stelsel.apps.journal.actions import register_gebeurtenis

ALARM = "berichtalarm"
WERKER = "werker"


def register_alarm(*, object_soort: str, object_sleutel: str, reden: str, now: datetime) -> None:
    """Something that a person must look at. `reden` is a word, never personal data."""
    register_gebeurtenis(
        soort=ALARM,
        object_soort=object_soort,
        object_sleutel=object_sleutel,
        actor=WERKER,
        now=now,
        data={"reden": reden},
    )


@transaction.atomic
def register_hartslag(*, naam: str, now: datetime) -> None:
    """This process is alive."""
    Hartslag.objects.update_or_create(naam=naam, defaults={"gezien_at": now})
