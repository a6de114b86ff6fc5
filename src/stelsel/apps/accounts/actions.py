"""Making users."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis

from .models import Rol, User


@transaction.atomic
def create_user(
    *,
    username: str,
    wachtwoord: str,
    rol: Rol,
    weergavenaam: str,
    organisatie: str,
    by: str,
    now: datetime,
    **plek: Any,
) -> User:
    """A user in one role; `plek` is one of gemeentecode, agb, regio, and client_nummer for a resident."""
    user = User(username=username, rol=rol, weergavenaam=weergavenaam, organisatie=organisatie, **plek)
    user.set_password(wachtwoord)
    user.save()
    register_gebeurtenis(
        soort="gebruiker_gemaakt",
        object_soort="gebruiker",
        object_sleutel=username,
        actor=by,
        now=now,
        data={"rol": rol.value},
    )
    return user
