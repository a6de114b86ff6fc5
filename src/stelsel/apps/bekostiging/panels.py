"""What bekostiging shows elsewhere: leave that waits for a decision, cost surveys, reactions to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.web.panels import Rij, Werklijst, Werkvoorraad, register_werklijst

from . import queries
from .models import ONDERZOEKERS, Kostprijsonderzoek, Ontheffing
from .queries.plafond import list_ontheffingen

_EERSTE = 5


def register() -> None:
    """Add the work lists of this context."""
    register_werklijst(
        Werklijst(
            naam="Ontheffingen van een plafond",
            rollen=frozenset({Rol.CONTROLLER.value, Rol.CONTRACTMANAGER.value}),
            list_werk=list_werk,
            leeg="Niemand wacht op een besluit over een plafond.",
        )
    )
    register_werklijst(
        Werklijst(
            naam="Kostprijsonderzoeken",
            rollen=frozenset({Rol.AANBIEDER.value}),
            list_werk=list_werk_aanbieder,
            leeg="Er is nu geen onderzoek waarvoor wij u iets vragen.",
        )
    )
    register_werklijst(
        Werklijst(
            naam="Reacties op een kostprijsonderzoek",
            rollen=frozenset(rol.value for rol in ONDERZOEKERS),
            list_werk=list_werk_regio,
            leeg="Elke reactie heeft antwoord.",
        )
    )


def list_werk(user: Any, today: date) -> Werkvoorraad:
    """Leave that was asked and not decided on, the oldest first."""
    rijen = list_ontheffingen(user).filter(status=Ontheffing.Status.GEVRAAGD).order_by("gevraagd_at", "pk")
    return Werkvoorraad(
        aantal=rijen.count(),
        rijen=tuple(
            Rij(
                titel=f"{rij.nummer} voor {rij.kenmerk}",
                adres=reverse("bekostiging:plafond", args=[rij.plafond.nummer]),
                uitleg=f"{rij.gemeente}: {rij.reden}",
                datum=rij.gevraagd_at.date(),
                woord="Wacht",
                toon="let_op",
            )
            for rij in rijen[:_EERSTE]
        ),
        adres=reverse("bekostiging:plafonds"),
    )


def list_werk_aanbieder(user: Any, today: date) -> Werkvoorraad:
    """Surveys that wait for an opgave, or of whose outcome it may speak; the first to close on top."""
    return _als_voorraad(
        [
            Rij(
                titel=f"{onderzoek.nummer}, {onderzoek.naam}",
                adres=reverse("bekostiging:kostprijsonderzoek", args=[onderzoek.nummer]),
                uitleg="lees de uitkomst en reageer" if _is_hoor(onderzoek) else "geef op wat uw hulp kost",
                datum=dag,
            )
            for onderzoek, dag in queries.list_te_doen(user, today=today)
        ]
    )


def list_werk_regio(user: Any, today: date) -> Werkvoorraad:
    """Reactions without an answer, the oldest on top."""
    return _als_voorraad(
        [
            Rij(
                titel=f"{zienswijze.aanbieder.naam} over {zienswijze.uitkomst.onderzoek.nummer}",
                adres=reverse("bekostiging:zienswijzen", args=[zienswijze.uitkomst.onderzoek.nummer]),
                uitleg="geef antwoord",
            )
            for zienswijze in queries.list_onbeantwoord(user)
        ]
    )


def _is_hoor(onderzoek: Kostprijsonderzoek) -> bool:
    return onderzoek.status == Kostprijsonderzoek.Status.HOOR


def _als_voorraad(rijen: Iterable[Rij]) -> Werkvoorraad:
    alle = tuple(rijen)
    return Werkvoorraad(len(alle), alle[:_EERSTE], reverse("bekostiging:kostprijsonderzoeken"))
