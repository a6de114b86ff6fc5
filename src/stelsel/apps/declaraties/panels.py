"""What claims show elsewhere: rejected lines and due payments on Mijn werk, claims in search, a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.toegang import queries as toegang
from stelsel.apps.web.panels import (
    Rij,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    Zoekbron,
    register_verwijzing,
    register_werklijst,
    register_zoekbron,
)
from stelsel.kern.bedrag import in_euro

from . import queries
from .actions.gebruik import lock_gebruik
from .models import Betaalvoorstel, Declaratie
from .permissions import LEZERS

PER_LIJST = 5
VOORUITBLIK_DAGEN = 14


def register() -> None:
    """Add the work lists, the search and the link of this context, and what was approved on an allocation."""
    toegang.register_gebruiksbron(toegang.Gebruiksbron(queries.get_gebruik, lock_gebruik))
    lezers = frozenset(rol.value for rol in LEZERS)
    register_werklijst(
        Werklijst(
            "Declaraties met afgekeurde regels",
            frozenset({Rol.BACKOFFICE.value, Rol.AANBIEDER.value}),
            list_afgekeurd,
            "Er zijn geen declaraties met afgekeurde regels.",
        )
    )
    register_werklijst(
        Werklijst(
            "Binnen twee weken te betalen",
            frozenset({Rol.CONTROLLER.value}),
            list_te_betalen,
            "Er hoeft de komende twee weken niets betaald te worden.",
        )
    )
    register_zoekbron(Zoekbron("Declaraties", lezers, list_treffers))
    register_verwijzing(
        Verwijzing(
            "aanbieder",
            "Declaraties van deze aanbieder",
            lezers,
            lambda sleutel: f"{reverse('declaraties:declaraties')}?aanbieder={sleutel}",
        )
    )
    register_verwijzing(Verwijzing("budgetregel", "Declaraties", lezers, get_adres_budgetregel))


def get_adres_budgetregel(sleutel: str) -> str:
    """The claims behind a budget, named as gemeente-wet-jaar."""
    gemeente, wet, jaar = sleutel.split("-")
    return f"{reverse('declaraties:declaraties')}?gemeente={gemeente}&wet={wet}&jaar={jaar}"


def list_afgekeurd(user: Any, today: date) -> Werkvoorraad:
    """Claims with rejected lines, the last on top."""
    rijen = queries.list_met_afkeuring(user)
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(_als_rij(rij) for rij in rijen[:PER_LIJST]),
        adres=reverse("declaraties:declaraties"),
    )


def _als_rij(rij: Declaratie) -> Rij:
    regels = "1 regel" if rij.aantal_afgekeurd == 1 else f"{rij.aantal_afgekeurd} regels"
    return Rij(
        titel=f"{rij.declaratie_nummer}, {rij.aanbieder.naam}",
        adres=reverse("declaraties:declaratie", args=[rij.pk]),
        uitleg=f"{regels} van {rij.aantal_regels} afgekeurd, declaratie van"
        if rij.aantal_afgekeurd
        else "van",
        datum=rij.dagtekening,
    )


def list_te_betalen(user: Any, today: date) -> Werkvoorraad:
    """Proposals due from today, the first on top."""
    rijen = queries.list_betaalvoorstellen(user).filter(
        uiterste_betaaldatum__range=(today, today + timedelta(days=VOORUITBLIK_DAGEN))
    )
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(_als_betaling(rij) for rij in rijen[:PER_LIJST]),
        adres=reverse("declaraties:betaalvoorstellen"),
    )


def _als_betaling(rij: Betaalvoorstel) -> Rij:
    return Rij(
        titel=f"{rij.declaratie.aanbieder.naam}, {in_euro(rij.bedrag)}",
        adres=reverse("declaraties:declaratie", args=[rij.declaratie_id]),
        uitleg="betalen voor of op",
        datum=rij.uiterste_betaaldatum,
    )


def list_treffers(user: Any, zoekterm: str) -> Iterable[Rij]:
    """Claims by number or aanbieder."""
    return [_als_rij(rij) for rij in queries.list_gevonden_declaraties(user, zoekterm)[:PER_LIJST]]
