"""Taking over who takes part, and numbers from a series inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from stelsel.apps.journal.actions import register_gebeurtenis

from .models import Aanbieder, Gemeente, Nummerreeks, Regio

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
