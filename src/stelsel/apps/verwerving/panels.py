"""What verwerving shows elsewhere: contracts that end, search, and its tariffs beside the budgets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import (
    Rij,
    Tabel,
    Tabelbron,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    Zoekbron,
    register_tabel,
    register_verwijzing,
    register_werklijst,
    register_zoekbron,
)
from stelsel.domein.toegang.begrippen import EENHEID_NAAM, Eenheid
from stelsel.kern.bedrag import in_euro
from stelsel.kern.periode import plus_maanden

from . import queries
from .models import Contract
from .permissions import EISENMAKERS, LEZERS

#: How far ahead an end is work: long enough to extend or to tender again.
VOORUITBLIK_MAANDEN = 9


def register() -> None:
    """Add the work list, the search and the links of this context."""
    lezers = frozenset(rol.value for rol in LEZERS)
    register_werklijst(
        Werklijst(
            naam="Contracten die aflopen",
            rollen=frozenset({Rol.CONTRACTMANAGER.value}),
            list_werk=list_werk,
            leeg=f"De komende {VOORUITBLIK_MAANDEN} maanden loopt geen contract af.",
        )
    )
    register_tabel(Tabelbron(soort="profiel", rollen=lezers, get_tabel=get_tabel))
    register_zoekbron(Zoekbron(naam="Contracten", rollen=lezers, list_treffers=list_treffers))
    makers = frozenset(rol.value for rol in EISENMAKERS)
    register_verwijzing(Verwijzing("catalogusversie", "Eisen naar een aanbesteding", makers, get_eisenadres))
    register_verwijzing(
        Verwijzing(
            soort="budget",
            naam="Bekijk de tarieven",
            rollen=lezers,
            get_adres=lambda sleutel: reverse("verwerving:tarieven"),
        )
    )


def get_eisenadres(sleutel: str) -> str:
    """The form that takes over the demands of a version of the catalogue."""
    return f"{reverse('verwerving:eisenlijst_nieuw')}?catalogus={sleutel}"


def list_werk(user: Any, today: date) -> Werkvoorraad:
    """Running contracts that end soon, the first to end on top."""
    aflopend = queries.list_aflopende_contracten(
        user, today=today, tot=plus_maanden(today, VOORUITBLIK_MAANDEN)
    )
    return Werkvoorraad(
        aantal=aflopend.count(),
        rijen=tuple(_als_rij(contract) for contract in aflopend[:5]),
        adres=reverse("verwerving:contracten"),
    )


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Contracts by number or aanbieder."""
    return [_als_rij(contract) for contract in queries.list_gevonden_contracten(user, zoekterm)[:5]]


def get_tabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """The contracted aanbieders of a profile, with their tariffs."""
    regels = queries.list_aanbod_bij_profiel(user, int(sleutel), peildatum=today)
    rijen = tuple(
        (
            regel.contract.aanbieder.naam,
            f"{regel.product.naam} ({regel.product.code})",
            "volgens afspraak" if regel.eenheid == Eenheid.EURO else in_euro(regel.tarief),
            EENHEID_NAAM[Eenheid(regel.eenheid)],
        )
        for regel in regels
    )
    kolommen = ("Aanbieder", "Product", "Tarief", "Per")
    return Tabel("Aanbieders met een contract", kolommen, rijen) if rijen else None


def _als_rij(contract: Contract) -> Rij:
    return Rij(
        titel=f"{contract.nummer}, {contract.aanbieder.naam}",
        adres=reverse("verwerving:contract", args=[contract.nummer]),
        uitleg="loopt af op" if contract.totdatum else "loopt door",
        datum=contract.totdatum,
    )
