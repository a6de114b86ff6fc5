"""The chain as it stands, and what a link covers: read the same when it is made and when it is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from stelsel.apps.journal.models import Bron, Dagwortel, Ketencontrole, Ongezegeld, Schakel

_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # typeshed does not know it
#: How a kind of field is read as text that is the same in both databases; others are read as they are.
_SQLITE = {"DateTimeField": "substr({} || '.000000', 1, 26)", "BinaryField": "sha256_hex({})"}
_POSTGRES = {
    "DateTimeField": "to_char({} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "DateField": "to_char({}, 'YYYY-MM-DD')",
    "JSONField": "{}::text",
    "BinaryField": "encode(sha256({}), 'hex')",
}


def get_laatste_schakel() -> Schakel | None:
    """The end of the chain; None while nothing was sealed."""
    return Schakel.objects.order_by("-volgnummer").first()


def get_laatste_wortel() -> Dagwortel | None:
    """The newest root."""
    return Dagwortel.objects.order_by("-datum").first()


def list_dagwortels() -> QuerySet[Dagwortel]:
    """All roots, newest first."""
    return Dagwortel.objects.order_by("-datum")


def get_stand() -> dict[str, Any]:
    """For the page: the number of links and of rows that wait, the last root and the last check."""
    laatste = get_laatste_schakel()
    return {
        "schakels": laatste.volgnummer if laatste else 0,
        "ongezegeld": Ongezegeld.objects.count(),
        "wortel": get_laatste_wortel(),
        "controle": Ketencontrole.objects.order_by("-pk").first(),
    }


def get_kolommen(bron: Bron) -> str:
    """The recorded fields of a row `t`, as SQL."""
    vormen = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
    return ", ".join(vormen.get(soort, "{}").format(f't."{kolom}"') for kolom, soort in bron.kolommen)


def create_lezer(bron: Bron) -> Callable[[list[Any]], list[Any]]:
    """A function that turns the fields of a row, as read, into the values that a link covers (in place):
    JSON becomes its content."""
    plekken = [nr for nr, (_, soort) in enumerate(bron.kolommen) if soort == "JSONField"]

    def lees(velden: list[Any]) -> list[Any]:
        for plek in plekken:
            velden[plek] = _parse_json(velden[plek])
        return velden

    return lees


def _parse_json(tekst: Any) -> Any:
    """The content; the scanner itself first, since what is around it costs more than a short text."""
    try:
        inhoud, einde = _scan(tekst, 0)
        return inhoud if einde == len(tekst) else json.loads(tekst)
    except (StopIteration, ValueError, TypeError):
        return tekst  # somebody wrote something else there; the hash will tell


def get_tijdplek(bron: Bron) -> int:
    """Where among the recorded fields the moment of a row stands."""
    return bron.velden.index(bron.tijd)


def get_tijdtekst(moment: datetime) -> str:
    """A moment in the form in which `get_kolommen` reads it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def get_rijen(bron: Bron, sleutels: Sequence[int]) -> dict[int, list[Any]]:
    """The recorded values of these rows, by key."""
    lees = create_lezer(bron)
    register_functies()
    with connection.cursor() as cursor:
        plaatsen = ", ".join(["%s"] * len(sleutels))
        cursor.execute(
            f'SELECT t.id, {get_kolommen(bron)} FROM "{bron.tabel}" t WHERE t.id IN ({plaatsen})',  # noqa: S608 - names come from our own models
            list(sleutels),
        )
        return {sleutel: lees(velden) for sleutel, *velden in cursor.fetchall()}


def register_functies() -> None:
    """Give SQLite the hash that PostgreSQL has of its own, so that bytes never travel to be hashed."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.create_function("sha256_hex", 1, _compute_sha256, deterministic=True)


def _compute_sha256(inhoud: bytes | str | None) -> str | None:
    if inhoud is None:
        return None
    return hashlib.sha256(inhoud if isinstance(inhoud, bytes) else inhoud.encode()).hexdigest()


@contextmanager
def open_momentopname() -> Iterator[None]:
    """Everything read inside is as it was at one moment, and nobody who writes has to wait for it."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
