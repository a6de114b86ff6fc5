"""Into the inbox: stored first, decided later.

Files come from the upload page or from the folder `in` of the post (settings.STELSEL_POST). A file is moved
to `in/bezig` before it is read and removed after it is stored; a worker killed in between reads it again,
which the inbox recognises as a replay.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.istandaarden.codec import LIMIET_BYTES

from .bewaking import register_alarm

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_MB = 1024 * 1024


class BerichtGeweigerd(Exception):
    """The file does not enter the inbox; the text says why, in Dutch for the sender."""


@transaction.atomic
def register_inkomend_bericht(
    *, bestandsnaam: str, inhoud: bytes, now: datetime, by: User | None = None
) -> InkomendBericht:
    """Store a file as it came (at most 25 MB). `by`: who handed it in; None for the post folder.

    Raises BerichtGeweigerd for an empty or too large file."""
    naam = Path(bestandsnaam).name[:255] or "bestand.xml"
    if not inhoud:
        raise BerichtGeweigerd(f"{naam} is leeg. Kies een bestand met een bericht.")
    if len(inhoud) > LIMIET_BYTES:
        raise BerichtGeweigerd(
            f"{naam} is te groot. Een bericht mag ten hoogste {LIMIET_BYTES // _MB} MB zijn. "
            "Verdeel het over meer berichten."
        )
    return InkomendBericht.objects.create(
        bestandsnaam=naam,
        inhoud=inhoud,
        sha256=hashlib.sha256(inhoud).hexdigest(),
        ontvangen_at=now,
        aangeleverd_agb=by.agb if by else "",
        aangeleverd_gemeente=by.gemeentecode if by else "",
    )


def register_post(*, post: Path, now: datetime) -> int:
    """Take the files from `post/in` into the inbox, in name order. Returns how many were stored."""
    inkomend = post / "in"
    bezig, geweigerd = inkomend / "bezig", inkomend / "geweigerd"
    for map_ in (bezig, geweigerd):
        map_.mkdir(parents=True, exist_ok=True)
    for bestand in sorted(inkomend.glob("*.xml")):
        bestand.replace(bezig / bestand.name)
    aantal = 0
    for bestand in sorted(bezig.glob("*.xml")):
        try:
            register_inkomend_bericht(bestandsnaam=bestand.name, inhoud=_get_inhoud(bestand), now=now)
        except BerichtGeweigerd as fout:
            bestand.replace(geweigerd / bestand.name)
            (geweigerd / f"{bestand.name}.txt").write_text(f"{fout}\n", "utf-8")
            register_alarm(
                object_soort="bestand", object_sleutel=bestand.name[:60], reden="geweigerd", now=now
            )
        except FileNotFoundError:
            continue  # another worker was first
        else:
            bestand.unlink(missing_ok=True)
            aantal += 1
    return aantal


def _get_inhoud(bestand: Path) -> bytes:
    """The bytes; of a file that is too large just enough to be refused."""
    with bestand.open("rb") as stroom:
        return stroom.read(LIMIET_BYTES + 1)
