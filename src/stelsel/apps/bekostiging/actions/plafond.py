"""Setting and ending ceilings, and asking and giving leave to go over one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.kern.bedrag import Cent

from ..models import Ontheffing, Plafond

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class PlafondNietMogelijk(Exception):
    """This cannot be done with the ceiling; the text says why."""


@dataclass(frozen=True)
class Plafondwens:
    """A ceiling as it is wanted; see the model. `vandatum`: from which day it works."""

    soort: Plafond.Soort
    actie: Plafond.Actie
    wet: str
    jaar: int
    bedrag: Cent | None
    signaal_procent: int
    vandatum: date
    reden: str
    gemeente: Gemeente | None = None
    aanbieder: Aanbieder | None = None
    categorie: str = ""


@transaction.atomic
def register_plafond(wens: Plafondwens, *, by: User, now: datetime) -> Plafond:
    """Set a ceiling to the end of its year. Raises PlafondNietMogelijk when there is one already."""
    if not by.regio and (wens.gemeente is None or wens.gemeente.code != by.gemeentecode):
        raise PlafondNietMogelijk("U stelt alleen een plafond in voor uw eigen gemeente.")
    laatste = date(wens.jaar, 12, 31)
    if wens.vandatum > laatste:
        raise PlafondNietMogelijk(f"Een plafond voor {wens.jaar} gaat in op of voor 31 december {wens.jaar}.")
    if (ander := _get_overlap(wens, laatste)) is not None:
        raise PlafondNietMogelijk(f"Hier geldt al {ander.nummer}. Beëindig dat eerst.")
    (volgnummer,) = create_nummers(reeks="plafond")
    plafond = Plafond.objects.create(
        nummer=f"PF-{now.year}-{volgnummer:04d}",
        totdatum=laatste,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
        **vars(wens),
    )
    _register(plafond, "plafond_ingesteld", by=by, now=now)
    return plafond


@transaction.atomic
def withdraw_plafond(plafond: Plafond, *, reden: str, by: User, today: date, now: datetime) -> Plafond:
    """From today it does not work any more. Raises PlafondNietMogelijk."""
    rij = Plafond.objects.select_for_update().get(pk=plafond.pk)
    if rij.beeindigd_at is not None:
        raise PlafondNietMogelijk("Dit plafond is al beëindigd.")
    if not by.regio and rij.gemeente_id != by.gemeentecode:
        raise PlafondNietMogelijk("Dit plafond is van de regio. Iemand van de regio beëindigt het.")
    rij.totdatum = max(rij.vandatum, min(rij.totdatum, today - timedelta(days=1)))
    rij.beeindigd_door, rij.beeindigd_at, rij.beeindigd_reden = by.weergavenaam or by.username, now, reden
    rij.save(update_fields=["totdatum", "beeindigd_door", "beeindigd_at", "beeindigd_reden"])
    _register(rij, "plafond_beeindigd", by=by, now=now)
    return rij


@transaction.atomic
def register_ontheffing(plafond: Plafond, *, kenmerk: str, reden: str, by: User, now: datetime) -> Ontheffing:
    """Ask leave for one question or request of the own gemeente. Raises PlafondNietMogelijk when it was asked
    before."""
    gemeente = Gemeente.objects.get(code=by.gemeentecode)
    if Ontheffing.objects.filter(plafond=plafond, kenmerk=kenmerk).exists():
        raise PlafondNietMogelijk(f"Voor {kenmerk} is al ontheffing gevraagd.")
    (volgnummer,) = create_nummers(reeks="ontheffing")
    ontheffing = Ontheffing.objects.create(
        nummer=f"OH-{now.year}-{volgnummer:04d}",
        plafond=plafond,
        gemeente=gemeente,
        kenmerk=kenmerk,
        reden=reden,
        gevraagd_door=by.weergavenaam or by.username,
        gevraagd_persoon=by.persoon_sleutel,
        gevraagd_at=now,
    )
    _register(plafond, "ontheffing_gevraagd", by=by, now=now, kenmerk=kenmerk)
    return ontheffing


@transaction.atomic
def decide_ontheffing(
    ontheffing: Ontheffing, *, toestaan: bool, reden: str, by: User, now: datetime
) -> Ontheffing:
    """Somebody else allows or refuses. Raises PlafondNietMogelijk."""
    rij = Ontheffing.objects.select_for_update(of=("self",)).select_related("plafond").get(pk=ontheffing.pk)
    if rij.status != Ontheffing.Status.GEVRAAGD:
        raise PlafondNietMogelijk("Hierover is al besloten.")
    if rij.gevraagd_persoon == by.persoon_sleutel:
        raise PlafondNietMogelijk("U heeft deze ontheffing zelf gevraagd. Een ander beslist.")
    if not toestaan and not reden.strip():
        raise PlafondNietMogelijk("Schrijf op waarom u weigert.")
    rij.status = Ontheffing.Status.TOEGESTAAN if toestaan else Ontheffing.Status.GEWEIGERD
    rij.besluitreden, rij.besloten_at = reden, now
    rij.besloten_door, rij.besloten_persoon = by.weergavenaam or by.username, by.persoon_sleutel
    rij.save()
    _register(rij.plafond, f"ontheffing_{rij.status}", by=by, now=now, kenmerk=rij.kenmerk)
    return rij


def _get_overlap(wens: Plafondwens, laatste: date) -> Plafond | None:
    zelfde = Plafond.objects.filter(
        soort=wens.soort,
        wet=wens.wet,
        jaar=wens.jaar,
        gemeente=wens.gemeente,
        aanbieder=wens.aanbieder,
        categorie=wens.categorie,
    )
    loopt = zelfde.filter(vandatum__lte=laatste, totdatum__gte=wens.vandatum, beeindigd_at=None)
    return loopt.select_for_update().first()


def _register(plafond: Plafond, soort: str, *, by: User, now: datetime, kenmerk: str = "") -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="plafond",
        object_sleutel=plafond.nummer,
        actor=by.username,
        now=now,
        data={"actie": plafond.actie, "bedrag": plafond.bedrag, "jaar": plafond.jaar, "kenmerk": kenmerk},
    )
