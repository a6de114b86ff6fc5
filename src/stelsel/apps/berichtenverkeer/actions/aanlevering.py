"""Handing in by hand: every file of a folder, a choice or a zip, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import Aanleverbestand, Aanlevering

from .inbox import BerichtGeweigerd, get_naam, list_inhoud, register_inkomend_bericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_SOORTEN = (".xml", ".zip")
_LENGTE = 500


@transaction.atomic
def register_aanlevering(
    *, bestanden: Iterable[tuple[str, BinaryIO]], by: User, now: datetime
) -> Aanlevering:
    """Store files that somebody hands in, those in a zip one by one; all or, when we are killed, none.

    A bad file does not stop the rest: it is kept by name, with a sentence. The messages are judged by the
    worker, whatever becomes of the page or the process that took them in."""
    aanlevering = Aanlevering.objects.create(
        agb=by.agb,
        gemeentecode="" if by.agb else by.gemeentecode,
        door=by.get_username(),
        door_naam=by.weergavenaam or by.get_username(),
        aangeleverd_at=now,
    )
    rijen = [
        _register(aanlevering, nummer, naam, inhoud, by=by, now=now)
        for nummer, (naam, inhoud) in enumerate(_list_bestanden(bestanden), start=1)
    ]
    Aanleverbestand.objects.bulk_create(rijen)
    return aanlevering


def _list_bestanden(
    bestanden: Iterable[tuple[str, BinaryIO]],
) -> Iterator[tuple[str, bytes | BerichtGeweigerd]]:
    for naam, stroom in bestanden:
        if naam.lower().endswith(_SOORTEN):
            yield from list_inhoud(naam, stroom)
        else:
            zin = f"{get_naam(naam)} is geen XML-bestand en geen zipbestand. U kunt het weglaten."
            yield naam, BerichtGeweigerd(zin)


def _register(
    aanlevering: Aanlevering,
    volgnummer: int,
    naam: str,
    inhoud: bytes | BerichtGeweigerd,
    *,
    by: User,
    now: datetime,
) -> Aanleverbestand:
    """The row of one file, unsaved; the message itself is in the inbox then."""
    rij = Aanleverbestand(aanlevering=aanlevering, volgnummer=volgnummer, naam=get_naam(naam))
    try:
        if isinstance(inhoud, BerichtGeweigerd):
            raise inhoud
        rij.inkomend = register_inkomend_bericht(bestandsnaam=naam, inhoud=inhoud, now=now, by=by)
    except BerichtGeweigerd as fout:
        rij.geweigerd = str(fout)[:_LENGTE]
    return rij
