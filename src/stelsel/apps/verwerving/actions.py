"""Writing contracts, taken over from elsewhere, and what a perceel of a tender asks of aanbieders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.profielen.models import Catalogusversie, Product

from .models import Contract, Contractproduct, Eisenlijst
from .queries import list_eisen

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


class EisenNietMogelijk(Exception):
    """No list can be made of this; the text says why."""


@transaction.atomic
def register_eisenlijst(
    catalogus: Catalogusversie,
    *,
    perceel: str,
    codes: Collection[str],
    eigen: Collection[str],
    vorige: Eisenlijst | None,
    by: User,
    now: datetime,
) -> Eisenlijst:
    """Take over the demands of these profielen from an approved version. Raises EisenNietMogelijk."""
    if catalogus.status != Catalogusversie.Status.VASTGESTELD:
        raise EisenNietMogelijk("Deze catalogus is niet vastgesteld. Kies een versie die geldt.")
    eisen = [rij for rij in list_eisen(catalogus) if rij[0] in codes]
    if not eisen and not eigen:
        raise EisenNietMogelijk(
            "Bij deze profielen staan geen eisen. Vul ze aan in de catalogus of hieronder."
        )
    (volgnummer,) = create_nummers(reeks="eisenlijst")
    lijst = Eisenlijst.objects.create(
        nummer=f"EL-{now.year}-{volgnummer:04d}",
        perceel=perceel,
        wet=catalogus.wet,
        catalogus=catalogus,
        versie=vorige.versie + 1 if vorige else 1,
        vorige=vorige,
        eisen=[list(rij) for rij in eisen],
        eigen=list(eigen),
        gemaakt_door=by.weergavenaam or by.username,
        gemaakt_at=now,
    )
    register_gebeurtenis(
        soort="eisenlijst_gemaakt",
        object_soort="eisenlijst",
        object_sleutel=lijst.nummer,
        actor=by.username,
        now=now,
        data={"catalogus": catalogus.nummer, "eisen": len(eisen), "eigen": len(lijst.eigen)},
    )
    return lijst
