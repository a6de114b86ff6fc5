"""What marktschets shows elsewhere: which facts are in and up to which day, and what waits for a decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import Rij, Werklijst, Werkvoorraad, register_werklijst

from . import queries
from .permissions import VASTSTELLERS


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
    register_werklijst(
        Werklijst(
            naam="Indeling van de markt vaststellen",
            rollen=frozenset(rol.value for rol in VASTSTELLERS),
            list_werk=list_lijstbesluiten,
            leeg="Er wacht geen voorstel op u.",
        )
    )


def list_lijstbesluiten(user: Any, today: date) -> Werkvoorraad:
    """Lists of segments that somebody else of the region proposed."""
    versies = [
        v for v in queries.list_open_segmentenversies(user) if v.gemaakt_persoon != user.persoon_sleutel
    ]
    return Werkvoorraad(
        aantal=len(versies),
        rijen=tuple(
            Rij(
                titel=f"Segmentenlijst {v.nummer}",
                adres=reverse("marktschets:segmentenversie", args=[v.nummer]),
                uitleg="geldt vanaf",
                datum=v.vanaf,
            )
            for v in versies
        ),
        adres=reverse("marktschets:segmentenlijst"),
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
