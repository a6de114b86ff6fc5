"""Account numbers: asked by one, confirmed by another. A changed account is how most payment fraud begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.kern.nummers import iban_geldig

from ..models import Rekeningnummer
from ..queries.betaalrun import compute_rekeninginhoud
from .betaalrun import BetalingNietMogelijk, check_betaler

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

OVERNAME = "overname"


@transaction.atomic
def register_rekeningnummer(
    *,
    gemeentecode: str,
    aanbieder: Aanbieder | None,
    iban: str,
    tenaamstelling: str,
    vanaf: date,
    reden: str,
    by: User,
    now: datetime,
) -> Rekeningnummer:
    """Ask for an account of an aanbieder (None: of the gemeente) from a day on; it does not hold yet.

    Spaces in `iban` do not matter. Raises BetalingNietMogelijk when the number cannot be right."""
    check_betaler(by, gemeentecode)
    iban = "".join(iban.split()).upper()
    if not iban_geldig(iban):
        raise BetalingNietMogelijk("Dit rekeningnummer bestaat niet: het controlegetal klopt niet.")
    rij = Rekeningnummer.objects.create(
        gemeente_id=gemeentecode,
        aanbieder=aanbieder,
        iban=iban,
        tenaamstelling=tenaamstelling,
        vanaf=vanaf,
        reden=reden[:200],
        gevraagd_by=by.username,
        gevraagd_persoon=by.persoon_sleutel,
        gevraagd_at=now,
    )
    _register(rij, "gevraagd", by, now)
    return rij


@transaction.atomic
def approve_rekeningnummer(*, sleutel: int, by: User, now: datetime) -> Rekeningnummer:
    """A second person confirms it. Raises BetalingNietMogelijk for who asked, under whatever login."""
    rij = _lock_open(sleutel, by)
    if by.persoon_sleutel == rij.gevraagd_persoon:
        raise BetalingNietMogelijk("U heeft dit rekeningnummer zelf ingevoerd. Een ander bevestigt het.")
    rij.bevestigd_by, rij.bevestigd_persoon, rij.bevestigd_at = by.username, by.persoon_sleutel, now
    rij.save()
    _register(rij, "bevestigd", by, now)
    return rij


@transaction.atomic
def reject_rekeningnummer(*, sleutel: int, by: User, now: datetime) -> Rekeningnummer:
    """It is not right; anybody of the gemeente who may see it can say so. Raises BetalingNietMogelijk."""
    rij = _lock_open(sleutel, by)
    rij.afgewezen_by, rij.afgewezen_at = by.username, now
    rij.save()
    _register(rij, "afgewezen", by, now)
    return rij


@transaction.atomic
def take_over_rekeningen(
    *, rekeningen: Mapping[str, tuple[str, str]], vanaf: date, by: tuple[User, User], now: datetime
) -> None:
    """The accounts from which gemeenten pay, at go-live: code -> (iban, name); `by`: two persons."""
    een, twee = by
    for code, (iban, naam) in rekeningen.items():
        rij = register_rekeningnummer(
            gemeentecode=code,
            aanbieder=None,
            iban=iban,
            tenaamstelling=naam,
            vanaf=vanaf,
            reden=OVERNAME,
            by=een,
            now=now,
        )
        approve_rekeningnummer(sleutel=rij.pk, by=twee, now=now)


def _lock_open(sleutel: int, by: User) -> Rekeningnummer:
    rij = Rekeningnummer.objects.select_for_update().get(pk=sleutel)
    check_betaler(by, rij.gemeente_id)
    if rij.bevestigd_at is not None or rij.afgewezen_at is not None:
        raise BetalingNietMogelijk("Over dit rekeningnummer is al besloten.")
    return rij


def _register(rij: Rekeningnummer, wat: str, by: User, now: datetime) -> None:
    """Without the number itself: the journal shows that it changed, and its digest that it still is what was
    confirmed."""
    register_gebeurtenis(
        soort=f"rekeningnummer_{wat}",
        object_soort="rekeningnummer",
        object_sleutel=str(rij.pk),
        actor=by.username,
        now=now,
        data={
            "van": rij.aanbieder_id or f"gemeente {rij.gemeente_id}",
            "inhoud": compute_rekeninginhoud(rij),
        },
    )
