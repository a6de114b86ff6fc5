"""Clients, their household, what comes next and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from stelsel.apps.journal.queries import list_gebeurtenissen

from ..models import Aanvraag, Besluit, Client, Toewijzing, Vraag
from .toewijzingen import list_niet_gestart
from .vragen import OPEN, get_uiterste_besluitdatum, list_open_vragen

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User
    from stelsel.apps.journal.models import Gebeurtenis


@dataclass(frozen=True)
class Volgende:
    """The one next action of a dossier: a sentence, and the question it is about when there is one."""

    tekst: str
    vraag: Vraag | None = None


def list_clienten(user: User) -> QuerySet[Client]:
    """The clients that this user may see, with the number of open questions."""
    open_vragen = Count("vragen", filter=Q(vragen__status__in=OPEN), distinct=True)
    return Client.objects.for_user(user).annotate(open_vragen=open_vragen).order_by("geslachtsnaam", "nummer")


def get_client(user: User, nummer: str) -> Client | None:
    """One client, or None when it does not exist for this user."""
    return (
        Client.objects.for_user(user).select_related("gemeente", "huishouden").filter(nummer=nummer).first()
    )


def get_client_bij_bsn(user: User, bsn: str) -> Client | None:
    """One client by BSN, within what this user may see."""
    return Client.objects.for_user(user).filter(bsn=bsn).first()


def list_gevonden_clienten(user: User, zoekterm: str) -> QuerySet[Client]:
    """Clients whose name or number holds every word of the search."""
    gevonden = Client.objects.for_user(user)
    for woord in zoekterm.split()[:5]:
        gevonden = gevonden.filter(
            Q(geslachtsnaam__icontains=woord) | Q(voornamen__icontains=woord) | Q(nummer__iexact=woord)
        )
    return gevonden.order_by("geslachtsnaam", "nummer")


def list_huisgenoten(user: User, client: Client) -> QuerySet[Client]:
    """The other clients of the household, as far as this user may see them."""
    return (
        Client.objects.for_user(user)
        .filter(huishouden__isnull=False, huishouden=client.huishouden)
        .exclude(pk=client.pk)
        .order_by("geboortedatum", "nummer")
    )


def get_leeftijd(client: Client, today: date) -> int:
    """Age in whole years."""
    geboren = client.geboortedatum
    return today.year - geboren.year - ((today.month, today.day) < (geboren.month, geboren.day))


def get_volgende_stap(user: User, client: Client, *, today: date) -> Volgende:
    """What has to be done first for this client."""
    vraag = list_open_vragen(user).filter(client=client).first()
    if vraag is not None:
        uiterlijk = get_uiterste_besluitdatum(vraag)
        te_laat = " Die dag is voorbij." if uiterlijk < today else ""
        return Volgende(f"Maak de vraag af en besluit uiterlijk {uiterlijk:%d-%m-%Y}.{te_laat}", vraag)
    wachtend = list_niet_gestart(user).filter(client=client).first()
    if wachtend is not None:
        return Volgende(f"{wachtend.aanbieder.naam} moet de hulp nog beginnen.")
    return Volgende("Er hoeft nu niets te gebeuren.")


def list_tijdlijn(client: Client) -> list[Gebeurtenis]:
    """What happened around a client, newest first: client, questions, decisions, requests and allocations."""
    sleutels = {
        "client": [client.nummer],
        "vraag": list(client.vragen.values_list("nummer", flat=True)),
        "besluit": list(Besluit.objects.filter(vraag__client=client).values_list("nummer", flat=True)),
        "toewijzing": [str(pk) for pk in client.toewijzingen.values_list("pk", flat=True)],
        "verzoek": list(client.verzoeken.values_list("nummer", flat=True)),
        "aanvraag": [
            str(pk) for pk in Aanvraag.objects.filter(verzoek__client=client).values_list("pk", flat=True)
        ],
    }
    rijen = [
        gebeurtenis
        for soort, nummers in sleutels.items()
        for gebeurtenis in list_gebeurtenissen(object_soort=soort, object_sleutels=nummers)
    ]
    return sorted(rijen, key=lambda gebeurtenis: (gebeurtenis.gebeurd_at, gebeurtenis.pk), reverse=True)


def list_toewijzingsgeschiedenis(toewijzing: Toewijzing) -> list[Gebeurtenis]:
    """What happened to one allocation, newest first."""
    return list(list_gebeurtenissen(object_soort="toewijzing", object_sleutels=[str(toewijzing.pk)]))
