"""Alarms and signs of life."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import Hartslag
from stelsel.apps.berichtenverkeer.queries import WERKER
from stelsel.apps.journal.actions import register_gebeurtenis

ALARM = "berichtalarm"
_HARTSLAG = timedelta(seconds=5)


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


def register_hartslag(*, naam: str, now: datetime) -> None:
    """This process is alive. Written at most once every five seconds."""
    if Hartslag.objects.filter(naam=naam, gezien_at__range=(now - _HARTSLAG, now)).exists():
        return
    with transaction.atomic():
        Hartslag.objects.update_or_create(naam=naam, defaults={"gezien_at": now})
