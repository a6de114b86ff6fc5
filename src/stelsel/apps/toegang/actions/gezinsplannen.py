"""Making and keeping the plan of a household. What changes it makes the rules look at the members' help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.begrippen import Leefdomein
from stelsel.domein.toegang.gezin import Doelstand, Gezinsrol, Regiesoort

from ..models import Client, Gezinsdoel, Gezinslid, Gezinsplan, Huishouden, Planregie, Toewijzing
from .herijkingen import register_herijkingen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_EEN_DAG = timedelta(days=1)


class GezinsplanNietMogelijk(Exception):
    """This cannot stand in the plan; the text says why, in Dutch."""


@dataclass(frozen=True)
class Regiewens:
    """Who keeps regie: `agb` empty for the local team."""

    soort: Regiesoort
    contactpersoon: str
    agb: str = ""


@transaction.atomic
def create_gezinsplan(
    *, client: Client, rol: Gezinsrol, afspraak: str, by: User, today: date, now: datetime
) -> Gezinsplan:
    """A plan for the household of a client, who is its first member; the local team keeps regie on the whole.
    Raises GezinsplanNietMogelijk when there is one already."""
    rij = Client.objects.select_for_update(of=("self",)).select_related("huishouden").get(pk=client.pk)
    _check_gemeente(rij, by)
    huishouden = rij.huishouden
    if huishouden is None:
        huishouden = Huishouden.objects.create(nummer=f"H{rij.nummer}")
        rij.huishouden = huishouden
        rij.save(update_fields=["huishouden"])
    bestaand = Gezinsplan.objects.filter(gemeente_id=by.gemeentecode, huishouden=huishouden)
    if (oud := bestaand.filter(einddatum__isnull=True).first()) is not None:
        raise GezinsplanNietMogelijk(f"Dit huishouden heeft al een plan: {oud.nummer}.")
    [volgnummer] = create_nummers(reeks=f"gezinsplan {by.gemeentecode}")
    plan = Gezinsplan.objects.create(
        nummer=f"G{by.gemeentecode}-{volgnummer:05d}",
        gemeente_id=by.gemeentecode,
        huishouden=huishouden,
        begindatum=today,
        afspraak=afspraak.strip(),
        gemaakt_by=by.username,
        gemaakt_at=now,
    )
    Planregie.objects.create(
        plan=plan,
        soort=Regiesoort.TOTAAL.value,
        contactpersoon=by.weergavenaam or by.username,
        vanaf=today,
        vastgelegd_by=by.username,
        vastgelegd_at=now,
    )
    _register(plan, "gezinsplan_gemaakt", by=by, now=now)
    register_gezinslid(
        plan=plan, client=rij, rol=rol, hoofdverblijf=None, vanaf=today, by=by, today=today, now=now
    )
    return plan


@transaction.atomic
def register_gezinslid(
    *,
    plan: Gezinsplan,
    client: Client,
    rol: Gezinsrol,
    hoofdverblijf: bool | None,
    vanaf: date,
    by: User,
    today: date,
    now: datetime,
) -> Gezinslid:
    """Somebody belongs to the household from a day on. `hoofdverblijf` False: the main home is elsewhere, as
    for a child with two homes; None: here, unless it is elsewhere already. Raises GezinsplanNietMogelijk."""
    rij = _lock(plan, by)
    wie = Client.objects.select_for_update().get(pk=client.pk)
    _check_gemeente(wie, by)
    if vanaf < rij.begindatum:
        raise GezinsplanNietMogelijk(f"Het plan begint op {rij.begindatum:%d-%m-%Y}.")
    eigen = Gezinslid.objects.filter(client=wie)
    if eigen.filter(plan=rij, tot__isnull=True).exists():
        raise GezinsplanNietMogelijk("Deze persoon hoort al bij dit plan.")
    laatste = eigen.filter(plan=rij).order_by("-tot").values_list("tot", flat=True).first()
    if laatste is not None and vanaf <= laatste:
        raise GezinsplanNietMogelijk(f"Deze persoon hoorde erbij tot en met {laatste:%d-%m-%Y}.")
    elders = eigen.filter(hoofdverblijf=True, tot__isnull=True).exists()
    if hoofdverblijf and elders:
        raise GezinsplanNietMogelijk(
            "Deze persoon woont volgens een ander plan vooral daar. Kies dat dit het tweede huis is."
        )
    lid = Gezinslid.objects.create(
        plan=rij,
        client=wie,
        rol=rol.value,
        hoofdverblijf=not elders if hoofdverblijf is None else hoofdverblijf,
        vanaf=vanaf,
        vastgelegd_by=by.username,
        vastgelegd_at=now,
    )
    _register(rij, "gezinslid_erbij", by=by, now=now, data={"lid": lid.pk})
    _herijk(rij, today=today, now=now)
    return lid


@transaction.atomic
def close_gezinslid(*, lid: Gezinslid, tot: date, by: User, today: date, now: datetime) -> Gezinslid:
    """Somebody leaves the household; the days until then stay. Raises GezinsplanNietMogelijk."""
    plan = _lock(lid.plan, by)
    rij = Gezinslid.objects.select_for_update().get(pk=lid.pk)
    if rij.tot is not None:
        raise GezinsplanNietMogelijk("Deze persoon hoort al niet meer bij dit plan.")
    if tot < rij.vanaf or tot > today:
        raise GezinsplanNietMogelijk(
            "Kies een dag waarop deze persoon bij het gezin hoorde, tot en met vandaag."
        )
    rij.tot = tot
    rij.save(update_fields=["tot"])
    _register(plan, "gezinslid_weg", by=by, now=now, data={"lid": rij.pk})
    _herijk(plan, today=today, now=now)
    return rij


@transaction.atomic
def register_gezinsdoel(
    *, plan: Gezinsplan, leefdomein: Leefdomein, tekst: str, by: User, today: date, now: datetime
) -> Gezinsdoel:
    """A goal of the household as a whole. Raises GezinsplanNietMogelijk."""
    rij = _lock(plan, by)
    if not tekst.strip():
        raise GezinsplanNietMogelijk("Schrijf het doel op.")
    doel = Gezinsdoel.objects.create(
        plan=rij, leefdomein=leefdomein.value, tekst=tekst.strip(), gesteld_datum=today
    )
    _register(rij, "gezinsdoel_gesteld", by=by, now=now, data={"doel": doel.pk})
    _herijk(rij, today=today, now=now)
    return doel


@transaction.atomic
def close_gezinsdoel(
    *, doel: Gezinsdoel, stand: Doelstand, by: User, today: date, now: datetime
) -> Gezinsdoel:
    """Reached, or not asked any more. Raises GezinsplanNietMogelijk."""
    plan = _lock(doel.plan, by)
    rij = Gezinsdoel.objects.select_for_update().get(pk=doel.pk)
    if rij.stand != Doelstand.LOPEND.value or stand is Doelstand.LOPEND:
        raise GezinsplanNietMogelijk("Dit doel is al afgesloten.")
    rij.stand, rij.afgesloten_datum = stand.value, today
    rij.save(update_fields=["stand", "afgesloten_datum"])
    _register(plan, "gezinsdoel_afgesloten", by=by, now=now, data={"doel": rij.pk, "stand": stand.value})
    _herijk(plan, today=today, now=now)
    return rij


@transaction.atomic
def change_planregie(
    *, plan: Gezinsplan, wens: Regiewens, vanaf: date, by: User, today: date, now: datetime
) -> Planregie:
    """Somebody else keeps regie from a day on. Specialist help is led by an aanbieder that helps a member
    now. Raises GezinsplanNietMogelijk."""
    rij = _lock(plan, by)
    if not wens.contactpersoon.strip():
        raise GezinsplanNietMogelijk("Vul de naam in van wie de regie heeft.")
    if wens.soort is Regiesoort.TWEEDE_LIJN:
        _check_helpt(rij, wens.agb, today=today)
    oud = rij.regies.filter(soort=wens.soort.value, tot__isnull=True).first()
    if oud is not None and vanaf <= oud.vanaf:
        raise GezinsplanNietMogelijk(f"Kies een dag na {oud.vanaf:%d-%m-%Y}.")
    if vanaf < rij.begindatum:
        raise GezinsplanNietMogelijk(f"Het plan begint op {rij.begindatum:%d-%m-%Y}.")
    if oud is not None:
        oud.tot = vanaf - _EEN_DAG
        oud.save(update_fields=["tot"])
    nieuw = Planregie.objects.create(
        plan=rij,
        soort=wens.soort.value,
        aanbieder_id=wens.agb if wens.soort is Regiesoort.TWEEDE_LIJN else None,
        contactpersoon=wens.contactpersoon.strip(),
        vanaf=vanaf,
        vastgelegd_by=by.username,
        vastgelegd_at=now,
    )
    _register(rij, "planregie_gewijzigd", by=by, now=now, data={"soort": wens.soort.value})
    return nieuw


def _check_helpt(plan: Gezinsplan, agb: str, *, today: date) -> None:
    leden = plan.leden.filter(tot__isnull=True).values("client_id")
    lopend = Toewijzing.objects.actueel(today).filter(client_id__in=leden, gemeente_id=plan.gemeente_id)
    if not lopend.filter(aanbieder_id=agb).exists():
        raise GezinsplanNietMogelijk("Deze aanbieder helpt nu niemand van dit gezin.")


def _check_gemeente(client: Client, by: User) -> None:
    """A plan holds only people of one gemeente: of somebody else's help this gemeente may know nothing."""
    if client.gemeente_id != by.gemeentecode:
        raise GezinsplanNietMogelijk("Deze persoon hoort bij een andere gemeente.")


def _lock(plan: Gezinsplan, by: User) -> Gezinsplan:
    rij = Gezinsplan.objects.for_user(by).select_for_update().get(pk=plan.pk)
    if rij.einddatum is not None:
        raise GezinsplanNietMogelijk("Dit plan is afgesloten.")
    return rij


def _herijk(plan: Gezinsplan, *, today: date, now: datetime) -> None:
    """Look at the help of the members at once, not only at night."""
    leden = plan.leden.filter(tot__isnull=True).values_list("client_id", flat=True)
    register_herijkingen(client_ids=leden, today=today, now=now)


def _register(
    plan: Gezinsplan, soort: str, *, by: User, now: datetime, data: dict[str, Any] | None = None
) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="gezinsplan",
        object_sleutel=plan.nummer,
        actor=by.username,
        now=now,
        data=data,
    )
