"""What bekostiging shows elsewhere: leave that waits, cost surveys, reactions, cost prices of a profiel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from stelsel.apps.accounts.models import Rol
from stelsel.apps.profielen.models import Profiel
from stelsel.apps.web.panels import (
    Rij,
    Tabel,
    Tabelbron,
    Verwijzing,
    Werklijst,
    Werkvoorraad,
    register_tabel,
    register_verwijzing,
    register_werklijst,
)
from stelsel.kern.bedrag import in_euro

from . import queries
from .models import ONDERZOEKERS, Kostprijsberekening, Kostprijsonderzoek, Ontheffing
from .permissions import KOSTPRIJSMAKERS
from .queries.plafond import list_ontheffingen
from .queries.profielmix import (
    get_huidige_cel,
    get_profielmix,
    list_kostprijzen_van,
    list_mixverschillen,
)

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
    makers = frozenset(rol.value for rol in KOSTPRIJSMAKERS)
    register_tabel(Tabelbron("profiel", makers, get_kostprijstabel))
    register_verwijzing(
        Verwijzing("profiel", "Bereken de kostprijs met deze mix", makers, get_nieuwe_kostprijs)
    )
    register_verwijzing(Verwijzing("profiel", "Kostprijzen van dit profiel", makers, get_kostprijzen))


def get_kostprijstabel(user: Any, sleutel: str, *, today: date) -> Tabel | None:
    """The cost prices that began with the mix of a profiel, and whether the mix is still that one."""
    profiel = Profiel.objects.filter(pk=sleutel).first()
    rijen = list(list_kostprijzen_van(user, profiel.code)[:_EERSTE]) if profiel else []
    if not rijen:
        return None
    return Tabel(
        kop="Kostprijzen die met deze mix begonnen",
        kolommen=("Kostprijs", "Intensiteit", "Gemaakt op", "Mix per uur", "Traject", "Mix en uren"),
        rijen=tuple(_als_prijsrij(rij, today) for rij in rijen),
        uitleg="De mix van functies en de uren van het profiel zijn het begin van de kostprijs.",
    )


def _als_prijsrij(rij: Kostprijsberekening, today: date) -> tuple[str, ...]:
    mix, traject = rij.uitkomst.get("mix"), rij.uitkomst.get("traject")
    cel = rij.profielcel and get_huidige_cel(rij.profielcel, today=today)
    anders = cel is None or list_mixverschillen(queries.get_beeld(rij).invoer, get_profielmix(cel))
    return (
        f"{rij.nummer} {rij.naam}",
        rij.profielcel.intensiteit if rij.profielcel else "",
        f"{rij.gemaakt_at:%d-%m-%Y}",
        "–" if mix is None else in_euro(mix),
        "–" if traject is None else in_euro(traject),
        "anders dan in het profiel van nu" if anders else "die van het profiel van nu",
    )


def get_nieuwe_kostprijs(sleutel: str) -> str:
    """The form for a cost price, filled in with the mix of a profiel."""
    return f"{reverse('bekostiging:kostprijs_nieuw')}?profiel={sleutel}"


def get_kostprijzen(sleutel: str) -> str:
    """The list of cost prices, narrowed down to a profiel."""
    return f"{reverse('bekostiging:kostprijzen')}?zoek={sleutel}"


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
