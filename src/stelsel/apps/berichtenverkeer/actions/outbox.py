"""Out of the house: changed allocations become 301s, and what stands ready is delivered as files.

Toegang writes an event when an allocation changes; this side reads the events (pull) and makes one 301 per
client, aanbieder and law. A message that fails our own checks never leaves: it stays visible, with an alarm.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import OperationalError, transaction

from stelsel.apps.berichtenverkeer import queries
from stelsel.apps.berichtenverkeer.models import (
    Aansluiting,
    Berichtverband,
    OpgepaktEvent,
    UitgaandBericht,
)
from stelsel.apps.toegang.models import Toewijzing
from stelsel.istandaarden.berichten import get_definitie
from stelsel.istandaarden.berichten.begrippen import Berichtsoort
from stelsel.istandaarden.codec import OnleesbaarBericht

from .bewaking import register_gebeurtenisstoring, register_storing
from .envelop import render_verzending
from .opstellen import Status, create_gecontroleerd_bericht, register_opgepakt
from .toewijzingsbericht import create_toewijzingsbericht
from .uitkomst import create_identificatie


@dataclass(frozen=True)
class _Aanleiding:
    """Why a 301 is made: the allocations of one client at one aanbieder that changed, and their events.
    Without allocations when an event speaks of one that does not exist."""

    toewijzing_ids: frozenset[int]
    gebeurtenis_ids: tuple[int, ...]


def create_toewijzingsberichten(*, today: date, now: datetime, maximum: int = 200) -> int:
    """A 301 for every client and aanbieder with changed allocations, from at most `maximum` events.

    Each 301 is one transaction with the markers of its events. When we fail on one, its events are marked
    with an alarm and the others go on; the next change of the allocation brings it out again. Returns how
    many were made."""
    return sum(_create_uit(aanleiding, today=today, now=now) for aanleiding in _list_aanleidingen(maximum))


def _list_aanleidingen(maximum: int) -> list[_Aanleiding]:
    paren = list(queries.list_wachtende_gebeurtenissen()[:maximum].values_list("pk", "object_sleutel"))
    groep_van = queries.get_berichtgroepen({int(sleutel) for _, sleutel in paren if sleutel.isdecimal()})
    if len(paren) == maximum and groep_van:
        # What belongs in one 301 is not cut in two: a granted VOW is one whole.
        paren += queries.list_meer_wachtende({groep[0] for groep in groep_van.values()}, na=paren[-1][0])
        groep_van = queries.get_berichtgroepen({int(sleutel) for _, sleutel in paren if sleutel.isdecimal()})
    sleutels = {str(pk): pk for pk in groep_van}
    groepen: dict[tuple[int, str, str], list[tuple[int, int]]] = defaultdict(list)
    for gebeurtenis_id, sleutel in paren:
        if sleutel in sleutels:
            groepen[groep_van[sleutels[sleutel]]].append((sleutels[sleutel], gebeurtenis_id))
    zonder = [_Aanleiding(frozenset(), (event,)) for event, sleutel in paren if sleutel not in sleutels]
    return zonder + [
        _Aanleiding(frozenset(pk for pk, _ in leden), tuple(event for _, event in leden))
        for leden in groepen.values()
    ]


def _create_uit(aanleiding: _Aanleiding, *, today: date, now: datetime) -> int:
    """One 301; 0 when another worker has one of the events, when we failed on it, or without news."""
    try:
        with transaction.atomic():
            if not register_opgepakt(aanleiding.gebeurtenis_ids):
                return 0
            gegevens = queries.get_toewijzingen_voor_bericht(
                aanleiding.toewijzing_ids, today, gebeurtenis_ids=aanleiding.gebeurtenis_ids
            )
            if not gegevens.toewijzingen:
                return 0
            uitgaand = _create_uitgaand(gegevens, today, now)
            OpgepaktEvent.objects.filter(gebeurtenis_id__in=aanleiding.gebeurtenis_ids).update(
                uitgaand=uitgaand
            )
    except OperationalError:
        raise  # the database, not this 301
    except Exception as fout:
        _register_mislukt(aanleiding, reden=type(fout).__name__, now=now)
        return 0
    return 1


@transaction.atomic
def _register_mislukt(aanleiding: _Aanleiding, *, reden: str, now: datetime) -> None:
    if not register_opgepakt(aanleiding.gebeurtenis_ids):
        return
    gemeentecode, titel = queries.get_toewijzingsnaam(aanleiding.toewijzing_ids)
    for pk in aanleiding.gebeurtenis_ids:
        register_gebeurtenisstoring(
            gebeurtenis_id=pk, gemeentecode=gemeentecode, titel=titel, reden=reden, now=now
        )


def _create_uitgaand(inhoud_van: queries.Toewijzingsgegevens, today: date, now: datetime) -> UitgaandBericht:
    eerste: Toewijzing = inhoud_van.toewijzingen[0]
    definitie = get_definitie(queries.FAMILIE[eerste.wet], Berichtsoort.TOEWIJZING)
    identificatie = create_identificatie(gemeentecode=eerste.gemeente_id, bericht=definitie.naam)
    bericht = create_toewijzingsbericht(
        definitie=definitie, gegevens=inhoud_van, identificatie=identificatie, dagtekening=today
    )
    uitgaand = create_gecontroleerd_bericht(
        bericht,
        aanbieder=eerste.aanbieder,
        gemeente=eerste.gemeente,
        onderwerp=eerste.client.nummer,
        now=now,
    )
    Berichtverband.objects.bulk_create(
        Berichtverband(uitgaand=uitgaand, toewijzing_id=rij.pk) for rij in inhoud_van.toewijzingen
    )
    return uitgaand


def publish_uitgaande_berichten(*, post: Path, now: datetime, maximum: int = 500) -> int:
    """Deliver what stands ready as `post/uit/<agb>/<name>.xml`, bare or in an envelope. Returns how many
    were delivered.

    The file is complete before it gets its name. A worker killed between file and status writes the same
    bytes under the same name once more."""
    rijen = UitgaandBericht.objects.filter(status=Status.KLAAR).order_by("pk")[:maximum]
    aansluitingen = queries.get_aansluitingen() if rijen else {}
    return sum(_publish(rij, aansluitingen.get(rij.gemeente_id or ""), post=post, now=now) for rij in rijen)


def _publish(rij: UitgaandBericht, aansluiting: Aansluiting | None, *, post: Path, now: datetime) -> int:
    klaar = UitgaandBericht.objects.filter(pk=rij.pk, status=Status.KLAAR)
    try:
        inhoud, referentienummer = render_verzending(rij, aansluiting)
    except OnleesbaarBericht as fout:
        with transaction.atomic():
            bevindingen = [bevinding.als_data() for bevinding in fout.bevindingen]
            if klaar.update(status=Status.GEBLOKKEERD, bevindingen=bevindingen):
                register_storing(rij, reden="past niet", uitleg=fout.bevindingen[0].uitleg, now=now)
        return 0
    _write_bestand(post / "uit" / rij.aanbieder_id / get_bestandsnaam(rij), inhoud)
    return klaar.update(status=Status.VERZONDEN, verzonden_at=now, referentienummer=referentienummer)


def get_bestandsnaam(rij: UitgaandBericht) -> str:
    """A name that says what it is and is the same every time: 9901-WMO301-990100000001.xml."""
    return f"{rij.gemeente_id or 'onbekend'}-{rij.bericht}-{rij.identificatie}.xml"


def _write_bestand(pad: Path, inhoud: bytes) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}")
    with tijdelijk.open("wb") as stroom:
        stroom.write(inhoud)
        stroom.flush()
        os.fsync(stroom.fileno())
    tijdelijk.replace(pad)
