"""Numbers from a series, inside the caller's transaction."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from .models import Nummerreeks


@transaction.atomic
def create_nummers(*, reeks: str, aantal: int = 1) -> range:
    """The next `aantal` numbers of a series, e.g. range(5, 6); the row lock lasts until the outer commit."""
    Nummerreeks.objects.get_or_create(naam=reeks)
    Nummerreeks.objects.filter(naam=reeks).update(laatste=F("laatste") + aantal)
    laatste = Nummerreeks.objects.get(naam=reeks).laatste
    return range(laatste - aantal + 1, laatste + 1)
