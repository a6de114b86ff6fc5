"""What marktschets shows elsewhere: to the analyst, which facts are in and up to which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import Rij, Werklijst, Werkvoorraad, register_werklijst

from . import queries


def register() -> None:
    """Add the work list of this context."""
    register_werklijst(
        Werklijst(
            naam="Gegevens voor de marktschets",
            rollen=frozenset({Rol.ANALIST.value}),
            list_werk=list_werk,
            leeg="Er zijn nog geen gegevens gepubliceerd.",
        )
    )


def list_werk(user: Any, today: date) -> Werkvoorraad:
    """One line per source of claim lines."""
    adres = reverse("marktschets:marktschets")
    bronnen = queries.list_bronnen()
    return Werkvoorraad(
        aantal=len(bronnen),
        rijen=tuple(
            Rij(titel=f"Bron {naam}", adres=adres, uitleg="tot en met", datum=dag) for naam, dag in bronnen
        ),
        adres=adres,
    )
