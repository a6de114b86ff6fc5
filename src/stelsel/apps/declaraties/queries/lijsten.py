"""What the pages show of claims, lines and payment proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)

from stelsel.apps.toegang.models import Client
from stelsel.domein.declaraties.betaalrun import Betaalstand

from ..models import Betaalvoorstel, Declaratie, Declaratieregel
from .betaalrun import WEG, add_stand

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


def list_declaraties(user: User) -> QuerySet[Declaratie]:
    """The claims this user may see, last received first."""
    return (
        Declaratie.objects.for_user(user)
        .select_related("gemeente", "aanbieder")
        .order_by("-ontvangen_at", "-pk")
    )


def get_declaratie(user: User, pk: int) -> Declaratie | None:
    """One claim with its payment proposal; None when it does not exist for this user."""
    return list_declaraties(user).select_related("betaalvoorstel").filter(pk=pk).first()


def list_regels(declaratie: Declaratie) -> QuerySet[Declaratieregel]:
    """The lines of a claim, rejected ones first, each with the number of its client."""
    nummer = Client.objects.filter(pk=OuterRef("client_id")).values("nummer")[:1]
    return (
        Declaratieregel.objects.filter(declaratie=declaratie)
        .annotate(client_nummer=Subquery(nummer))
        .order_by("goedgekeurd", "rij")
    )


def list_betaalvoorstellen(user: User, *, today: date) -> QuerySet[Any]:
    """What is proposed for payment and where it stands (see `add_stand`), the first due on top."""
    return (
        add_stand(Betaalvoorstel.objects.for_user(user), today=today)
        .select_related("declaratie__gemeente", "declaratie__aanbieder")
        .order_by("uiterste_betaaldatum", "pk")
    )


def list_naar_aandacht(user: User, *, today: date) -> QuerySet[Any]:
    """The same with what still needs an act on top, and what is at the bank, paid or nothing at the end."""
    klaar = Q(stand__in=[*WEG, Betaalstand.VOLDAAN.value])
    rang = Case(When(klaar, then=Value(1)), default=Value(0), output_field=IntegerField())
    # Of what waits the first due on top; of what is done the last.
    eind = Case(When(klaar, then=F("uiterste_betaaldatum")), output_field=DateField())
    rijen = list_betaalvoorstellen(user, today=today).annotate(rang=rang, eind=eind)
    return rijen.order_by("rang", F("eind").desc(nulls_first=True), "uiterste_betaaldatum", "pk")


def compute_totaal(voorstellen: QuerySet[Betaalvoorstel]) -> int:
    """The sum of these proposals in cents."""
    return voorstellen.order_by().aggregate(som=Sum("bedrag"))["som"] or 0


def list_met_afkeuring(user: User) -> QuerySet[Declaratie]:
    """Claims with rejected lines, last received first."""
    return list_declaraties(user).filter(aantal_afgekeurd__gt=0)


def list_gevonden_declaraties(user: User, zoekterm: str) -> QuerySet[Declaratie]:
    """Claims by their number or the name of the aanbieder."""
    return list_declaraties(user).filter(
        Q(declaratie_nummer__icontains=zoekterm) | Q(aanbieder__naam__icontains=zoekterm)
    )


def list_clientnummers(regels: Sequence[Declaratieregel]) -> list[str]:
    """The clients on these lines, each once, in order."""
    nummers = [getattr(regel, "client_nummer", None) for regel in regels]
    return list(dict.fromkeys(nummer for nummer in nummers if nummer))
