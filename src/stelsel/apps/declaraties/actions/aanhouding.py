"""Holding back one claim, with the reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.declaraties.betaalrun import OPEN_STATUSSEN

from ..models import Aanhouding, Betaalrun, Betaalvoorstel
from .betaalrun import BetalingNietMogelijk, change_betaalrun, check_betaler, lock_gemeente

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def create_aanhouding(
    *, voorstel: Betaalvoorstel, reden: str, by: User, today: date, now: datetime
) -> Aanhouding:
    """This claim is not paid for now. A run that holds it is made anew without it, and its approval lapses.

    Raises BetalingNietMogelijk when it is held back already, or when the bank has it."""
    check_betaler(by, voorstel.declaratie.gemeente_id)
    lock_gemeente(voorstel.declaratie.gemeente_id)
    if voorstel.aanhoudingen.filter(opgeheven_at__isnull=True).exists():
        raise BetalingNietMogelijk("Deze declaratie wordt al aangehouden.")
    runs = Betaalrun.objects.filter(
        betalingen__regels__voorstel=voorstel, betalingen__regels__vervallen=False
    )
    run = runs.distinct().order_by("-pk").first()
    if run is not None and run.status not in OPEN_STATUSSEN:
        raise BetalingNietMogelijk("Deze declaratie is al naar de bank.")
    aanhouding = Aanhouding.objects.create(
        voorstel=voorstel, reden=reden[:200], aangehouden_by=by.username, aangehouden_at=now
    )
    if run is not None:
        change_betaalrun(sleutel=run.pk, reden=reden, by=by, today=today, now=now)
    _register(voorstel, "aangehouden", by, now, reden)
    return aanhouding


@transaction.atomic
def close_aanhouding(*, voorstel: Betaalvoorstel, by: User, now: datetime) -> None:
    """It may be paid again. Nothing happens when it was not held back."""
    check_betaler(by, voorstel.declaratie.gemeente_id)
    open_ = voorstel.aanhoudingen.filter(opgeheven_at__isnull=True)
    if open_.update(opgeheven_by=by.username, opgeheven_at=now):
        _register(voorstel, "vrijgegeven", by, now, "")


def _register(voorstel: Betaalvoorstel, wat: str, by: User, now: datetime, reden: str) -> None:
    register_gebeurtenis(
        soort=f"betaling_{wat}",
        object_soort="declaratie",
        object_sleutel=str(voorstel.declaratie_id),
        actor=by.username,
        now=now,
        data={"reden": reden[:200]} if reden else {},
    )
