"""What sturing shows elsewhere: budgets that run out on Mijn werk, and the way from a budget to its use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import (
    Rij,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    register_verwijzing,
    register_werklijst,
)
from stelsel.domein.parameters import get_parameter
from stelsel.domein.sturing.uitputting import Oordeel

from . import queries
from .permissions import LEZERS, get_norm_voor
from .queries import Budgetregel

WOORD = {Oordeel.TEKORT: "Tekort", Oordeel.KRAP: "Krap", Oordeel.RUIM: "Bijna op"}


def register() -> None:
    """Add the work list and the link of this context."""
    register_werklijst(
        Werklijst(
            naam="Budgetten die opraken",
            rollen=frozenset({Rol.CONTROLLER.value, Rol.BESTUURDER.value}),
            list_werk=list_werk,
            leeg="Er is nog ruimte in elk budget van dit jaar.",
        )
    )
    register_verwijzing(
        Verwijzing(
            soort="budget",
            naam="Bekijk het gebruik",
            rollen=frozenset(rol.value for rol in LEZERS),
            get_adres=lambda sleutel: reverse("sturing:budget"),
        )
    )
    lezers = frozenset(rol.value for rol in LEZERS)
    register_verwijzing(Verwijzing("budgetgebruik", "Budget", lezers, get_adres_gebruik))


def get_adres_gebruik(sleutel: str) -> str:
    """The use of one budget, named as gemeente-wet-jaar, from a figure back to where it stands."""
    _, wet, jaar = sleutel.split("-")
    return f"{reverse('sturing:budget')}?jaar={jaar}&wet={wet}"


def list_werk(user: Any, today: date) -> Werkvoorraad:
    """Budgets of this year of which the signal share or more is granted, the fullest first."""
    grens = float(get_parameter("uitputting_signaal").get_waarde(today))
    norm = get_norm_voor(user, voor="", buiten=False, today=today)
    beeld = queries.get_budgetbeeld(user, jaar=today.year, wet=None, today=today, norm=norm)
    vol = [(deel, regel) for regel in beeld.regels if not regel.dicht and (deel := _get_deel(regel)) >= grens]
    vol.sort(key=lambda paar: paar[0], reverse=True)
    return Werkvoorraad(
        aantal=len(vol),
        rijen=tuple(_als_rij(deel, regel) for deel, regel in vol[:5]),
        adres=reverse("sturing:budget"),
    )


def _get_deel(regel: Budgetregel) -> float:
    return regel.stand.aandeel(regel.stand.toegekend) or 0.0


def _als_rij(deel: float, regel: Budgetregel) -> Rij:
    return Rij(
        titel=f"{regel.gemeente}, {regel.wet}",
        adres=reverse("sturing:budget"),
        uitleg=f"{100 * deel:.0f} % van het budget is toegekend",
        woord=WOORD[regel.stand.oordeel],
        toon="fout" if regel.stand.oordeel is Oordeel.TEKORT else "let_op",
    )
