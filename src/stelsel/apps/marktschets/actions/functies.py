"""Linking products to functions, and freezing the baseline of the functions."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.marktschets.functies import FunctieFout, Koppeling, check_koppeling, get_functielijst
from stelsel.kern.vastlegging import render_vastlegging

from ..models import Functieproduct, Nulmeting
from ..queries import Peiling, list_functieproducten

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def register_functieproduct(koppeling: Koppeling, *, waarom: str, by: User, now: datetime) -> Functieproduct:
    """Link products to a function. The first link makes those of the standard rows of the region too, so that
    they can be ended. Raises FunctieFout when a product would belong to two functions at once."""
    rijen = list(list_functieproducten(by))
    if not rijen:
        rijen = [
            _create(begin, waarom="Hoort volgens de standaard bij deze functie.", by=by, now=now)
            for begin in get_functielijst().begin
        ]
    check_koppeling([_als_koppeling(rij) for rij in rijen], koppeling)
    rij = _create(koppeling, waarom=waarom, by=by, now=now)
    _register("functieproduct_gekoppeld", rij, by=by, now=now, data={"waarom": waarom})
    return rij


@transaction.atomic
def close_functieproduct(rij: Functieproduct, *, tot: date, by: User, now: datetime) -> None:
    """The last day of a link. Raises FunctieFout when that lies before its first day or it ended before."""
    rij = Functieproduct.objects.select_for_update().get(pk=rij.pk)
    if rij.vandatum is not None and tot < rij.vandatum:
        raise FunctieFout("De laatste dag ligt voor de eerste dag.")
    if rij.vervallen_at is not None or (rij.totdatum is not None and rij.totdatum <= tot):
        raise FunctieFout("Deze koppeling is al eerder geëindigd.")
    rij.totdatum = tot
    rij.save(update_fields=["totdatum"])
    _register("functieproduct_beeindigd", rij, by=by, now=now, data={"tot": tot.isoformat()})


@transaction.atomic
def withdraw_functieproduct(rij: Functieproduct, *, by: User, now: datetime) -> None:
    """A link that was entered by mistake; it stays in the journal."""
    if Functieproduct.objects.filter(pk=rij.pk, vervallen_at__isnull=True).update(vervallen_at=now):
        _register("functieproduct_vervallen", rij, by=by, now=now, data={})


@transaction.atomic
def register_nulmeting(peiling: Peiling, *, waarom: str, by: User, now: datetime) -> Nulmeting:
    """Freeze the figures of a reference day; nothing changes them afterwards."""
    (volgnummer,) = create_nummers(reeks="nulmeting")
    inhoud = peiling.als_data()
    nulmeting = Nulmeting.objects.create(
        nummer=f"NM-{now.year}-{volgnummer:04d}",
        peildatum=peiling.peildatum,
        waarom=waarom,
        inhoud=inhoud,
        vingerafdruk=hashlib.sha256(render_vastlegging(inhoud).encode()).hexdigest(),
        gegevens_tm=peiling.gegevens_tm,
        lakeversie=peiling.lakeversie,
        functieversie=get_functielijst().versie,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="nulmeting_vastgelegd",
        object_soort="nulmeting",
        object_sleutel=nulmeting.nummer,
        actor=by.username,
        now=now,
        data={"peildatum": peiling.peildatum.isoformat(), "vingerafdruk": nulmeting.vingerafdruk},
    )
    return nulmeting


def _als_koppeling(rij: Functieproduct) -> Koppeling:
    return Koppeling(rij.functie, rij.productcategorie, rij.productcode, rij.vandatum, rij.totdatum)


def _create(koppeling: Koppeling, *, waarom: str, by: User, now: datetime) -> Functieproduct:
    return Functieproduct.objects.create(
        functie=koppeling.functie,
        productcategorie=koppeling.categorie,
        productcode=koppeling.code,
        vandatum=koppeling.van,
        totdatum=koppeling.tot,
        waarom=waarom,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )


def _register(soort: str, rij: Functieproduct, *, by: User, now: datetime, data: dict[str, Any]) -> None:
    product = {"functie": rij.functie, "categorie": rij.productcategorie, "code": rij.productcode}
    register_gebeurtenis(
        soort=soort,
        object_soort="functieproduct",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data=product | data,
    )
