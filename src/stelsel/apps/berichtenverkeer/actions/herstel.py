"""What a person does with a message that got stuck, or that nobody answered.

Sending again keeps message and Identificatie as they are; only the envelope gets a new reference, since the
knooppunt refuses one that it has seen. Every act leaves a line with the message and one in the journal.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import (
    Berichthandeling,
    InkomendBericht,
    OpgepaktEvent,
    Storing,
    UitgaandBericht,
)
from stelsel.apps.journal.actions import register_gebeurtenis

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

Soort = Berichthandeling.Soort
_IN, _UIT = InkomendBericht.Status, UitgaandBericht.Status


class HandelingNietMogelijk(Exception):
    """This cannot be done with this message now; the text says why, in Dutch."""


@transaction.atomic
def publish_opnieuw(*, sleutel: int, by: User, now: datetime, toelichting: str = "") -> UitgaandBericht:
    """Send a message of ours once more. Raises HandelingNietMogelijk unless it was sent before and not
    refused."""
    rij: UitgaandBericht = UitgaandBericht.objects.select_for_update().get(pk=sleutel)
    if rij.status not in {_UIT.VERZONDEN, _UIT.MISLUKT}:
        raise HandelingNietMogelijk("Dit bericht is nog niet verstuurd. Het kan dus niet opnieuw.")
    if rij.moet_anders:
        raise HandelingNietMogelijk("De aanbieder heeft dit bericht afgekeurd. Maak het opnieuw.")
    rij.status, rij.terzijde = _UIT.KLAAR, False
    rij.verzendingen += 1
    rij.save(update_fields=["status", "terzijde", "verzendingen"])
    _register(rij, soort=Soort.VERZONDEN, toelichting=toelichting, by=by, now=now)
    _close_storingen(rij, afloop=Storing.Afloop.OPNIEUW, toelichting=toelichting, by=by, now=now)
    return rij


@transaction.atomic
def create_opnieuw(*, sleutel: int, by: User, now: datetime, toelichting: str = "") -> UitgaandBericht:
    """Have a message that we held back, or that the aanbieder refused, made anew from the data as they are
    now; the old one is set aside.

    Raises HandelingNietMogelijk when it was neither, or came of no change that we know."""
    rij: UitgaandBericht = UitgaandBericht.objects.select_for_update().get(pk=sleutel)
    if not rij.moet_anders or rij.terzijde:
        raise HandelingNietMogelijk("Dit bericht is niet tegengehouden of afgekeurd, of al opnieuw gemaakt.")
    if not OpgepaktEvent.objects.filter(uitgaand=rij).delete()[0]:
        raise HandelingNietMogelijk("Wijzig de toewijzing. Daar komt vanzelf een nieuw bericht van.")
    rij.terzijde = True
    rij.save(update_fields=["terzijde"])
    _register(rij, soort=Soort.GEPROBEERD, toelichting=toelichting, by=by, now=now)
    _close_storingen(rij, afloop=Storing.Afloop.OPNIEUW, toelichting=toelichting, by=by, now=now)
    return rij


@transaction.atomic
def check_opnieuw(*, sleutel: int, by: User, now: datetime, toelichting: str = "") -> InkomendBericht:
    """Put a message on which we failed, or that was parked, back in the queue.

    Raises HandelingNietMogelijk for any other: a verdict stands."""
    rij: InkomendBericht = InkomendBericht.objects.select_for_update().get(pk=sleutel)
    if rij.status not in {_IN.VASTGELOPEN, _IN.GEPARKEERD}:
        raise HandelingNietMogelijk("Over dit bericht is al beslist. De uitkomst blijft staan.")
    rij.status, rij.verwerkt_at, rij.bevindingen, rij.terzijde = _IN.ONTVANGEN, None, [], False
    rij.pogingen, rij.begonnen, rij.begonnen_at = 0, 0, None
    velden = ["status", "verwerkt_at", "bevindingen", "terzijde", "pogingen", "begonnen", "begonnen_at"]
    rij.save(update_fields=velden)
    _register(rij, soort=Soort.GEPROBEERD, toelichting=toelichting, by=by, now=now)
    _close_storingen(rij, afloop=Storing.Afloop.OPNIEUW, toelichting=toelichting, by=by, now=now)
    return rij


def check_bericht_opnieuw(
    *, bericht: InkomendBericht | UitgaandBericht, by: User, now: datetime, toelichting: str = ""
) -> None:
    """The way of trying again that fits this message. Raises HandelingNietMogelijk."""
    if isinstance(bericht, InkomendBericht):
        check_opnieuw(sleutel=bericht.pk, by=by, now=now, toelichting=toelichting)
        return
    opnieuw = create_opnieuw if bericht.moet_anders else publish_opnieuw
    opnieuw(sleutel=bericht.pk, by=by, now=now, toelichting=toelichting)


@transaction.atomic
def register_gebeld(
    *, bericht: InkomendBericht | UitgaandBericht, toelichting: str, by: User, now: datetime
) -> None:
    """A note that the other side was called. The message keeps its place on the lists."""
    _register(bericht, soort=Soort.GEBELD, toelichting=toelichting, by=by, now=now)


@transaction.atomic
def close_bericht(
    *, bericht: InkomendBericht | UitgaandBericht, toelichting: str, by: User, now: datetime
) -> None:
    """Nobody waits for this message any more: off the work lists, with the reason."""
    bericht.terzijde = True
    bericht.save(update_fields=["terzijde"])
    _register(bericht, soort=Soort.TERZIJDE, toelichting=toelichting, by=by, now=now)
    _close_storingen(bericht, afloop=Storing.Afloop.TERZIJDE, toelichting=toelichting, by=by, now=now)


@transaction.atomic
def check_storing_opnieuw(*, storing: Storing, post: Path, by: User, now: datetime) -> None:
    """Try again what is on the work list, whatever it is about. Raises HandelingNietMogelijk."""
    storing = _get_open(storing)
    bericht = storing.inkomend or storing.uitgaand
    if bericht is not None:
        check_bericht_opnieuw(bericht=bericht, by=by, now=now)
        return
    if storing.gebeurtenis_id is not None:
        OpgepaktEvent.objects.filter(gebeurtenis_id=storing.gebeurtenis_id, uitgaand=None).delete()
    else:
        _move_terug(storing.titel, post)
    _close(storing, afloop=Storing.Afloop.OPNIEUW, toelichting="", by=by, now=now)


@transaction.atomic
def close_storing(*, storing: Storing, toelichting: str, by: User, now: datetime) -> None:
    """Off the work list without doing it, with the reason. Raises HandelingNietMogelijk."""
    storing = _get_open(storing)
    bericht = storing.inkomend or storing.uitgaand
    if bericht is not None:
        close_bericht(bericht=bericht, toelichting=toelichting, by=by, now=now)
        return
    _close(storing, afloop=Storing.Afloop.TERZIJDE, toelichting=toelichting, by=by, now=now)


def _get_open(storing: Storing) -> Storing:
    rij: Storing = Storing.objects.select_for_update().get(pk=storing.pk)
    if rij.afloop:
        raise HandelingNietMogelijk("Dit is al afgedaan, misschien door een collega.")
    return rij


def _move_terug(naam: str, post: Path) -> None:
    """A refused file back to where the worker looks. Raises HandelingNietMogelijk when it is gone."""
    bestand = post / "in" / "geweigerd" / Path(naam).name
    try:
        bestand.replace(post / "in" / bestand.name)
    except OSError:
        raise HandelingNietMogelijk("Dit bestand staat niet meer in de map met geweigerde post.") from None
    bestand.with_name(f"{bestand.name}.txt").unlink(missing_ok=True)


def _close_storingen(
    bericht: InkomendBericht | UitgaandBericht, *, afloop: str, toelichting: str, by: User, now: datetime
) -> None:
    for storing in bericht.storingen.filter(afloop=Storing.Afloop.OPEN):
        _close(storing, afloop=afloop, toelichting=toelichting, by=by, now=now)


def _close(storing: Storing, *, afloop: str, toelichting: str, by: User, now: datetime) -> None:
    storing.afloop, storing.toelichting = afloop, toelichting
    storing.afgedaan_at, storing.afgedaan_door = now, by.username
    storing.save(update_fields=["afloop", "toelichting", "afgedaan_at", "afgedaan_door"])
    register_gebeurtenis(
        soort=f"storing_{afloop}",
        object_soort="storing",
        object_sleutel=str(storing.pk),
        actor=by.username,
        now=now,
    )


def _register(
    bericht: InkomendBericht | UitgaandBericht, *, soort: str, toelichting: str, by: User, now: datetime
) -> None:
    richting = "inkomend" if isinstance(bericht, InkomendBericht) else "uitgaand"
    Berichthandeling.objects.create(
        soort=soort,
        toelichting=toelichting,
        door=by.username,
        door_naam=by.weergavenaam,
        gedaan_at=now,
        **{richting: bericht},
    )
    register_gebeurtenis(
        soort=f"bericht_{soort}",
        object_soort=f"{richting}_bericht",
        object_sleutel=str(bericht.pk),
        actor=by.username,
        now=now,
    )
