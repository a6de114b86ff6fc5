"""Messages on which we fail ourselves: after three tries they are set aside, and the next ones go on.

A failure that Python sees is counted by `register_mislukking`. A message that takes the whole process down
(out of memory, killed by the system) leaves no exception, so a round writes down with which message it
begins, and wipes that out when it ends in any other way than by dying. A message that kills is always the
first one of the next round, since everything before it is done: one line a round is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.kern.bevinding import Bevinding

from .bewaking import register_storing
from .envelop import get_partijen

Status = InkomendBericht.Status
_POGINGEN = 3
#: Deaths within this time count as one: an operator or a machine that goes down kills at random, and the
#: message that was at hand is not to blame.
_TUSSENTIJD = timedelta(seconds=5)
_GESTORVEN = "werker gestopt"


@contextmanager
def begin_ronde(*, now: datetime, sleutel: int | None = None) -> Iterator[None]:
    """Around the judging of waiting messages: who dies inside leaves a trace at the first of them, or at the
    one with this key when only that one is judged."""
    sleutel = _register_begin(now, sleutel)
    try:
        yield
    finally:
        if sleutel is not None:
            begonnen = InkomendBericht.objects.filter(pk=sleutel, status=Status.ONTVANGEN)
            begonnen.update(begonnen=0, begonnen_at=None)


@transaction.atomic
def _register_begin(now: datetime, sleutel: int | None) -> int | None:
    """Count a start on the oldest waiting message. One with three starts and no end is set aside, and then
    no start is counted. Returns the key of the message, or None."""
    wachtend = queries.list_wachtende_berichten().select_for_update(skip_locked=True).defer("inhoud")
    rij = (wachtend if sleutel is None else wachtend.filter(pk=sleutel)).first()
    if rij is None:
        return None
    if rij.begonnen_at is not None and abs(now - rij.begonnen_at) < _TUSSENTIJD:
        return rij.pk
    if rij.begonnen >= _POGINGEN:
        _set_aside(rij, reden=_GESTORVEN, now=now)
        return None
    rij.begonnen, rij.begonnen_at = rij.begonnen + 1, now
    rij.save(update_fields=["begonnen", "begonnen_at"])
    return rij.pk


@transaction.atomic
def register_mislukking(*, sleutel: int, reden: str, now: datetime) -> None:
    """Count a failed try; after three the message is set aside with an alarm, and the next ones go on."""
    rij = InkomendBericht.objects.select_for_update().get(pk=sleutel)
    rij.pogingen += 1
    rij.save(update_fields=["pogingen"])
    if rij.pogingen >= _POGINGEN and rij.status == Status.ONTVANGEN:
        _set_aside(rij, reden=reden[:40], now=now)


def _set_aside(rij: InkomendBericht, *, reden: str, now: datetime) -> None:
    rij.status, rij.verwerkt_at = Status.VASTGELOPEN, now
    uitleg = "Wij konden dit bericht niet verwerken door een fout bij ons. De beheerder kijkt ernaar."
    rij.bevindingen = [Bevinding("STELSEL", uitleg).als_data()]
    rij.gemeente = queries.get_gemeente(code=_get_gemeentecode(rij), peildata=[now.date()])
    register_storing(rij, reden=reden, uitleg=uitleg, now=now)
    rij.save(update_fields=["status", "verwerkt_at", "bevindingen", "gemeente"])


def _get_gemeentecode(rij: InkomendBericht) -> str:
    """Whose back office can act on it, although nothing is decided about the message."""
    return rij.aangeleverd_gemeente or get_partijen(rij)[1]
