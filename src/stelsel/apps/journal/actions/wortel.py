"""The root of a day, in the database and as a file that belongs somewhere else too; and checks on record."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from stelsel.apps.journal.models import Dagwortel, Ketencontrole
from stelsel.apps.journal.queries.controle import Ketenrapport
from stelsel.apps.journal.queries.keten import get_laatste_schakel
from stelsel.kern.keten import Wortel, render_wortel

from .keten import register_schakels


def create_dagwortel(*, today: date, now: datetime, map_: Path) -> Wortel | None:
    """Seal all that waits and keep the end of the chain as the root of `today`, once a day. The file is
    `map_`/2026-03-16.json. None when today has one, or when there is nothing to keep."""
    if Dagwortel.objects.filter(datum=today).exists():
        return None
    wortel = get_wortel(today=today, now=now)
    if wortel is None:
        return None
    try:
        with transaction.atomic():
            Dagwortel.objects.create(
                datum=wortel.datum, volgnummer=wortel.volgnummer, hash=wortel.hash, gemaakt_at=now
            )
    except IntegrityError:
        return None  # another process was first
    publish_wortel(wortel, map_=map_)
    return wortel


def get_wortel(*, today: date, now: datetime) -> Wortel | None:
    """Seal all that waits; the end of the chain at this moment, None without any."""
    while register_schakels():
        pass
    laatste = get_laatste_schakel()
    return None if laatste is None else Wortel(today, laatste.volgnummer, laatste.hash, now)


def publish_wortel(wortel: Wortel, *, map_: Path) -> Path:
    """Write the root as a file that is complete before it gets its name. Returns where it is."""
    map_.mkdir(parents=True, exist_ok=True)
    pad = map_ / f"{wortel.datum.isoformat()}.json"
    tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}")
    tijdelijk.write_text(render_wortel(wortel), "utf-8")
    tijdelijk.replace(pad)
    return pad


def register_ketencontrole(*, rapport: Ketenrapport, now: datetime) -> Ketencontrole:
    """Keep what a check found, for the page."""
    eerste = rapport.fouten[0] if rapport.fouten else None
    plaats = f"schakel {eerste.volgnummer or '-'}, {eerste.bron} {eerste.sleutel or ''}: " if eerste else ""
    return Ketencontrole.objects.create(
        gecontroleerd_at=now,
        schakels=rapport.schakels,
        ongezegeld=rapport.ongezegeld,
        wortels=rapport.wortels,
        fouten=rapport.aantal_fouten,
        eerste_fout=f"{plaats}{eerste.uitleg}"[:300] if eerste else "",
    )
