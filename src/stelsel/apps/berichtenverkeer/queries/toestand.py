"""Whether the background work is alive."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError

from ..models import Hartslag

WERKER = "werker"
HARTSLAG_OUD = timedelta(minutes=1)


def get_gezondheid(now: datetime) -> dict[str, bool]:
    """Per part whether it works: database, and the worker (a sign of life in the last minute)."""
    try:
        gezien = Hartslag.objects.filter(naam=WERKER).values_list("gezien_at", flat=True).first()
    except DatabaseError:
        return {"database": False, "werker": False}
    return {"database": True, "werker": gezien is not None and abs(now - gezien) < HARTSLAG_OUD}
