"""Signing off a production statement: the aanbieder agrees with the figures, the controller closes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis

from .. import queries
from ..models import Declarant, Productieverantwoording
from ..permissions import mag_betalen
from ..queries.verantwoording import Verantwoordingsbeeld

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class VerantwoordingNietMogelijk(Exception):
    """The sentence says why."""


@transaction.atomic
def approve_verantwoording(
    *, declarant: int, jaar: int, inhoud_sha256: str, by: User, today: date, now: datetime
) -> Productieverantwoording:
    """The aanbieder agrees with the figures that it saw (`inhoud_sha256`); again after they changed.

    Raises VerantwoordingNietMogelijk: not its own, the year is not over, other figures, already closed."""
    beeld = _lock_verantwoording(declarant, jaar)
    if not by.agb or by.agb != beeld.declarant.aanbieder_id:
        raise VerantwoordingNietMogelijk("Alleen de aanbieder zelf kan akkoord gaan.")
    if jaar >= today.year:
        raise VerantwoordingNietMogelijk("Het jaar is nog niet voorbij. Akkoord gaan kan daarna.")
    if beeld.bewaard is not None and beeld.bewaard.definitief_at:
        raise VerantwoordingNietMogelijk("Deze verantwoording is al definitief.")
    _check_inhoud(beeld, inhoud_sha256)
    rij, _ = Productieverantwoording.objects.update_or_create(
        declarant=beeld.declarant,
        jaar=jaar,
        defaults={
            "inhoud": beeld.inhoud,
            "inhoud_sha256": beeld.sha256,
            "akkoord_by": by.username,
            "akkoord_persoon": by.persoon_sleutel,
            "akkoord_at": now,
        },
    )
    _register("verantwoording_akkoord", rij, by=by, now=now)
    return rij


@transaction.atomic
def close_verantwoording(
    *, declarant: int, jaar: int, inhoud_sha256: str, by: User, now: datetime
) -> Productieverantwoording:
    """The controller closes the figures that the aanbieder agreed with; they stay as they are for good.

    Raises VerantwoordingNietMogelijk: no controller of the gemeente, no agreement, the same person, other
    figures than were agreed, books that differ without a cause, already closed."""
    beeld = _lock_verantwoording(declarant, jaar)
    rij = beeld.bewaard
    if not mag_betalen(by, beeld.declarant.gemeente_id):
        raise VerantwoordingNietMogelijk("Alleen een controller van de gemeente kan dit.")
    if rij is None:
        raise VerantwoordingNietMogelijk("De aanbieder is nog niet akkoord.")
    if rij.definitief_at:
        raise VerantwoordingNietMogelijk("Deze verantwoording is al definitief.")
    if rij.akkoord_persoon == by.persoon_sleutel:
        raise VerantwoordingNietMogelijk("U ging zelf akkoord namens de aanbieder. Een ander maakt dit af.")
    _check_inhoud(beeld, inhoud_sha256)
    if rij.inhoud_sha256 != beeld.sha256:
        raise VerantwoordingNietMogelijk(
            "De cijfers zijn veranderd sinds het akkoord. Vraag de aanbieder opnieuw akkoord te gaan."
        )
    if beeld.aansluiting.verschil:
        raise VerantwoordingNietMogelijk("De cijfers sluiten niet aan op het grootboek.")
    rij.definitief_by, rij.definitief_persoon, rij.definitief_at = by.username, by.persoon_sleutel, now
    rij.save(update_fields=["definitief_by", "definitief_persoon", "definitief_at"])
    _register("verantwoording_definitief", rij, by=by, now=now)
    return rij


def _lock_verantwoording(declarant: int, jaar: int) -> Verantwoordingsbeeld:
    """While it is locked no claim of this pair is judged."""
    return queries.compute_verantwoording(Declarant.objects.select_for_update().get(pk=declarant), jaar=jaar)


def _check_inhoud(beeld: Verantwoordingsbeeld, inhoud_sha256: str) -> None:
    if beeld.sha256 != inhoud_sha256:
        raise VerantwoordingNietMogelijk("De cijfers zijn net veranderd. Kijk ze opnieuw na.")


def _register(soort: str, rij: Productieverantwoording, *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="verantwoording",
        object_sleutel=f"{rij.declarant_id}-{rij.jaar}",
        actor=by.username,
        now=now,
        data={"inhoud_sha256": rij.inhoud_sha256},
    )
