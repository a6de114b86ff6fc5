"""What the catalogue shows elsewhere: its profiles in search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from stelsel.apps.web.panels import Rij, Zoekbron, register_zoekbron

from . import queries
from .permissions import LEZERS

PER_LIJST = 5


def register() -> None:
    """Add the search of this context."""
    register_zoekbron(Zoekbron("Profielen", frozenset(rol.value for rol in LEZERS), list_treffers))


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Profiles by code or name; the same for everybody."""
    return [
        Rij(
            titel=str(profiel),
            adres=reverse("profielen:profiel", args=[profiel.code]),
            uitleg=profiel.get_wet_display(),
        )
        for profiel in queries.list_gevonden_profielen(zoekterm, aantal=PER_LIJST)
    ]
