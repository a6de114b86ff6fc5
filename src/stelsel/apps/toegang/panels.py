"""What access shows elsewhere: open questions, late starts, clients in search, the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.web.panels import (
    Moment,
    Paneel,
    Rij,
    Werklijst,
    Werkvoorraad,
    Zoekbron,
    register_paneel,
    register_werklijst,
    register_zoekbron,
)

from . import queries
from .models import Toewijzing, Vraag
from .permissions import ROLLEN, Handeling

#: What each event of the journal says to a person.
TEKST = {
    "client_geregistreerd": "Cliënt geregistreerd",
    "client_overgenomen": "Cliënt overgenomen uit het vorige systeem",
    "vraag_gesteld": "Vraag gesteld",
    "vraag_gewijzigd": "Vraag en situatie bijgewerkt",
    "leefdomeinen_beschreven": "Leefdomeinen beschreven",
    "doel_gesteld": "Doel opgeschreven",
    "doel_ingetrokken": "Doel weggehaald",
    "profiel_gekozen": "Profiel en omvang gekozen",
    "aanbieder_gekozen": "Aanbieder gekozen",
    "besluit_genomen": "Besluit genomen en brief gemaakt",
    "toewijzing_gewijzigd": "Toewijzing gemaakt of gewijzigd",
    "toewijzing_overgenomen": "Toewijzing overgenomen uit het vorige systeem",
    "start_gemeld": "Start van de hulp gemeld",
    "start_ingetrokken": "Melding van de start ingetrokken",
    "stop_gemeld": "Einde van de hulp gemeld",
    "stop_ingetrokken": "Melding van het einde ingetrokken",
}
PER_LIJST = 5


def register() -> None:
    """Add the work lists, the search and the timeline of this context."""
    regisseur, backoffice = frozenset({Rol.REGISSEUR.value}), frozenset({Rol.BACKOFFICE.value})
    lezers = frozenset(str(rol) for rol in ROLLEN[Handeling.DOSSIER_LEZEN])
    register_werklijst(
        Werklijst(
            "Vragen waarover u nog beslist", regisseur, list_vragen, "Er wachten geen vragen op een besluit."
        )
    )
    register_werklijst(
        Werklijst(
            "Hulp die nog niet is begonnen",
            regisseur | backoffice | {Rol.AANBIEDER.value},
            list_niet_gestart,
            "Alle toegewezen hulp is begonnen.",
        )
    )
    register_zoekbron(Zoekbron("Cliënten", lezers, list_treffers))
    register_paneel(Paneel("client", "Toegang", lezers, list_momenten))


def list_vragen(user: Any, today: date) -> Werkvoorraad:
    """Open questions, the oldest first, with the last day to decide."""
    vragen = queries.list_open_vragen(user)
    return Werkvoorraad(
        aantal=vragen.count(),
        rijen=tuple(_als_vraagrij(vraag, today) for vraag in vragen[:PER_LIJST]),
        adres=reverse("toegang:vragen"),
    )


def _als_vraagrij(vraag: Vraag, today: date) -> Rij:
    uiterlijk = queries.get_uiterste_besluitdatum(vraag)
    return Rij(
        titel=vraag.client.volledige_naam,
        adres=reverse("toegang:vraag", args=[vraag.nummer]),
        uitleg="beslis uiterlijk",
        datum=uiterlijk,
        woord="Te laat" if uiterlijk < today else "",
        toon="fout",
        client_nummer=vraag.client.nummer,
    )


def list_niet_gestart(user: Any, today: date) -> Werkvoorraad:
    """Allocations whose first day has come without a start message."""
    wachtend = queries.list_niet_gestart(user).filter(ingangsdatum__lte=today)
    return Werkvoorraad(
        aantal=wachtend.count(),
        rijen=tuple(_als_startrij(rij) for rij in wachtend[:PER_LIJST]),
        adres=reverse("toegang:toewijzingen") + "?levering=wacht",
    )


def _als_startrij(rij: Toewijzing) -> Rij:
    return Rij(
        titel=f"{rij.client.volledige_naam}, {rij.aanbieder.naam}",
        adres=reverse("toegang:toewijzing", args=[rij.pk]),
        uitleg="had moeten beginnen op",
        datum=rij.ingangsdatum,
        woord="Wacht op start",
        toon="let_op",
        client_nummer=rij.client.nummer,
    )


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Clients by name or number."""
    return [
        Rij(
            titel=client.volledige_naam,
            adres=reverse("toegang:client", args=[client.nummer]),
            uitleg=f"cliënt {client.nummer}, geboren op",
            datum=client.geboortedatum,
            client_nummer=client.nummer,
        )
        for client in queries.list_gevonden_clienten(user, zoekterm)[:PER_LIJST]
    ]


def list_momenten(user: Any, sleutel: str) -> list[Moment]:
    """What happened in access around one client."""
    client = queries.get_client(user, sleutel)
    if client is None:
        return []
    tijdlijn = queries.list_tijdlijn(client)
    namen = get_weergavenamen(gebeurtenis.actor for gebeurtenis in tijdlijn)
    return [
        Moment(
            gebeurtenis.gebeurd_at,
            TEKST.get(gebeurtenis.soort, gebeurtenis.soort),
            namen[gebeurtenis.actor],
        )
        for gebeurtenis in tijdlijn
    ]
