"""Proposing amounts per aanbieder, changing one after talks, and writing down that it was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import Cent

from ..models import Afspraakregel, Budgetafspraak
from ..queries.budgetafspraak import Afspraakvraag, get_afspraken

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class AfspraakNietMogelijk(Exception):
    """This cannot be agreed so; the text says why."""


@transaction.atomic
def register_budgetafspraak(vraag: Afspraakvraag, *, by: User, today: date, now: datetime) -> Budgetafspraak:
    """Keep the proposals of a gemeente, law and year. Raises GeenHistorie."""
    afspraken = get_afspraken(vraag, today=today)
    (volgnummer,) = create_nummers(reeks="budgetafspraak")
    afspraak = Budgetafspraak.objects.create(
        nummer=f"BA-{now.year}-{volgnummer:04d}",
        gemeente=vraag.gemeente,
        wet=vraag.wet,
        jaar=vraag.jaar,
        marge=get_aantal("budgetafspraak_marge", peildatum=today),
        grondslag=dict(afspraken.grondslag),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    bekend = set(Aanbieder.objects.filter(agb__in=list(afspraken.regels)).values_list("agb", flat=True))
    Afspraakregel.objects.bulk_create(
        Afspraakregel(
            afspraak=afspraak,
            aanbieder_id=agb if agb in bekend else None,
            historie=[[jaar, kosten] for jaar, kosten in sorted(historie.kosten.items())],
            weging=float(voorstel.weging),
            ruw=voorstel.ruw,
            gewogen=voorstel.gewogen,
            voorstel=voorstel.bedrag,
            bedrag=voorstel.bedrag,
        )
        for agb, (historie, voorstel) in afspraken.regels.items()
    )
    _register(afspraak, "budgetafspraak_voorgesteld", by=by, now=now)
    return afspraak


@transaction.atomic
def change_afspraakregel(
    regel: Afspraakregel,
    *,
    bedrag: Cent,
    reden: str,
    namens: str,
    by: User,
    now: datetime,
    bewaak: Callable[[Afspraakregel], None] | None = None,
) -> Afspraakregel:
    """Another amount, with a reason; with `namens` it is agreed with that person. `bewaak` gets the line as
    it is now, and raises when it is no longer what the maker saw. Raises AfspraakNietMogelijk."""
    rij = Afspraakregel.objects.select_for_update(of=("self",)).select_related("afspraak").get(pk=regel.pk)
    if rij.akkoord_at is not None:
        raise AfspraakNietMogelijk("Deze afspraak is al gemaakt. Maak een nieuw voorstel om haar te herzien.")
    if bewaak is not None:
        bewaak(rij)
    if rij.aanbieder_id is None and namens:
        raise AfspraakNietMogelijk("Dit zijn meer aanbieders samen: daarmee maakt u geen afspraak.")
    if bedrag != rij.voorstel and not reden.strip():
        raise AfspraakNietMogelijk("Schrijf op waarom u van het voorstel afwijkt.")
    wie = by.weergavenaam or by.username
    rij.bedrag, rij.reden, rij.gewijzigd_door, rij.gewijzigd_at = bedrag, reden, wie, now
    if namens:
        rij.akkoord_namens, rij.akkoord_door, rij.akkoord_at = namens, wie, now
    rij.save()
    soort = "budgetafspraak_gemaakt" if namens else "budgetafspraak_gewijzigd"
    _register(rij.afspraak, soort, by=by, now=now)
    return rij


def _register(afspraak: Budgetafspraak, soort: str, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="budgetafspraak",
        object_sleutel=afspraak.nummer,
        actor=by.username,
        now=now,
        data={"jaar": afspraak.jaar, "wet": afspraak.wet},
    )
