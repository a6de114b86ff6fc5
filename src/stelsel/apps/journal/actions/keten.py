"""Sealing: rows that were recorded get their link, in the order in which they became visible.

The row itself is written in the transaction of the act, together with a line in the queue (a trigger), so
without them there is no act. The link follows within a round of the worker: were it made in that transaction
too, everybody who writes would wait for everybody else (docs/adr/0017). Whoever can change rows in between
could compute a chain just as well; what fixes the past is the root, and that covers sealed rows only.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import connection, transaction

from stelsel.apps.journal.models import Ongezegeld, Schakel, list_bronnen
from stelsel.apps.journal.queries.keten import get_laatste_schakel, get_rijen
from stelsel.kern.keten import BEGIN, compute_schakel

_PER_KEER = 1_000
#: The lock on the end of the chain in PostgreSQL: one process seals at a time.
_SLOT = 20_260_316


def register_schakels(*, maximum: int = 20) -> int:
    """Seal what waits, in at most `maximum` transactions. Returns how many rows were sealed; 0 when another
    process is doing it."""
    totaal = 0
    for _ in range(maximum):
        gezegeld = _register_blok()
        totaal += gezegeld
        if gezegeld < _PER_KEER:
            break
    return totaal


def _register_blok() -> int:
    if not Ongezegeld.objects.exists():  # without a transaction: on SQLite that would be a turn of writing
        return 0
    with transaction.atomic():
        if not _lock_keten():
            return 0
        wachtend = list(Ongezegeld.objects.order_by("pk")[:_PER_KEER])
        Schakel.objects.bulk_create(_create_schakels(wachtend), batch_size=200)
        Ongezegeld.objects.filter(pk__in=[rij.pk for rij in wachtend]).delete()
    return len(wachtend)


def _lock_keten() -> bool:
    """The only one to write at the end of the chain; SQLite has one writer as it is."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SLOT])
        return bool(cursor.fetchone()[0])


def _create_schakels(wachtend: list[Ongezegeld]) -> list[Schakel]:
    per_bron: dict[str, set[int]] = defaultdict(set)
    for rij in wachtend:
        per_bron[rij.bron].add(rij.sleutel)
    waarden = _get_waarden(per_bron)
    laatste = get_laatste_schakel()
    nummer, vorige = (laatste.volgnummer, laatste.hash) if laatste else (0, BEGIN)
    schakels = []
    for bron, sleutel in dict.fromkeys((rij.bron, rij.sleutel) for rij in wachtend):
        if (bron, sleutel) not in waarden:
            continue
        nummer += 1
        vorige = compute_schakel(
            vorige, volgnummer=nummer, bron=bron, sleutel=sleutel, waarden=waarden[bron, sleutel]
        )
        schakels.append(Schakel(volgnummer=nummer, bron=bron, sleutel=sleutel, hash=vorige))
    return schakels


def _get_waarden(per_bron: dict[str, set[int]]) -> dict[tuple[str, int], list[Any]]:
    """What to record of each row that has no link yet. A row that went missing while it waited has nothing
    left, and gets a link all the same, by which a check finds it."""
    waarden: dict[tuple[str, int], list[Any]] = {}
    for bron in list_bronnen():
        sleutels = per_bron.get(bron.naam, set())
        if not sleutels:
            continue
        al = Schakel.objects.filter(bron=bron.naam, sleutel__in=sleutels)
        over = sorted(sleutels - set(al.values_list("sleutel", flat=True)))
        rijen = get_rijen(bron, over) if over else {}
        waarden |= {(bron.naam, sleutel): rijen.get(sleutel, []) for sleutel in over}
    return waarden
