"""Registering a client."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.basis.actions import create_nummers
from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.kern.nummers import bsn_geldig

from ..models import Client, Huishouden

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class ClientNietMogelijk(Exception):
    """This person cannot be registered; the text says why, in Dutch."""


class ClientBestaatAl(ClientNietMogelijk):
    """The BSN is already known in this gemeente; `nummer` is the client that has it."""

    def __init__(self, nummer: str) -> None:
        super().__init__(f"Deze persoon is al bekend als cliënt {nummer}.")
        self.nummer = nummer


@dataclass(frozen=True)
class Clientgegevens:
    """What is asked of a new client, with the field names of the model."""

    bsn: str
    geslachtsnaam: str
    voornamen: str
    geboortedatum: date
    voorvoegsel: str = ""
    voorletters: str = ""
    geslacht: str = "0"
    straat: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    postcode: str = ""
    plaats: str = ""
    telefoon: str = ""


@transaction.atomic
def create_client(
    *, gegevens: Clientgegevens, huisgenoot: Client | None, by: User, today: date, now: datetime
) -> Client:
    """Register a person in the gemeente of `by`, in the household of `huisgenoot` or in one of their own.

    Raises ClientNietMogelijk (BSN or birth date), ClientBestaatAl.
    """
    if not bsn_geldig(gegevens.bsn):
        raise ClientNietMogelijk("Dit BSN klopt niet. Neem de negen cijfers over van een identiteitsbewijs.")
    if gegevens.geboortedatum > today:
        raise ClientNietMogelijk("De geboortedatum ligt na vandaag.")
    # First the number: its row lock makes a second registration of this person wait, and then see the first.
    [volgnummer] = create_nummers(reeks=f"client {by.gemeentecode}")
    bekend = Client.objects.for_user(by).filter(bsn=gegevens.bsn).first()
    if bekend is not None:
        raise ClientBestaatAl(bekend.nummer)
    nummer = f"{by.gemeentecode}-{volgnummer:06d}"
    huishouden = huisgenoot.huishouden if huisgenoot else None
    client = Client.objects.create(
        nummer=nummer,
        gemeente_id=by.gemeentecode,
        huishouden=huishouden or Huishouden.objects.create(nummer=f"H{nummer}"),
        **(asdict(gegevens) | {"voorletters": gegevens.voorletters or _get_voorletters(gegevens.voornamen)}),
    )
    register_gebeurtenis(
        soort="client_geregistreerd",
        object_soort="client",
        object_sleutel=nummer,
        actor=by.username,
        now=now,
    )
    return client


def _get_voorletters(voornamen: str) -> str:
    return "".join(naam[0].upper() for naam in voornamen.split())[:6]
