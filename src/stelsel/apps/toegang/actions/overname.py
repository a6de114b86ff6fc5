"""Taking over what already ran elsewhere: go-live of a region, the demo, scenarios and tests.

Set-based: a handful of statements for thousands of rows. What is taken over is known to the aanbieder
already, so no message follows unless asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast

from stelsel.apps.basis.models import Nummerreeks
from stelsel.apps.journal.actions import register_gebeurtenissen

from ..models import Client, Huishouden, Startmelding, Toewijzing
from .hoofdverantwoordelijken import create_eerste_hoofden
from .personen import Clientgegevens
from .toewijzingen import register_gewijzigd

BLOK = 2_000


@dataclass(frozen=True)
class Clientovername:
    """A person with the number they already have. `huishouden`: any key that housemates share."""

    nummer: str
    gemeentecode: str
    huishouden: str
    gegevens: Clientgegevens


@dataclass(frozen=True)
class Toewijzingovername:
    """A running or past allocation; `startdatum` when delivery is known to have begun. Money in cents."""

    toewijzing_nummer: str
    client_nummer: str
    wet: str
    agb: str
    categorie: str
    code: str
    ingangsdatum: date
    einddatum: date | None
    toegewezen_at: datetime
    volume: int | None = None
    eenheid: str = ""
    frequentie: str = ""
    budget: int | None = None
    startdatum: date | None = None
    reden_wijziging: str = ""
    referentie_aanbieder: str = ""


@transaction.atomic
def take_over_clienten(*, clienten: Sequence[Clientovername], actor: str, now: datetime) -> list[Client]:
    """Store persons as they are; their order is kept. IntegrityError for a known number or BSN."""
    namen = list(dict.fromkeys(rij.huishouden for rij in clienten))
    Huishouden.objects.bulk_create(
        [Huishouden(nummer=naam) for naam in namen], ignore_conflicts=True, batch_size=BLOK
    )
    sleutels: dict[str, int] = {}
    for i in range(0, len(namen), BLOK):
        sleutels |= dict(
            Huishouden.objects.filter(nummer__in=namen[i : i + BLOK]).values_list("nummer", "pk")
        )
    rijen = Client.objects.bulk_create(
        [
            Client(
                nummer=rij.nummer,
                gemeente_id=rij.gemeentecode,
                huishouden_id=sleutels[rij.huishouden],
                **vars(rij.gegevens),
            )
            for rij in clienten
        ],
        batch_size=BLOK,
    )
    register_gebeurtenissen(
        soort="client_overgenomen",
        object_soort="client",
        object_sleutels=[rij.nummer for rij in rijen],
        actor=actor,
        now=now,
    )
    return rijen


@transaction.atomic
def take_over_toewijzingen(
    *, toewijzingen: Sequence[Toewijzingovername], actor: str, now: datetime, berichten: bool = False
) -> list[Toewijzing]:
    """Store allocations with the numbers they have, and their start when known; order is kept.

    The number series go on after the highest number taken over. With `berichten` every allocation is told to
    the messages as new (a 301 follows). KeyError for an unknown client, IntegrityError for a known number.
    """
    nummers = sorted({rij.client_nummer for rij in toewijzingen})
    clienten: dict[str, tuple[int, str]] = {}
    for i in range(0, len(nummers), BLOK):
        blok = Client.objects.filter(nummer__in=nummers[i : i + BLOK])
        clienten |= {
            nummer: (pk, code) for nummer, pk, code in blok.values_list("nummer", "pk", "gemeente_id")
        }
    rijen = Toewijzing.objects.bulk_create(
        [_als_toewijzing(rij, *clienten[rij.client_nummer]) for rij in toewijzingen], batch_size=BLOK
    )
    create_eerste_hoofden(rijen, actor=actor, now=now)
    Startmelding.objects.bulk_create(
        [
            _als_start(rij, overname.startdatum, now=now)
            for rij, overname in zip(rijen, toewijzingen, strict=True)
            if overname.startdatum is not None
        ],
        batch_size=BLOK,
    )
    register_gebeurtenissen(
        soort="toewijzing_overgenomen",
        object_soort="toewijzing",
        object_sleutels=[str(rij.pk) for rij in rijen],
        actor=actor,
        now=now,
    )
    for gemeentecode, wet in {(rij.gemeente_id, rij.wet) for rij in rijen}:
        _change_reeks(gemeentecode, wet)
    if berichten:
        for rij in rijen:
            register_gewijzigd(rij, actor=actor, now=now)
    return rijen


def take_over_client(*, client: Clientovername, actor: str, now: datetime) -> Client:
    """One person; see take_over_clienten."""
    [rij] = take_over_clienten(clienten=[client], actor=actor, now=now)
    return rij


def take_over_toewijzing(*, toewijzing: Toewijzingovername, actor: str, now: datetime) -> Toewijzing:
    """One allocation; see take_over_toewijzingen."""
    [rij] = take_over_toewijzingen(toewijzingen=[toewijzing], actor=actor, now=now)
    return rij


def _als_toewijzing(rij: Toewijzingovername, client_id: int, gemeentecode: str) -> Toewijzing:
    return Toewijzing(
        toewijzing_nummer=rij.toewijzing_nummer,
        gemeente_id=gemeentecode,
        client_id=client_id,
        aanbieder_id=rij.agb,
        wet=rij.wet,
        categorie=rij.categorie,
        code=rij.code,
        toegewezen_at=rij.toegewezen_at,
        ingangsdatum=rij.ingangsdatum,
        einddatum=rij.einddatum,
        volume=rij.volume,
        eenheid=rij.eenheid,
        frequentie=rij.frequentie,
        budget=rij.budget,
        reden_wijziging=rij.reden_wijziging,
        referentie_aanbieder=rij.referentie_aanbieder,
    )


def _als_start(rij: Toewijzing, startdatum: date, *, now: datetime) -> Startmelding:
    return Startmelding(
        toewijzing=rij,
        categorie=rij.categorie,
        code=rij.code,
        begindatum=startdatum,
        bericht_sleutel="overname",
        gemeld_at=now,
    )


def _change_reeks(gemeentecode: str, wet: str) -> None:
    """Let the number series of this gemeente and law go on after the highest number in use."""
    reeks, _ = Nummerreeks.objects.get_or_create(naam=f"toewijzing {gemeentecode} {wet}")
    langste = Toewijzing.objects.filter(gemeente_id=gemeentecode, wet=wet).aggregate(
        hoogste=Max(Cast("toewijzing_nummer", BigIntegerField()))
    )["hoogste"]
    Nummerreeks.objects.filter(pk=reeks.pk, laatste__lt=langste).update(laatste=langste)
