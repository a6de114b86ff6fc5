"""All facts to the lake: every context that holds persons publishes its own rows, under pseudonyms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings

from stelsel.apps.declaraties.publish import publish_declaraties
from stelsel.apps.resultaten.publish import publish_resultaten
from stelsel.apps.toegang.publish import publish_toegang
from stelsel.lake.opslag import Lake
from stelsel.lake.pseudoniem import Pseudonimiseerder


def publish_feiten(*, today: date) -> dict[str, int]:
    """Bring the lake up to date. Returns the number of rows written per context."""
    lake = Lake(Path(settings.STELSEL_LAKE))
    pseudonimiseerder = Pseudonimiseerder(settings.STELSEL_PSEUDONIEM_SLEUTEL)
    return {
        "toegang": publish_toegang(lake=lake, pseudonimiseerder=pseudonimiseerder, today=today),
        "declaraties": publish_declaraties(lake=lake, pseudonimiseerder=pseudonimiseerder, today=today),
        "resultaten": publish_resultaten(lake=lake, pseudonimiseerder=pseudonimiseerder, today=today),
    }
