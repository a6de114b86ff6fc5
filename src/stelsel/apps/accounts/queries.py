"""Reading users: what they are called, and the logins that the demo shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import User


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
