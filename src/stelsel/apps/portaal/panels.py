"""What the journal asks of people: somebody must look when its chain is broken."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.journal.queries import get_stand
from stelsel.apps.web.panels import Rij, Werklijst, Werkvoorraad, register_werklijst


def register() -> None:
    """Add the work list of whoever answers for the journal."""
    rollen = frozenset({Rol.CONTROLLER.value, Rol.BEHEERDER.value})
    leeg = "Bij de laatste controle klopte het journaal."
    register_werklijst(Werklijst("Journaal", rollen, list_werk, leeg))


def list_werk(user: Any, today: date) -> Werkvoorraad:
    """One line when the last check found that something was changed."""
    controle, adres = get_stand()["controle"], reverse("portaal:journaal")
    if controle is None or not controle.fouten:
        return Werkvoorraad(0, (), adres)
    rij = Rij(
        "Er is iets veranderd in het journaal",
        adres,
        controle.eerste_fout,
        controle.gecontroleerd_at.date(),
        "Controleer",
        "fout",
    )
    return Werkvoorraad(1, (rij,), adres)
