"""Bringing the register of the own contribution up to date with what was delivered."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering

from .. import queries
from ..models import Bijdrageperiode

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def change_bijdrageregister(*, by: User, today: date, now: datetime) -> int:
    """Make every record what the deliveries of the user's gemeente say; how many changed.

    New: a number of its own. Other end: changed. No delivery any more: lapsed; its number stays taken."""
    gemeente = Gemeente.objects.select_for_update().get(pk=by.gemeentecode)
    verschillen = queries.list_bijdrageverschillen(gemeente.pk, today=today)
    hoogste = Bijdrageperiode.objects.filter(gemeente=gemeente).aggregate(n=Max("start_nummer"))["n"] or 0
    for verschil in verschillen:
        rij, periode = verschil.register, verschil.levering
        if rij is None and periode is not None:
            hoogste += 1
            rij = Bijdrageperiode(
                gemeente=gemeente,
                client=verschil.client,
                start_nummer=hoogste,
                startdatum=periode.begin,
                stopdatum=periode.eind,
                status=Aanlevering.EERSTE,
            )
        elif rij is not None:
            rij.status = Aanlevering.GEWIJZIGD if periode else Aanlevering.VERWIJDERD
            rij.stopdatum = periode.eind if periode else rij.stopdatum
        if rij is not None:
            rij.bijgewerkt_at = now
            rij.save()
            rij.meldingen.create(
                status=rij.status,
                startdatum=rij.startdatum,
                stopdatum=rij.stopdatum,
                gemeld_at=now,
                gemeld_by=by.username,
            )
    register_gebeurtenis(
        soort="bijdrageregister_bijgewerkt",
        object_soort="gemeente",
        object_sleutel=gemeente.pk,
        actor=by.username,
        now=now,
        data={"gewijzigd": len(verschillen)},
    )
    return len(verschillen)
