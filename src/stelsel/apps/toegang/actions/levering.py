"""Start and stop of delivery, as the messages report them after their own checks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis

from ..models import Client, Startmelding, Stopmelding, Taakmelding, Toewijzing


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


@transaction.atomic
def register_taakmelding(
    *,
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    wet: str,
    bsn: str,
    categorie: str,
    code: str,
    begindatum: date,
    bericht_sleutel: str,
    now: datetime,
    einddatum: date | None = None,
    reden_beeindiging: str = "",
) -> Taakmelding:
    """Taakgerichte delivery, which has no allocation, began on `begindatum`, or ended on `einddatum`."""
    client = Client.objects.filter(gemeente=gemeente, bsn=bsn).first()
    melding = Taakmelding.objects.create(
        gemeente=gemeente,
        aanbieder=aanbieder,
        wet=wet,
        client=client,
        bsn=bsn,
        categorie=categorie,
        code=code,
        begindatum=begindatum,
        einddatum=einddatum,
        reden_beeindiging=reden_beeindiging,
        bericht_sleutel=bericht_sleutel,
        gemeld_at=now,
    )
    _register_taak(melding, soort="taak_start_gemeld" if einddatum is None else "taak_stop_gemeld", now=now)
    return melding


@transaction.atomic
def withdraw_taakmelding(*, melding: Taakmelding, now: datetime) -> None:
    """The aanbieder takes a report of taakgerichte delivery back; the row stays, marked."""
    melding.verwijderd = True
    melding.save(update_fields=["verwijderd"])
    _register_taak(melding, soort="taakmelding_ingetrokken", now=now)


def _register_taak(melding: Taakmelding, *, soort: str, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="taakmelding",
        object_sleutel=str(melding.pk),
        actor=f"aanbieder {melding.aanbieder_id}",
        now=now,
        data={"datum": (melding.einddatum or melding.begindatum).isoformat()},
    )


def _register(toewijzing: Toewijzing, *, soort: str, now: datetime, data: dict[str, Any]) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="toewijzing",
        object_sleutel=str(toewijzing.pk),
        actor=f"aanbieder {toewijzing.aanbieder_id}",
        now=now,
        data=data,
    )
