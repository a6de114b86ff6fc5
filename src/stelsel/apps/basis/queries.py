"""Reading who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from stelsel.domein.marktschets.gebieden import Gebied, Gebiedenboom, Lidmaatschap, Niveau
from stelsel.lake.momentopnamen import Momentopname
from stelsel.lake.momentopnamen import list_momentopnamen as list_bewaarde
from stelsel.lake.opslag import Lake

from .models import Gebied as Gebiedrij
from .models import Gebiedslidmaatschap, Gemeente

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


_MOMENTOPNAME: ContextVar[str] = ContextVar("momentopname", default="")


def list_gemeenten(user: User) -> list[Gemeente]:
    """The gemeenten for which this user works and that were not merged into another, by name."""
    return list(Gemeente.objects.for_user(user).filter(opvolger__isnull=True).order_by("naam"))


def get_gebiedenboom() -> Gebiedenboom:
    """The tree gemeente, subregio, regio, bovenregio with its days; it says nothing of persons."""
    gemeenten = [Gebied(g.code, g.naam, Niveau.GEMEENTE, g.inwoners) for g in Gemeente.objects.all()]
    groepen = [Gebied(g.code, g.naam, Niveau(g.niveau)) for g in Gebiedrij.objects.all()]
    leden = [
        Lidmaatschap(rij.lidcode, rij.gebied_id, rij.vandatum, rij.totdatum) for rij in list_lidmaatschappen()
    ]
    opvolgers = dict(Gemeente.objects.filter(opvolger__isnull=False).values_list("code", "opvolger_id"))
    return Gebiedenboom({g.code: g for g in (*gemeenten, *groepen)}, tuple(leden), opvolgers)


def list_lidmaatschappen() -> list[Gebiedslidmaatschap]:
    """Who belonged to what, without what was entered by mistake; the oldest first."""
    rijen = Gebiedslidmaatschap.objects.filter(vervallen_at__isnull=True)
    return list(rijen.select_related("gebied", "gemeente", "deel").order_by("pk"))


def get_lake() -> Lake:
    """The lake of this installation (STELSEL_LAKE, for engines at STELSEL_LAKE_ADRES), as it is now or,
    inside `use_momentopname`, as it was kept under a name."""
    return Lake(
        Path(settings.STELSEL_LAKE), adres=settings.STELSEL_LAKE_ADRES, momentopname=_MOMENTOPNAME.get()
    )


def list_momentopnamen() -> list[Momentopname]:
    """The states of the lake that were kept under a name. For the analyst of the region only."""
    return list_bewaarde(Path(settings.STELSEL_LAKE))


@contextmanager
def use_momentopname(naam: str) -> Iterator[None]:
    """Inside the `with`, and in threads that copy its context, `get_lake` gives the state kept as `naam`; ""
    is that of now."""
    merk = _MOMENTOPNAME.set(naam)
    try:
        yield
    finally:
        _MOMENTOPNAME.reset(merk)
