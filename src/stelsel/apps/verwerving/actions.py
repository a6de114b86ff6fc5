"""Writing contracts. In this version contracts are taken over from elsewhere; tendering comes later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.profielen.models import Product

from .models import Contract, Contractproduct

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Afspraak:
    """One product in a contract. `tarief` in cents per `eenheid`; both dates included."""

    product: Product
    tarief: int
    eenheid: str
    variant: str
    vandatum: date
    totdatum: date | None = None


@transaction.atomic
def take_over_contract(
    *,
    nummer: str,
    aanbieder: Aanbieder,
    wet: str,
    gemeenten: Collection[Gemeente],
    afspraken: Collection[Afspraak],
    vandatum: date,
    totdatum: date | None,
    by: User,
    now: datetime,
) -> Contract:
    """A running contract as agreed before this product was used, with its gemeenten and products."""
    contract = Contract.objects.create(
        nummer=nummer, aanbieder=aanbieder, wet=wet, vandatum=vandatum, totdatum=totdatum
    )
    contract.gemeenten.set(gemeenten)
    Contractproduct.objects.bulk_create(
        Contractproduct(
            contract=contract,
            product=afspraak.product,
            tarief=afspraak.tarief,
            eenheid=afspraak.eenheid,
            variant=afspraak.variant,
            vandatum=afspraak.vandatum,
            totdatum=afspraak.totdatum,
        )
        for afspraak in afspraken
    )
    register_gebeurtenis(
        soort="contract_overgenomen",
        object_soort="contract",
        object_sleutel=nummer,
        actor=by.username,
        now=now,
        data={"aanbieder": aanbieder.agb, "producten": len(afspraken)},
    )
    return contract
