"""From facts to tasks, and from a task to its outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.herijking import (
    Herijkingstand,
    Herijkvoorstel,
    Uitkomst,
    get_herijkingsregel,
    list_herijkvoorstellen,
)

from ..models import Herijking, Toewijzing
from ..queries.herijkingen import list_antwoorden, list_hulpfeiten, list_te_herijken

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_BLOK = 1_000


class HerijkingNietMogelijk(Exception):
    """This task cannot be closed so; the text says why, in Dutch."""


@dataclass(frozen=True)
class Herijkronde:
    """What looking at the facts gave: new tasks, tasks whose fact came back, tasks whose fact is gone."""

    nieuw: int
    opnieuw: int
    vervallen: int


def register_nachtronde(*, today: date, now: datetime) -> Herijkronde:
    """Look at everybody, in blocks that are each whole by themselves."""
    clienten = list_te_herijken(today=today)
    rondes = [
        register_herijkingen(client_ids=clienten[i : i + _BLOK], today=today, now=now)
        for i in range(0, len(clienten), _BLOK)
    ]
    return Herijkronde(
        nieuw=sum(ronde.nieuw for ronde in rondes),
        opnieuw=sum(ronde.opnieuw for ronde in rondes),
        vervallen=sum(ronde.vervallen for ronde in rondes),
    )


@transaction.atomic
def register_herijkingen(*, client_ids: Iterable[int], today: date, now: datetime) -> Herijkronde:
    """Look at the help of some clients, when something happened around them, and write what the facts call
    for. Looking again changes nothing."""
    wie = list(client_ids)
    feiten = list_hulpfeiten(wie, today=today)
    voorstellen = {v.sleutel: v for v in list_herijkvoorstellen(feiten, today=today)}
    bekend = Herijking.objects.select_for_update(of=("self",)).filter(toewijzing__client_id__in=wie)
    rijen = {rij.sleutel: rij for rij in bekend.order_by("pk")}
    nieuw = _create_taken([v for sleutel, v in voorstellen.items() if sleutel not in rijen], today=today)
    gezien = {hulp.toewijzing for hulp in feiten}
    weg = [r for s, r in rijen.items() if s not in voorstellen and _vervalt(r, gezien, today=today)]
    terug = [r for s, r in rijen.items() if s in voorstellen and r.status == Herijkingstand.VERVALLEN.value]
    for rij in weg:
        rij.status, rij.afgesloten_by, rij.afgesloten_at = Herijkingstand.VERVALLEN.value, "regels", now
    for rij in terug:
        rij.status, rij.afgesloten_by, rij.afgesloten_at = Herijkingstand.OPEN.value, "", None
        rij.ontstaan_datum, rij.uiterste_datum = today, voorstellen[rij.sleutel].uiterlijk
    velden = ["status", "afgesloten_by", "afgesloten_at", "ontstaan_datum", "uiterste_datum"]
    Herijking.objects.bulk_update(weg + terug, velden, batch_size=_BLOK)
    return Herijkronde(nieuw=nieuw, opnieuw=len(terug), vervallen=len(weg))


def _vervalt(rij: Herijking, gezien: set[str], *, today: date) -> bool:
    """An open task without its fact: gone, unless only time went by and the help is still there."""
    regel = get_herijkingsregel(rij.regel, today=today)
    blijft = regel is not None and not regel.vervalt and str(rij.toewijzing_id) in gezien
    return rij.status == Herijkingstand.OPEN.value and not blijft


def _create_taken(voorstellen: list[Herijkvoorstel], *, today: date) -> int:
    """The rows; one that somebody else made at the same moment is left as it is."""
    Herijking.objects.bulk_create(
        [
            Herijking(
                sleutel=voorstel.sleutel,
                toewijzing_id=int(voorstel.toewijzing),
                regel=voorstel.regel,
                versie=voorstel.versie,
                feit=voorstel.feit,
                ontstaan_datum=today,
                uiterste_datum=voorstel.uiterlijk,
            )
            for voorstel in voorstellen
        ],
        ignore_conflicts=True,
        batch_size=_BLOK,
    )
    return len(voorstellen)


@transaction.atomic
def close_herijking(
    *, herijking: Herijking, uitkomst: Uitkomst, verwijzing: str, reden: str, by: User, now: datetime
) -> Herijking:
    """Say what came of it: something that was really done since the task was born, or nothing with a reason.
    Raises HerijkingNietMogelijk."""
    Toewijzing.objects.select_for_update().get(pk=herijking.toewijzing_id)
    rij = Herijking.objects.select_for_update().get(pk=herijking.pk)
    if rij.status != Herijkingstand.OPEN.value:
        raise HerijkingNietMogelijk("Deze taak is al afgedaan.")
    if uitkomst is Uitkomst.GELIJK:
        verwijzing = ""
        if not reden.strip():
            raise HerijkingNietMogelijk("Schrijf op waarom er niets verandert.")
    elif not any(a.uitkomst is uitkomst and a.sleutel == verwijzing for a in list_antwoorden(rij)):
        raise HerijkingNietMogelijk(
            "Dit is sinds het begin van deze taak niet gebeurd. Leg het eerst vast, of kies dat er niets "
            "verandert."
        )
    rij.status, rij.uitkomst = Herijkingstand.AFGEDAAN.value, uitkomst.value
    rij.verwijzing, rij.reden = verwijzing, reden.strip()
    rij.afgesloten_by, rij.afgesloten_at = by.username, now
    rij.save()
    register_gebeurtenis(
        soort="herijking_afgedaan",
        object_soort="toewijzing",
        object_sleutel=str(rij.toewijzing_id),
        actor=by.username,
        now=now,
        data={"regel": rij.regel, "uitkomst": rij.uitkomst, "verwijzing": verwijzing},
    )
    return rij
