"""Who answers for help: one aanbieder with a contact person, from a day on, and the rare second one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.gezin import Uitzonderingstand

from ..models import Hoofdverantwoordelijke, Toewijzing, Uitzondering
from ..queries.hoofdverantwoordelijken import list_helpende_aanbieders

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_EEN_DAG = timedelta(days=1)
_BLOK = 2_000


class HoofdverantwoordelijkeNietMogelijk(Exception):
    """Nobody can answer for this help so; the text says why, in Dutch."""


@dataclass(frozen=True)
class Aanspreekpunt:
    """The aanbieder that answers and the person there."""

    agb: str
    contactpersoon: str
    functie: str = ""
    telefoon: str = ""


def create_eerste_hoofden(toewijzingen: Sequence[Toewijzing], *, actor: str, now: datetime) -> None:
    """The aanbieder of every new allocation answers for it from the first day; inside the transaction that
    makes them, so that none is ever without."""
    Hoofdverantwoordelijke.objects.bulk_create(
        [
            Hoofdverantwoordelijke(
                toewijzing=rij,
                aanbieder_id=rij.aanbieder_id,
                vanaf=rij.ingangsdatum,
                vastgelegd_by=actor,
                vastgelegd_at=now,
            )
            for rij in toewijzingen
        ],
        batch_size=_BLOK,
    )


def copy_contactpersoon(rij: Toewijzing, opvolger: Toewijzing) -> None:
    """Who answered for an allocation goes on under the number that follows it."""
    lead = rij.hoofdverantwoordelijken.filter(tot__isnull=True, uitzondering__isnull=True).first()
    if lead is not None:
        opvolger.hoofdverantwoordelijken.filter(tot__isnull=True).update(
            aanbieder=lead.aanbieder_id,
            contactpersoon=lead.contactpersoon,
            functie=lead.functie,
            telefoon=lead.telefoon,
        )


@transaction.atomic
def change_hoofdverantwoordelijke(
    *, toewijzing: Toewijzing, punt: Aanspreekpunt, vanaf: date, by: User, today: date, now: datetime
) -> Hoofdverantwoordelijke:
    """Somebody else answers from `vanaf` on; who did so before keeps the days until then. An aanbieder names
    only its own people. Raises HoofdverantwoordelijkeNietMogelijk."""
    rij = Toewijzing.objects.select_for_update().get(pk=toewijzing.pk)
    _check_punt(rij, punt, by=by, today=today)
    oud = rij.hoofdverantwoordelijken.filter(tot__isnull=True, uitzondering__isnull=True).first()
    vanaf = max(vanaf, rij.ingangsdatum)
    if rij.einddatum is not None and vanaf > rij.einddatum:
        raise HoofdverantwoordelijkeNietMogelijk("Op die dag is de hulp al afgelopen.")
    if oud is not None and by.agb and oud.aanbieder_id != by.agb:
        raise HoofdverantwoordelijkeNietMogelijk(
            "Een andere aanbieder is verantwoordelijk. Alleen de gemeente kan dat veranderen."
        )
    if oud is not None and vanaf < oud.vanaf:
        raise HoofdverantwoordelijkeNietMogelijk(f"Kies een dag op of na {oud.vanaf:%d-%m-%Y}.")
    if oud is not None and vanaf == oud.vanaf:
        if oud.contactpersoon:
            raise HoofdverantwoordelijkeNietMogelijk(f"Kies een dag na {oud.vanaf:%d-%m-%Y}.")
        nieuw = oud
    else:
        if oud is not None:
            oud.tot = vanaf - _EEN_DAG
            oud.save(update_fields=["tot"])
        nieuw = Hoofdverantwoordelijke(toewijzing=rij, vanaf=vanaf)
    _fill(nieuw, punt, by=by, now=now)
    _register(rij, "hoofdverantwoordelijke_gewijzigd", by=by, now=now, data={"aanbieder": punt.agb})
    return nieuw


@transaction.atomic
def register_uitzondering(
    *,
    toewijzing: Toewijzing,
    punt: Aanspreekpunt,
    reden: str,
    vanaf: date,
    tot: date,
    by: User,
    today: date,
    now: datetime,
) -> Uitzondering:
    """Ask for a second aanbieder that answers for the same help, until a day. It holds only after somebody
    else approved it. Raises HoofdverantwoordelijkeNietMogelijk."""
    rij = Toewijzing.objects.select_for_update().get(pk=toewijzing.pk)
    _check_punt(rij, punt, by=by, today=today)
    lead = rij.hoofdverantwoordelijken.filter(tot__isnull=True, uitzondering__isnull=True).first()
    if not reden.strip():
        raise HoofdverantwoordelijkeNietMogelijk("Schrijf op waarom één verantwoordelijke niet genoeg is.")
    if lead is not None and lead.aanbieder_id == punt.agb:
        raise HoofdverantwoordelijkeNietMogelijk("Deze aanbieder is al hoofdverantwoordelijk.")
    if tot < vanaf or vanaf < rij.ingangsdatum or (rij.einddatum is not None and tot > rij.einddatum):
        raise HoofdverantwoordelijkeNietMogelijk("Kies dagen waarop deze hulp loopt.")
    if rij.uitzonderingen.exclude(status="afgewezen").filter(vanaf__lte=tot, tot__gte=vanaf).exists():
        raise HoofdverantwoordelijkeNietMogelijk("Voor deze dagen is al een uitzondering gevraagd.")
    uitzondering = Uitzondering.objects.create(
        toewijzing=rij,
        aanbieder_id=punt.agb,
        contactpersoon=punt.contactpersoon.strip(),
        reden=reden.strip(),
        vanaf=vanaf,
        tot=tot,
        gevraagd_by=by.username,
        gevraagd_persoon=by.persoon_sleutel,
        gevraagd_at=now,
    )
    _register(rij, "uitzondering_gevraagd", by=by, now=now, data={"aanbieder": punt.agb})
    return uitzondering


@transaction.atomic
def approve_uitzondering(*, uitzondering: Uitzondering, by: User, now: datetime) -> Uitzondering:
    """The second person agrees: from then on there are two. Raises HoofdverantwoordelijkeNietMogelijk."""
    rij = _decide(uitzondering, Uitzonderingstand.GOEDGEKEURD, by=by, now=now)
    Hoofdverantwoordelijke.objects.create(
        toewijzing=rij.toewijzing,
        aanbieder_id=rij.aanbieder_id,
        contactpersoon=rij.contactpersoon,
        uitzondering=rij,
        vanaf=rij.vanaf,
        tot=rij.tot,
        vastgelegd_by=by.username,
        vastgelegd_at=now,
    )
    return rij


@transaction.atomic
def reject_uitzondering(*, uitzondering: Uitzondering, by: User, now: datetime) -> Uitzondering:
    """The second person does not agree: one lead stays one. Raises HoofdverantwoordelijkeNietMogelijk."""
    return _decide(uitzondering, Uitzonderingstand.AFGEWEZEN, by=by, now=now)


def _decide(uitzondering: Uitzondering, stand: Uitzonderingstand, *, by: User, now: datetime) -> Uitzondering:
    rij = Uitzondering.objects.select_for_update(of=("self",)).get(pk=uitzondering.pk)
    if rij.status != Uitzonderingstand.GEVRAAGD.value:
        raise HoofdverantwoordelijkeNietMogelijk("Over deze uitzondering is al besloten.")
    if rij.gevraagd_persoon == by.persoon_sleutel:
        raise HoofdverantwoordelijkeNietMogelijk("U vroeg deze uitzondering zelf. Iemand anders beslist.")
    rij.status = stand.value
    rij.besloten_by, rij.besloten_persoon, rij.besloten_at = by.username, by.persoon_sleutel, now
    rij.save()
    _register(rij.toewijzing, f"uitzondering_{stand.value}", by=by, now=now, data={"uitzondering": rij.pk})
    return rij


def _check_punt(rij: Toewijzing, punt: Aanspreekpunt, *, by: User, today: date) -> None:
    """A name, and an aanbieder that helps this client."""
    if not punt.contactpersoon.strip():
        raise HoofdverantwoordelijkeNietMogelijk("Vul de naam van de contactpersoon in.")
    if rij.verwijderd:
        raise HoofdverantwoordelijkeNietMogelijk("Deze toewijzing is verwijderd.")
    if by.agb and punt.agb != by.agb:
        raise HoofdverantwoordelijkeNietMogelijk("U kunt alleen iemand van uw eigen organisatie noemen.")
    helpt = list_helpende_aanbieders(rij.client, today=today).filter(pk=punt.agb).exists()
    if not helpt and punt.agb != rij.aanbieder_id:
        raise HoofdverantwoordelijkeNietMogelijk("Deze aanbieder helpt deze cliënt nu niet.")


def _fill(rij: Hoofdverantwoordelijke, punt: Aanspreekpunt, *, by: User, now: datetime) -> None:
    rij.aanbieder_id, rij.contactpersoon = punt.agb, punt.contactpersoon.strip()
    rij.functie, rij.telefoon = punt.functie.strip(), punt.telefoon.strip()
    rij.vastgelegd_by, rij.vastgelegd_at = by.username, now
    rij.save()


def _register(rij: Toewijzing, soort: str, *, by: User, now: datetime, data: dict[str, str | int]) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="toewijzing",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data=dict(data),
    )
