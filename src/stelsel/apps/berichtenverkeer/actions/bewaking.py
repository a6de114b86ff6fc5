"""Alarms, what got stuck, and signs of life."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import Hartslag, InkomendBericht, Storing, UitgaandBericht
from stelsel.apps.berichtenverkeer.queries import WERKER
from stelsel.apps.journal.actions import register_gebeurtenis

ALARM = "berichtalarm"
_HARTSLAG = timedelta(seconds=5)


def register_alarm(*, object_soort: str, object_sleutel: str, reden: str, now: datetime) -> None:
    """Something that a person must look at. `reden` is a word, never personal data."""
    register_gebeurtenis(
        soort=ALARM,
        object_soort=object_soort,
        object_sleutel=object_sleutel,
        actor=WERKER,
        now=now,
        data={"reden": reden},
    )


def register_storing(
    bericht: InkomendBericht | UitgaandBericht, *, reden: str, uitleg: str, now: datetime
) -> Storing:
    """A message that does not go on without a person: a line on the work list, and an alarm."""
    is_inkomend = isinstance(bericht, InkomendBericht)
    soort = Storing.Soort.INKOMEND if is_inkomend else Storing.Soort.UITGAAND
    register_alarm(object_soort=f"{soort}_bericht", object_sleutel=str(bericht.pk), reden=reden[:40], now=now)
    return _create_storing(
        soort=soort,
        gemeente_id=bericht.gemeente_id,
        titel=f"{bericht.naam} {bericht.identificatie}".strip(),
        reden=reden,
        uitleg=uitleg,
        now=now,
        **{soort.value: bericht},
    )


def register_bestandsstoring(*, naam: str, reden: str, uitleg: str, now: datetime) -> Storing:
    """A file in the post folder that is no message that we can take; for the beheerder."""
    register_alarm(object_soort="bestand", object_sleutel=naam[:60], reden=reden, now=now)
    return _create_storing(soort=Storing.Soort.BESTAND, titel=naam, reden=reden, uitleg=uitleg, now=now)


def register_gebeurtenisstoring(
    *, gebeurtenis_id: int, gemeentecode: str | None, titel: str, reden: str, now: datetime
) -> Storing:
    """A change of an allocation, or an answer on a request, for which we could not make a message."""
    register_alarm(object_soort="gebeurtenis", object_sleutel=str(gebeurtenis_id), reden=reden[:40], now=now)
    uitleg = "Wij konden hiervan geen bericht maken, door een fout bij ons. Probeer het opnieuw."
    return _create_storing(
        soort=Storing.Soort.GEBEURTENIS,
        gemeente_id=gemeentecode,
        titel=titel,
        reden=reden,
        uitleg=uitleg,
        gebeurtenis_id=gebeurtenis_id,
        now=now,
    )


def _create_storing(*, titel: str, reden: str, uitleg: str, now: datetime, **velden: Any) -> Storing:
    return Storing.objects.create(
        titel=titel[:255], reden=reden[:40], uitleg=uitleg[:500], ontstaan_at=now, **velden
    )


def register_hartslag(*, naam: str, now: datetime) -> None:
    """This process is alive. Written at most once every five seconds."""
    if Hartslag.objects.filter(naam=naam, gezien_at__range=(now - _HARTSLAG, now)).exists():
        return
    with transaction.atomic():
        Hartslag.objects.update_or_create(naam=naam, defaults={"gezien_at": now})
