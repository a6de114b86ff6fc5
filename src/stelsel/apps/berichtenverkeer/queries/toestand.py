"""Whether the background work is alive, and what waits for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min

from stelsel.istandaarden.codec import LIMIET_BYTES

from ..models import Hartslag, InkomendBericht, UitgaandBericht

WERKER = "werker"
HARTSLAG_OUD = timedelta(minutes=1)
#: Room for a handful of the largest messages; below it the operator hears before a file fails.
_RUIMTE = 4 * LIMIET_BYTES


@dataclass(frozen=True)
class Verwerking:
    """The state of the machinery. Counts are of the whole house and name nobody. `sinds`: since when the
    oldest waits, None when nothing does."""

    loopt: bool
    gezien_at: datetime | None
    bestanden: int
    te_beoordelen: int
    te_beoordelen_sinds: datetime | None
    te_verzenden: int
    te_verzenden_sinds: datetime | None
    post_goed: bool


def get_gezondheid(now: datetime) -> dict[str, bool]:
    """Per part whether it works: database, the worker (a sign of life in the last minute), and the folder
    of the post (it can be written and there is room)."""
    post = is_post_goed(settings.STELSEL_POST)
    try:
        gezien = Hartslag.objects.filter(naam=WERKER).values_list("gezien_at", flat=True).first()
    except DatabaseError:
        return {"database": False, "werker": False, "post": post}
    return {"database": True, "werker": _is_vers(gezien, now), "post": post}


def _is_vers(gezien: datetime | None, now: datetime) -> bool:
    return gezien is not None and abs(now - gezien) < HARTSLAG_OUD


def is_post_goed(post: Path) -> bool:
    """Can messages be written here? A folder that does not exist yet is judged by the one it will be in."""
    map_ = next(plek for plek in (post, *post.absolute().parents) if plek.exists())
    try:
        stand = os.statvfs(map_)
    except OSError:
        return False
    return os.access(map_, os.W_OK | os.X_OK) and stand.f_bavail * stand.f_frsize >= _RUIMTE


def get_verwerking(now: datetime) -> Verwerking:
    """What the page of the back office says about the machinery."""
    gezien = Hartslag.objects.filter(naam=WERKER).values_list("gezien_at", flat=True).first()
    binnen = InkomendBericht.objects.filter(status=InkomendBericht.Status.ONTVANGEN)
    buiten = UitgaandBericht.objects.filter(status=UitgaandBericht.Status.KLAAR)
    wacht = binnen.aggregate(aantal=Count("pk"), sinds=Min("ontvangen_at"))
    klaar = buiten.aggregate(aantal=Count("pk"), sinds=Min("gemaakt_at"))
    return Verwerking(
        loopt=_is_vers(gezien, now),
        gezien_at=gezien,
        bestanden=_count_bestanden(settings.STELSEL_POST / "in"),
        te_beoordelen=wacht["aantal"],
        te_beoordelen_sinds=wacht["sinds"],
        te_verzenden=klaar["aantal"],
        te_verzenden_sinds=klaar["sinds"],
        post_goed=is_post_goed(settings.STELSEL_POST),
    )


def _count_bestanden(inkomend: Path) -> int:
    """Files that the worker has not taken in yet, or was busy with when it stopped."""
    try:
        los = sum(pad.is_file() and not pad.name.startswith(".") for pad in inkomend.iterdir())
        return los + sum(1 for _ in (inkomend / "bezig").glob("*/*"))
    except OSError:
        return 0
