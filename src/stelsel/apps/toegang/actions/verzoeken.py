"""Requests of an aanbieder (315, 317) come in, and those that ran elsewhere are taken over.

What a message says is judged before it comes here. The gemeente decides in `verzoekbesluiten`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.domein.toegang.verzoek import (
    Productverzoek,
    Verzoeksoort,
    Verzoekstatus,
    get_onderzoeksdatum,
    get_reactiedatum,
)

from ..models import Aanvraag, Client, Toewijzing, Verzoek, Verzoekproduct

#: What a 319 that was sent before says about the request.
_STATUS_VAN_ANTWOORD = {"1": Verzoekstatus.AFGEWEZEN, "2": Verzoekstatus.IN_ONDERZOEK}


@dataclass(frozen=True)
class Productwens:
    """One product of a request, with the field names of the model. `budget` in cents."""

    soort: Productverzoek
    toewijzing_nummer: str = ""
    categorie: str = ""
    code: str = ""
    ingangsdatum: date | None = None
    einddatum: date | None = None
    volume: int | None = None
    eenheid: str = ""
    frequentie: str = ""
    budget: int | None = None
    verwijzer_type: str = ""
    verwijzer_naam: str = ""
    verwijzer_code: str = ""
    beschikking_nummer: str = ""
    beschikking_ingangsdatum: date | None = None
    raamcontract: str = ""
    commentaar: str = ""


@dataclass(frozen=True)
class Aanvraagwens:
    """What is decided at once, under one reference: one product of a VOT, all of a VOW."""

    referentie_aanbieder: str
    producten: tuple[Productwens, ...] = ()


@dataclass(frozen=True)
class Persoonswens:
    """The person as a VOT describes them."""

    geslachtsnaam: str = ""
    voorvoegsel: str = ""
    voornamen: str = ""
    geboortedatum: date | None = None
    geslacht: str = ""
    gezagsdrager_bekend: str = ""


@dataclass(frozen=True)
class Verzoekgegevens:
    """One 315 or 317. `wet`: jw or wmo; `bericht_sleutel` names the message."""

    gemeentecode: str
    agb: str
    wet: str
    soort: Verzoeksoort
    bsn: str
    dagtekening: date
    ontvangen_datum: date
    bericht_sleutel: str
    aanvragen: Sequence[Aanvraagwens]
    persoon: Persoonswens = field(default_factory=Persoonswens)
    reden_verzoek: str = ""
    commentaar: str = ""


@transaction.atomic
def register_verzoek(*, gegevens: Verzoekgegevens, now: datetime) -> Verzoek:
    """A request that broke no rule: it waits for a decision, with its term. The aanbieder is the actor."""
    verzoek = _create_verzoek(gegevens, persoon=gegevens.persoon)
    for wens in gegevens.aanvragen:
        aanvraag = _create_aanvraag(verzoek, wens.referentie_aanbieder, status=Verzoekstatus.ONTVANGEN)
        Verzoekproduct.objects.bulk_create(
            Verzoekproduct(aanvraag=aanvraag, **asdict(product)) for product in wens.producten
        )
    _register(verzoek, soort="verzoek_ontvangen", actor=f"aanbieder {gegevens.agb}", now=now)
    return verzoek


@transaction.atomic
def register_afgekeurd_verzoek(*, gegevens: Verzoekgegevens, now: datetime) -> Verzoek:
    """A request that was refused in its retour: only its references are kept, to know them from others that
    were never asked. It counts as not sent (OP286), so they may be used again."""
    verzoek = _create_verzoek(gegevens, persoon=Persoonswens())
    for wens in gegevens.aanvragen:
        _create_aanvraag(verzoek, wens.referentie_aanbieder, status=Verzoekstatus.AFGEKEURD)
    _register(verzoek, soort="verzoek_afgekeurd", actor=f"aanbieder {gegevens.agb}", now=now)
    return verzoek


@transaction.atomic
def take_over_verzoek(
    *, gegevens: Verzoekgegevens, actor: str, now: datetime, afgekeurd: bool = False
) -> Verzoek:
    """A request that came in elsewhere. It counts as honoured where an allocation of this aanbieder carries
    its reference, so take over allocations first; `afgekeurd`: it was refused in its retour."""
    verzoek = _create_verzoek(gegevens, persoon=gegevens.persoon)
    for wens in gegevens.aanvragen:
        status = Verzoekstatus.AFGEKEURD if afgekeurd else _get_status(verzoek, wens.referentie_aanbieder)
        aanvraag = _create_aanvraag(verzoek, wens.referentie_aanbieder, status=status)
        Verzoekproduct.objects.bulk_create(
            Verzoekproduct(aanvraag=aanvraag, **asdict(product)) for product in wens.producten
        )
    _register(verzoek, soort="verzoek_overgenomen", actor=actor, now=now)
    return verzoek


@transaction.atomic
def take_over_antwoord(
    *, gemeentecode: str, agb: str, wet: str, referentie_aanbieder: str, verzoek_antwoord: str
) -> int:
    """A 319 that was sent elsewhere (VerzoekAntwoord 1 refused, 2 in onderzoek). Returns how many requests
    it speaks of; 0 when the reference is unknown. Honoured ones stay so."""
    status = _STATUS_VAN_ANTWOORD[verzoek_antwoord]
    aanvragen = Aanvraag.objects.open().filter(
        verzoek__gemeente_id=gemeentecode,
        verzoek__aanbieder_id=agb,
        verzoek__wet=wet,
        referentie_aanbieder=referentie_aanbieder,
    )
    rijen = list(aanvragen.select_related("verzoek"))
    for rij in rijen:
        rij.status = status.value
        if status is Verzoekstatus.IN_ONDERZOEK:
            rij.uiterste_datum = get_onderzoeksdatum(rij.verzoek.dagtekening)
        rij.save(update_fields=["status", "uiterste_datum"])
    return len(rijen)


def _create_verzoek(gegevens: Verzoekgegevens, *, persoon: Persoonswens) -> Verzoek:
    [volgnummer] = create_nummers(reeks=f"verzoek {gegevens.gemeentecode}")
    return Verzoek.objects.create(
        nummer=f"VZ{gegevens.gemeentecode}-{volgnummer:06d}",
        gemeente_id=gegevens.gemeentecode,
        wet=gegevens.wet,
        aanbieder_id=gegevens.agb,
        soort=gegevens.soort.value,
        client=Client.objects.filter(gemeente_id=gegevens.gemeentecode, bsn=gegevens.bsn).first(),
        bsn=gegevens.bsn,
        reden_verzoek=gegevens.reden_verzoek,
        commentaar=gegevens.commentaar,
        dagtekening=gegevens.dagtekening,
        ontvangen_datum=gegevens.ontvangen_datum,
        bericht_sleutel=gegevens.bericht_sleutel,
        **asdict(persoon),
    )


def _create_aanvraag(verzoek: Verzoek, referentie: str, *, status: Verzoekstatus) -> Aanvraag:
    return Aanvraag.objects.create(
        verzoek=verzoek,
        referentie_aanbieder=referentie,
        status=status.value,
        uiterste_datum=get_reactiedatum(verzoek.ontvangen_datum),
    )


def _get_status(verzoek: Verzoek, referentie: str) -> Verzoekstatus:
    gehonoreerd = Toewijzing.objects.filter(
        gemeente=verzoek.gemeente_id,
        aanbieder=verzoek.aanbieder_id,
        wet=verzoek.wet,
        referentie_aanbieder=referentie,
    )
    return Verzoekstatus.GEHONOREERD if gehonoreerd.exists() else Verzoekstatus.ONTVANGEN


def _register(verzoek: Verzoek, *, soort: str, actor: str, now: datetime) -> None:
    register_gebeurtenis(
        soort=soort,
        object_soort="verzoek",
        object_sleutel=verzoek.nummer,
        actor=actor,
        now=now,
        data={"soort": verzoek.soort, "wet": verzoek.wet, "aanbieder": verzoek.aanbieder_id},
    )
