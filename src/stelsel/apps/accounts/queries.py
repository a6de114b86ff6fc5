"""Reading users: what they are called, and the logins that the demo shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from .models import User

#: Who acted, when nothing is known of the login any more.
ELDERS = "Iemand van een andere organisatie"


@dataclass(frozen=True)
class Demologin:
    """A login of the demo as the login page shows it."""

    gebruikersnaam: str
    naam: str
    rol: str
    organisatie: str


def list_demologins() -> list[Demologin]:
    """The logins that the demo made, by name. Only shown where STELSEL_DEMO is on."""
    return [
        Demologin(
            gebruikersnaam=user.username,
            naam=user.weergavenaam,
            rol=user.get_rol_display(),
            organisatie=user.organisatie,
        )
        for user in User.objects.filter(is_active=True).order_by("username")
    ]


def get_weergavenamen(gebruikersnamen: Iterable[str]) -> dict[str, str]:
    """What people read instead of each login name; the login name itself for who has no other or has gone."""
    namen = set(gebruikersnamen)
    bekend = User.objects.filter(username__in=namen).exclude(weergavenaam="")
    return {naam: naam for naam in namen} | dict(bekend.values_list("username", "weergavenaam"))


def list_collegas(kijker: User) -> QuerySet[User]:
    """The logins of the organisation of `kijker`: gemeente (also of who lives there), aanbieder or region."""
    if kijker.agb:
        return User.objects.filter(agb=kijker.agb)
    if kijker.gemeentecode:
        return User.objects.filter(gemeentecode=kijker.gemeentecode)
    return User.objects.filter(regio=True) if kijker.regio else User.objects.filter(pk=kijker.pk)


def create_naam_voor(kijker: User) -> Case:
    """For rows with `actor` and `actor_naam`: what `kijker` reads for who acted. A colleague by name, anybody
    else by organisation."""
    naam = Coalesce(NullIf(F("actor_naam"), Value("")), F("actor"))
    elders = User.objects.filter(username=OuterRef("actor")).exclude(organisatie="").values("organisatie")
    return Case(
        When(Exists(list_collegas(kijker).filter(username=OuterRef("actor"))), then=naam),
        default=Coalesce(Subquery(elders[:1]), Value(ELDERS)),
        output_field=CharField(),
    )
