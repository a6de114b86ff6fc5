"""What a gemeente decides on the own contribution, and taking in what the CAK says it has."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.profielen.models import Product
from stelsel.domein.declaraties.bijdrageopgave import parse_opgave
from stelsel.kern.bedrag import in_euro

from .. import queries
from ..models import Bijdrageopgave, Bijdrageregel, Bijdragetarief
from ..permissions import mag_bijdrage_bepalen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_LANGSTE_NAAM = 255


class BijdrageNietMogelijk(Exception):
    """The sentence says why, for who entered it."""


@transaction.atomic
def register_bijdragetarief(
    *, vanaf: date, bedrag: int, besluit: str, by: User, now: datetime
) -> Bijdragetarief:
    """What the user's gemeente asks per month from the first of a month on, in cents.

    Raises BijdrageNietMogelijk: not allowed, not the first of a month, more than the law allows."""
    _check_bevoegd(by)
    if vanaf.day != 1:
        raise BijdrageNietMogelijk("De bijdrage gaat per maand. Kies de eerste dag van een maand.")
    maximum = queries.get_bijdragemaximum(vanaf)
    if maximum is not None and bedrag > maximum:
        raise BijdrageNietMogelijk(f"Het mag op die dag hoogstens {in_euro(maximum)} zijn.")
    tarief, _ = Bijdragetarief.objects.update_or_create(
        gemeente_id=by.gemeentecode,
        vanaf=vanaf,
        defaults={"bedrag": bedrag, "besluit": besluit, "ingevoerd_by": by.username, "ingevoerd_at": now},
    )
    data = {"vanaf": vanaf.isoformat(), "bedrag": bedrag, "besluit": besluit}
    _register("bijdragetarief_ingevoerd", data, by=by, now=now)
    return tarief


@transaction.atomic
def register_bijdrageregel(
    *,
    product: Product,
    vanaf: date,
    vrijgesteld: bool,
    kostprijs: int | None,
    besluit: str,
    by: User,
    now: datetime,
) -> Bijdrageregel:
    """Exempt a product in the user's gemeente, or end that, and say what it costs at most (cents).

    Raises BijdrageNietMogelijk: not allowed, or a product that has no own contribution."""
    _check_bevoegd(by)
    if not queries.list_bijdrageproducten().filter(pk=product.pk).exists():
        raise BijdrageNietMogelijk("Voor dit product geldt geen eigen bijdrage.")
    regel, _ = Bijdrageregel.objects.update_or_create(
        gemeente_id=by.gemeentecode,
        product=product,
        vanaf=vanaf,
        defaults={
            "vrijgesteld": vrijgesteld,
            "kostprijs": kostprijs,
            "besluit": besluit,
            "ingevoerd_by": by.username,
            "ingevoerd_at": now,
        },
    )
    data = {"product": product.code, "vanaf": vanaf.isoformat(), "vrijgesteld": vrijgesteld}
    _register("bijdrageregel_ingevoerd", data | {"kostprijs": kostprijs, "besluit": besluit}, by=by, now=now)
    return regel


@transaction.atomic
def register_bijdrageopgave(*, bestandsnaam: str, inhoud: bytes, by: User, now: datetime) -> Bijdrageopgave:
    """Keep what the CAK says it has; it is compared when looked at.

    Raises BijdrageNietMogelijk, and OpgaveOnleesbaar when the file cannot be used."""
    _check_bevoegd(by)
    perioden = parse_opgave(inhoud)
    opgave = Bijdrageopgave.objects.create(
        gemeente_id=by.gemeentecode,
        bestandsnaam=bestandsnaam[:_LANGSTE_NAAM],
        sha256=hashlib.sha256(inhoud).hexdigest(),
        regels=[
            [nummer, periode.begin.isoformat(), periode.eind.isoformat() if periode.eind else None]
            for nummer, periode in sorted(perioden.items())
        ],
        ingelezen_by=by.username,
        ingelezen_at=now,
    )
    data = {"sha256": opgave.sha256, "regels": len(perioden)}
    _register("bijdrageopgave_ingelezen", data, by=by, now=now)
    return opgave


def _check_bevoegd(by: User) -> None:
    if not mag_bijdrage_bepalen(by):
        raise BijdrageNietMogelijk("Alleen de backoffice en de controller van een gemeente mogen dit.")


def _register(soort: str, data: dict[str, object], *, by: User, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="gemeente",
        object_sleutel=by.gemeentecode,
        actor=by.username,
        now=now,
        data=data,
    )
