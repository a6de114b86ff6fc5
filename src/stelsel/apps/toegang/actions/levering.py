"""Start and stop of delivery, as the messages report them after their own checks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis

from ..models import Startmelding, Stopmelding, Toewijzing


@transaction.atomic
def register_start(
    *,
    toewijzing: Toewijzing,
    begindatum: date,
    bericht_sleutel: str,
    now: datetime,
    categorie: str = "",
    code: str = "",
) -> Startmelding:
    """Delivery began on `begindatum`. `bericht_sleutel` names the message; the aanbieder is the actor."""
    start = Startmelding.objects.create(
        toewijzing=toewijzing,
        categorie=categorie or toewijzing.categorie,
        code=code or toewijzing.code,
        begindatum=begindatum,
        bericht_sleutel=bericht_sleutel,
        gemeld_at=now,
    )
    _register(toewijzing, soort="start_gemeld", now=now, data={"datum": begindatum.isoformat()})
    return start


@transaction.atomic
def register_stop(
    *,
    toewijzing: Toewijzing,
    begindatum: date,
    einddatum: date,
    reden_beeindiging: str,
    bericht_sleutel: str,
    now: datetime,
    categorie: str = "",
    code: str = "",
) -> Stopmelding:
    """Delivery that began on `begindatum` ended on `einddatum`, for good or for the time being."""
    stop = Stopmelding.objects.create(
        toewijzing=toewijzing,
        categorie=categorie or toewijzing.categorie,
        code=code or toewijzing.code,
        begindatum=begindatum,
        einddatum=einddatum,
        reden_beeindiging=reden_beeindiging,
        bericht_sleutel=bericht_sleutel,
        gemeld_at=now,
    )
    data = {"datum": einddatum.isoformat(), "reden": reden_beeindiging}
    _register(toewijzing, soort="stop_gemeld", now=now, data=data)
    return stop


@transaction.atomic
def withdraw_start(*, start: Startmelding, now: datetime) -> None:
    """The aanbieder takes a start back; the row stays, marked."""
    start.verwijderd = True
    start.save(update_fields=["verwijderd"])
    data = {"datum": start.begindatum.isoformat()}
    _register(start.toewijzing, soort="start_ingetrokken", now=now, data=data)


@transaction.atomic
def withdraw_stop(*, stop: Stopmelding, now: datetime) -> None:
    """The aanbieder takes a stop back; the row stays, marked."""
    stop.verwijderd = True
    stop.save(update_fields=["verwijderd"])
    data = {"datum": stop.einddatum.isoformat()}
    _register(stop.toewijzing, soort="stop_ingetrokken", now=now, data=data)


def _register(toewijzing: Toewijzing, *, soort: str, now: datetime, data: dict[str, Any]) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="toewijzing",
        object_sleutel=str(toewijzing.pk),
        actor=f"aanbieder {toewijzing.aanbieder_id}",
        now=now,
        data=data,
    )
