"""Writing the journal. Called inside the transaction of the act itself: no log line, no act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from stelsel.apps.journal.models import Gebeurtenis, Inzage


def register_gebeurtenis(
    *,
    soort: str,
    object_soort: str,
    object_sleutel: str,
    actor: str,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> Gebeurtenis:
    """One event. `data` holds no personal data."""
    return Gebeurtenis.objects.create(
        soort=soort,
        object_soort=object_soort,
        object_sleutel=object_sleutel,
        actor=actor,
        gebeurd_at=now,
        data=data or {},
    )


def register_gebeurtenissen(
    *, soort: str, object_soort: str, object_sleutels: Sequence[str], actor: str, now: datetime
) -> None:
    """The same event for many objects, in few statements; for take-overs of a whole caseload."""
    Gebeurtenis.objects.bulk_create(
        (
            Gebeurtenis(
                soort=soort, object_soort=object_soort, object_sleutel=sleutel, actor=actor, gebeurd_at=now
            )
            for sleutel in object_sleutels
        ),
        batch_size=2_000,
    )


def register_inzage(*, client_nummer: str, by: Any, handeling: str, pagina: str, now: datetime) -> Inzage:
    """One look at a dossier by `by` (a User: username, weergavenaam, rol)."""
    return Inzage.objects.create(
        client_nummer=client_nummer,
        actor=by.username,
        actor_naam=by.weergavenaam,
        actor_rol=by.rol,
        handeling=handeling,
        pagina=pagina[:200],
        gezien_at=now,
    )


def register_inzages(
    *, client_nummers: list[str], by: Any, handeling: str, pagina: str, now: datetime
) -> None:
    """One line per person shown in a list, in one statement."""
    Inzage.objects.bulk_create(
        Inzage(
            client_nummer=nummer,
            actor=by.username,
            actor_naam=by.weergavenaam,
            actor_rol=by.rol,
            handeling=handeling,
            pagina=pagina[:200],
            gezien_at=now,
        )
        for nummer in client_nummers
    )
