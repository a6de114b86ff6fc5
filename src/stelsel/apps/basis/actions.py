"""Taking over who takes part, and numbers from a series inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.marktschets.gebieden import GebiedFout, Lidmaatschap, check_lidmaatschap

from .models import Aanbieder, Gebied, Gebiedslidmaatschap, Gemeente, Nummerreeks, Regio
from .queries import get_gebiedenboom

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@transaction.atomic
def create_nummers(*, reeks: str, aantal: int = 1) -> range:
    """The next `aantal` numbers of a series, e.g. range(5, 6); the row lock lasts until the outer commit."""
    rij = Nummerreeks.objects.filter(naam=reeks)
    if not rij.update(laatste=F("laatste") + aantal):
        Nummerreeks.objects.get_or_create(naam=reeks)
        rij.update(laatste=F("laatste") + aantal)
    laatste = rij.values_list("laatste", flat=True).get()
    return range(laatste - aantal + 1, laatste + 1)


@transaction.atomic
def take_over_regio(
    *, naam: str, gemeenten: Iterable[Gemeente], aanbieders: Iterable[Aanbieder], by: User, now: datetime
) -> Regio:
    """A region with its gemeenten (unsaved; a gemeente comes after its `opvolger`) and the aanbieders."""
    regio = Regio.objects.create(naam=naam)
    for gemeente in gemeenten:
        gemeente.regio = regio
        gemeente.save(force_insert=True)
    Aanbieder.objects.bulk_create(aanbieders)
    register_gebeurtenis(
        soort="regio_overgenomen", object_soort="regio", object_sleutel=naam, actor=by.username, now=now
    )
    return regio


@transaction.atomic
def register_gebied(*, code: str, naam: str, niveau: str, by: User, now: datetime) -> Gebied:
    """A new area without members. Raises GebiedFout when the code is in use."""
    if Gebied.objects.filter(code=code).exists() or Gemeente.objects.filter(code=code).exists():
        raise GebiedFout(f"De code {code} is al in gebruik.")
    gebied = Gebied.objects.create(code=code, naam=naam, niveau=niveau)
    _register(gebied.code, "gebied_vastgelegd", by=by, now=now, data={"naam": naam, "niveau": niveau})
    return gebied


@transaction.atomic
def register_lidmaatschap(
    *, lid: str, gebied: str, van: date | None, tot: date | None = None, bron: str, by: User, now: datetime
) -> Gebiedslidmaatschap:
    """A gemeente or area (by code) joins an area; `bron`: where that was decided. Raises GebiedFout when it
    does not fit in the tree."""
    list(Gebied.objects.select_for_update().order_by("code"))  # one change of the tree at a time
    check_lidmaatschap(get_gebiedenboom(), Lidmaatschap(lid, gebied, van, tot))
    is_gemeente = Gemeente.objects.filter(code=lid).exists()
    rij = Gebiedslidmaatschap.objects.create(
        gebied_id=gebied,
        gemeente_id=lid if is_gemeente else None,
        deel_id=None if is_gemeente else lid,
        vandatum=van,
        totdatum=tot,
        bron=bron,
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    data = {"lid": lid, "van": str(van or ""), "tot": str(tot or ""), "bron": bron}
    _register(gebied, "lidmaatschap_vastgelegd", by=by, now=now, data=data)
    return rij


@transaction.atomic
def close_lidmaatschap(rij: Gebiedslidmaatschap, *, tot: date, by: User, now: datetime) -> None:
    """The last day of a membership. Raises GebiedFout when that lies before its first day."""
    rij = Gebiedslidmaatschap.objects.select_for_update().get(pk=rij.pk)
    if rij.vervallen_at is not None or (rij.totdatum is not None and rij.totdatum <= tot):
        raise GebiedFout("Dit lidmaatschap is al eerder geëindigd.")
    if rij.vandatum is not None and tot < rij.vandatum:
        raise GebiedFout("De laatste dag ligt voor de eerste dag.")
    rij.totdatum = tot
    rij.save(update_fields=["totdatum"])
    data = {"lid": rij.lidcode, "tot": tot.isoformat()}
    _register(rij.gebied_id, "lidmaatschap_beeindigd", by=by, now=now, data=data)


@transaction.atomic
def withdraw_lidmaatschap(rij: Gebiedslidmaatschap, *, by: User, now: datetime) -> None:
    """A membership that was entered by mistake; it stays to be seen in the journal."""
    geraakt = Gebiedslidmaatschap.objects.filter(pk=rij.pk, vervallen_at__isnull=True).update(
        vervallen_at=now
    )
    if geraakt:
        _register(rij.gebied_id, "lidmaatschap_vervallen", by=by, now=now, data={"lid": rij.lidcode})


def _register(gebied: str, soort: str, *, by: User, now: datetime, data: dict[str, str]) -> None:
    register_gebeurtenis(
        soort=soort, object_soort="gebied", object_sleutel=gebied, actor=by.username, now=now, data=data
    )
