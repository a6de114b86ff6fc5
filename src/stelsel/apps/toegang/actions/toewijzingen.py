"""The life of an allocation: given, changed, followed up, deleted. Every step is an event for the messages.

The client's row is locked first, so nothing is granted between the look and the change; the source of claims
locks the aanbieder's claims after it, so nothing is approved in between either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.levensloop import Aard, Levensloopplan, Regelzin, Stand, Wens
from stelsel.domein.toegang.voorwaarden import check_stand
from stelsel.domein.toegang.wijziging import decide_verwijdering, decide_wijziging

from .. import queries
from ..models import Besluit, Client, Toewijzing
from .hoofdverantwoordelijken import copy_contactpersoon, create_eerste_hoofden

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: What the messages wait for: a changed allocation becomes a 301.
TOEWIJZING_GEWIJZIGD = "toewijzing_gewijzigd"


class WijzigingNietMogelijk(Exception):
    """This allocation cannot be given or changed so; `bezwaren` are Dutch sentences with their rule."""

    def __init__(self, bezwaren: Sequence[Regelzin]) -> None:
        super().__init__(" ".join(zin.tekst for zin in bezwaren))
        self.bezwaren = list(bezwaren)


@transaction.atomic
def create_toewijzing(
    *,
    client: Client,
    stand: Stand,
    by: User,
    now: datetime,
    besluit: Besluit | None = None,
    referentie_aanbieder: str = "",
    naast_ander: bool = False,
    kenmerk: str = "",
) -> Toewijzing:
    """A new allocation under the next number of the gemeente and law. `referentie_aanbieder`: of the request
    that it honours; `kenmerk`: under which leave to go over a ceiling was asked. Raises
    WijzigingNietMogelijk, also when a ceiling stops new allocations."""
    Client.objects.select_for_update().get(pk=client.pk)
    bezwaren = check_stand(stand, andere=queries.list_standen(client.pk), naast_ander=naast_ander)
    bezwaren = list(bezwaren) or _list_stops(client, stand, kenmerk=kenmerk, today=now.date())
    if bezwaren:
        raise WijzigingNietMogelijk(bezwaren)
    return write_toewijzing(
        client=client, stand=stand, by=by, now=now, besluit=besluit, referentie_aanbieder=referentie_aanbieder
    )


@transaction.atomic
def change_toewijzing(
    *,
    toewijzing: Toewijzing,
    gewenst: Wens,
    today: date,
    now: datetime,
    by: User,
    referentie_aanbieder: str = "",
) -> list[Toewijzing]:
    """Make an allocation as wanted: under its own number, or ended and followed by a new one.

    Returns what was touched, the old number first. Raises WijzigingNietMogelijk."""
    rij = _lock(toewijzing)
    plan = decide_wijziging(
        queries.get_stand(rij), gewenst=gewenst, feiten=queries.get_feiten(rij, locked=True), today=today
    )
    if plan.bezwaren:
        raise WijzigingNietMogelijk(plan.bezwaren)
    geraakt = [_write_plan(rij, plan, by=by, now=now, referentie=referentie_aanbieder)] if plan.reden else []
    if plan.opvolger is not None:
        opvolger = write_toewijzing(
            client=rij.client,
            stand=plan.opvolger,
            by=by,
            now=now,
            besluit=rij.besluit,
            referentie_aanbieder=referentie_aanbieder,
        )
        copy_contactpersoon(rij, opvolger)
        geraakt.append(opvolger)
    return geraakt


@transaction.atomic
def withdraw_toewijzing(*, toewijzing: Toewijzing, by: User, now: datetime) -> Toewijzing:
    """Delete: it has to be taken as never sent. Raises WijzigingNietMogelijk when help began or was paid."""
    rij = _lock(toewijzing)
    plan = decide_verwijdering(queries.get_stand(rij), feiten=queries.get_feiten(rij, locked=True))
    if plan.bezwaren:
        raise WijzigingNietMogelijk(plan.bezwaren)
    return _write_plan(rij, plan, by=by, now=now)


@transaction.atomic
def register_ongewijzigd(
    *, toewijzing: Toewijzing, referentie_aanbieder: str, by: User, now: datetime
) -> None:
    """An allocation that stays as it is in a granted VOW: the 301 names it with the request's reference
    (IV093, IV097), and with its own Toewijzingsdatum (IV013)."""
    register_gewijzigd(
        toewijzing,
        actor=by.username,
        now=now,
        aard=Aard.ONGEWIJZIGD,
        referentie_aanbieder=referentie_aanbieder,
    )


def write_toewijzing(
    *,
    client: Client,
    stand: Stand,
    by: User,
    now: datetime,
    besluit: Besluit | None,
    referentie_aanbieder: str = "",
) -> Toewijzing:
    """The row of a new allocation and its event; inside the transaction that checked it."""
    [nummer] = create_nummers(reeks=f"toewijzing {client.gemeente_id} {stand.wet}")
    toewijzing = Toewijzing.objects.create(
        toewijzing_nummer=str(nummer),
        gemeente_id=client.gemeente_id,
        wet=stand.wet.value,
        client=client,
        aanbieder_id=stand.agb,
        besluit=besluit,
        categorie=stand.categorie,
        code=stand.code,
        toegewezen_at=now,
        referentie_aanbieder=referentie_aanbieder,
        **_get_inhoud(stand),
    )
    create_eerste_hoofden([toewijzing], actor=by.username, now=now)
    register_gewijzigd(
        toewijzing,
        actor=by.username,
        now=now,
        referentie_aanbieder=referentie_aanbieder,
    )
    return toewijzing


def register_gewijzigd(
    toewijzing: Toewijzing,
    *,
    actor: str,
    now: datetime,
    aard: Aard = Aard.NIEUW,
    referentie_aanbieder: str = "",
    stappen: Sequence[Regelzin] = (),
) -> None:
    """Tell the messages, through the journal, what happened to this allocation and at whose request."""
    register_gebeurtenis(
        soort=TOEWIJZING_GEWIJZIGD,
        object_soort="toewijzing",
        object_sleutel=str(toewijzing.pk),
        actor=actor,
        now=now,
        data={
            "client_id": toewijzing.client_id,
            "gemeente": toewijzing.gemeente_id,
            "wet": toewijzing.wet,
            "aanbieder": toewijzing.aanbieder_id,
            "toewijzing_nummer": toewijzing.toewijzing_nummer,
            "aard": aard.value,
            "referentie_aanbieder": referentie_aanbieder,
            "stappen": [zin.tekst for zin in stappen],
        },
    )


def _list_stops(client: Client, stand: Stand, *, kenmerk: str, today: date) -> list[Regelzin]:
    geraakt = queries.list_geraakte_plafonds(
        stand, gemeentecode=client.gemeente_id, kenmerk=kenmerk, today=today, lock=True
    )
    return [Regelzin("", queries.render_stop(g, kenmerk=kenmerk)) for g in geraakt if g.houdt_tegen]


def _lock(toewijzing: Toewijzing) -> Toewijzing:
    Client.objects.select_for_update().get(pk=toewijzing.client_id)
    rijen = Toewijzing.objects.select_for_update(of=("self",)).select_related("client", "besluit")
    return rijen.get(pk=toewijzing.pk)


def _write_plan(
    rij: Toewijzing, plan: Levensloopplan, *, by: User, now: datetime, referentie: str = ""
) -> Toewijzing:
    """The row as it will stand under its own number; the moment of deciding becomes its Toewijzingsdatum."""
    velden = {
        **_get_inhoud(plan.bestaand),
        "reden_wijziging": plan.reden.value if plan.reden else "",
        "toegewezen_at": now,
    }
    for veld, waarde in velden.items():
        setattr(rij, veld, waarde)
    rij.save(update_fields=list(velden))
    register_gewijzigd(
        rij,
        actor=by.username,
        now=now,
        aard=Aard.GEWIJZIGD,
        referentie_aanbieder=referentie,
        stappen=plan.stappen,
    )
    return rij


def _get_inhoud(stand: Stand) -> dict[str, Any]:
    """The columns that say when and how much."""
    omvang = stand.omvang
    return {
        "ingangsdatum": stand.periode.begin,
        "einddatum": stand.periode.eind,
        "volume": omvang.volume if omvang else None,
        "eenheid": omvang.eenheid.value if omvang else "",
        "frequentie": omvang.frequentie.value if omvang else "",
        "budget": stand.budget,
    }
