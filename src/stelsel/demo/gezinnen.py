"""A household with its plan, leads, an approved exception, help beside a profile, and the tasks of the
rules: through the actions that a regisseur uses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle, islice

from django.db import transaction
from django.db.models import Count, QuerySet

from stelsel.apps.accounts.models import User
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang import actions as toegang
from stelsel.apps.toegang.actions.gezinsplannen import (
    Regiewens,
    change_planregie,
    create_gezinsplan,
    register_gezinsdoel,
    register_gezinslid,
)
from stelsel.apps.toegang.actions.herijkingen import register_nachtronde
from stelsel.apps.toegang.actions.hoofdverantwoordelijken import (
    Aanspreekpunt,
    approve_uitzondering,
    change_hoofdverantwoordelijke,
    register_uitzondering,
)
from stelsel.apps.toegang.actions.vragen import Stapeling
from stelsel.apps.toegang.models import Client, Gezinsplan, Toewijzing
from stelsel.apps.toegang.queries import list_aanbod
from stelsel.apps.toegang.queries.aanvullingen import list_langdurige_hulp
from stelsel.demo.dossiers import open_vraag
from stelsel.domein.toegang.begrippen import Hoofddoel, Leefdomein, Melding, Wet
from stelsel.domein.toegang.gezin import Gezinsrol, Regiesoort
from stelsel.kern.nummers import bsn_testnummers

#: Invented people at the aanbieders.
CONTACTEN = (
    ("Fenna Wilgenhof", "gezinsbehandelaar"),
    ("Lot van Beekdal", "begeleider"),
    ("Sam Ooievaar", "teamleider"),
    ("Noor Ganzeweg", "regiebehandelaar"),
)
#: How long ago the plan began, and when the second child came to live there; own choice.
BEGONNEN, ERBIJ = timedelta(days=42), timedelta(days=7)
#: Allocations of the demo's own aanbieder with a named person; the others wait on its work list.
BENOEMD = 40
VERVOER, SPECIALIST = "42V01", "54C01"
MODULEDAGEN = timedelta(days=90)


@transaction.atomic
def create_gezinnen(users: dict[str, User], *, gemeentecode: str, today: date, now: datetime) -> None:
    """The whole of it, for one gemeente; what the caseload has no client for is left out."""
    regisseur = users["regisseur"]
    plan = _create_plan(regisseur, gemeentecode=gemeentecode, today=today, now=now)
    lopend = Toewijzing.objects.actueel(today).filter(ingangsdatum__lte=today)
    eigen = lopend.filter(aanbieder_id=users["aanbieder"].agb).order_by("pk")[:BENOEMD]
    gezin = lopend.filter(client__gezinsleden__plan=plan).order_by("pk") if plan else ()
    _name_contacten([*gezin, *eigen], by=regisseur, today=today, now=now)
    _create_aanvullingen(regisseur, gemeentecode=gemeentecode, today=today, now=now)
    _create_uitzondering(users, gemeentecode=gemeentecode, today=today, now=now)
    register_nachtronde(today=today, now=now)


def _create_plan(by: User, *, gemeentecode: str, today: date, now: datetime) -> Gezinsplan | None:
    """A mother and her two children with help; the younger one came to live with her last week."""
    lopend = Toewijzing.objects.actueel(today).filter(ingangsdatum__lte=today, gemeente=gemeentecode)
    kinderen = _list_kinderen(lopend)
    if not kinderen:
        return None
    begin = today - BEGONNEN
    moeder = _create_ouder(kinderen[0], by=by, today=begin, now=now)
    afspraak = "Wij bellen elke dinsdag. Het gezin beslist mee. Oma past op als er een gesprek is."
    plan = create_gezinsplan(
        client=moeder, rol=Gezinsrol.OUDER, afspraak=afspraak, by=by, today=begin, now=now
    )
    for kind, vanaf in zip(kinderen, (begin, today - ERBIJ), strict=False):
        register_gezinslid(
            plan=plan,
            client=kind,
            rol=Gezinsrol.KIND,
            hoofdverblijf=True,
            vanaf=vanaf,
            by=by,
            today=today,
            now=now,
        )
    for dag, domein, tekst in (
        (begin, Leefdomein.GEZIN, "Aan tafel praten wij zonder ruzie."),
        (today, Leefdomein.FINANCIEN, "Wij weten elke maand wat er te besteden is."),
    ):
        register_gezinsdoel(plan=plan, leefdomein=domein, tekst=tekst, by=by, today=dag, now=now)
    hulp = lopend.filter(client__in=kinderen).order_by("pk").first()
    if hulp is not None:
        wens = Regiewens(Regiesoort.TWEEDE_LIJN, CONTACTEN[0][0], str(hulp.aanbieder_id))
        change_planregie(plan=plan, wens=wens, vanaf=today - ERBIJ, by=by, today=today, now=now)
    return plan


def _list_kinderen(lopend: QuerySet[Toewijzing]) -> list[Client]:
    """The two oldest clients of the household with most clients that have help; in a small region one."""
    huis = (
        Client.objects.filter(toewijzingen__in=lopend, huishouden__isnull=False)
        .values("huishouden")
        .annotate(personen=Count("pk", distinct=True))
        .order_by("-personen", "huishouden")
        .first()
    )
    if huis is None:
        return []
    van_huis = Client.objects.filter(huishouden=huis["huishouden"], toewijzingen__in=lopend).distinct()
    return list(van_huis.order_by("geboortedatum", "pk")[:2])


def _create_ouder(kind: Client, *, by: User, today: date, now: datetime) -> Client:
    """A mother on the same address, with a number of the test range that nobody has."""
    in_gebruik = set(Client.objects.values_list("bsn", flat=True))
    gegevens = toegang.Clientgegevens(
        bsn=next(bsn for bsn in reversed(bsn_testnummers()) if bsn not in in_gebruik),
        geslachtsnaam=kind.geslachtsnaam,
        voorvoegsel=kind.voorvoegsel,
        voornamen="Marijke",
        geboortedatum=date(today.year - 41, 4, 12),
        geslacht="2",
        straat=kind.straat,
        huisnummer=kind.huisnummer,
        huisletter=kind.huisletter,
        postcode=kind.postcode,
        plaats=kind.plaats,
    )
    return toegang.create_client(gegevens=gegevens, huisgenoot=kind, by=by, today=today, now=now)


def _name_contacten(rijen: list[Toewijzing], *, by: User, today: date, now: datetime) -> None:
    """A person for each, from the first day or from today."""
    uniek = list({rij.pk: rij for rij in rijen}.values())
    for rij, (naam, functie) in zip(uniek, islice(cycle(CONTACTEN), len(uniek)), strict=True):
        punt = Aanspreekpunt(str(rij.aanbieder_id), naam, functie)
        change_hoofdverantwoordelijke(
            toewijzing=rij, punt=punt, vanaf=rij.ingangsdatum, by=by, today=today, now=now
        )


def _create_uitzondering(users: dict[str, User], *, gemeentecode: str, today: date, now: datetime) -> None:
    """Two aanbieders that answer together for a client of both, approved; one more that waits."""
    lopend = Toewijzing.objects.actueel(today).filter(
        gemeente=gemeentecode, ingangsdatum__lte=today, einddatum__gt=today
    )
    clienten = (
        Client.objects.filter(toewijzingen__in=lopend)
        .annotate(aanbieders=Count("toewijzingen__aanbieder", distinct=True))
        .filter(aanbieders__gt=1)
        .order_by("pk")[:2]
    )
    for plek, client in enumerate(clienten):
        eerste = lopend.filter(client=client).order_by("pk").first()
        ander = lopend.filter(client=client).exclude(aanbieder=eerste.aanbieder_id if eerste else "").first()
        if eerste is None or ander is None:
            continue
        uitzondering = register_uitzondering(
            toewijzing=eerste,
            punt=Aanspreekpunt(str(ander.aanbieder_id), CONTACTEN[3][0]),
            reden="Beide aanbieders behandelen samen en kunnen niet zonder elkaar beslissen.",
            vanaf=today,
            tot=eerste.einddatum or today,
            by=users["regisseur"],
            today=today,
            now=now,
        )
        if plek == 0:
            approve_uitzondering(uitzondering=uitzondering, by=users["backoffice"], now=now)


def _create_aanvullingen(by: User, *, gemeentecode: str, today: date, now: datetime) -> None:
    """Transport for a young client with running help, and a specialist for a while beside long-term help."""
    lopend = Toewijzing.objects.actueel(today).filter(
        gemeente=gemeentecode, wet=Wet.JEUGDWET.value, ingangsdatum__lte=today, einddatum__gt=today
    )
    gewoon = lopend.exclude(code=VERVOER).exclude(categorie__in=("43", "44")).order_by("-einddatum", "pk")
    if (basis := gewoon.first()) is not None:
        _besluit(basis, VERVOER, tot=basis.einddatum or today, naast=None, by=by, today=today, now=now)
    for client in Client.objects.filter(toewijzingen__in=gewoon).distinct().order_by("pk"):
        rijen = list_langdurige_hulp(client, wet=Wet.JEUGDWET.value, today=today)
        tot = today + MODULEDAGEN
        passend = [
            r for r in rijen if r.ingangsdatum <= today and (r.einddatum is None or r.einddatum >= tot)
        ]
        if passend:
            _besluit(passend[0], SPECIALIST, tot=tot, naast=passend[0], by=by, today=today, now=now)
            return


def _besluit(
    basis: Toewijzing,
    code: str,
    *,
    tot: date,
    naast: Toewijzing | None,
    by: User,
    today: date,
    now: datetime,
) -> None:
    """The whole path to an allocation of a product beside running help; nothing when nobody can give it."""
    wet = Wet(basis.wet)
    vraag = open_vraag(client=basis.client, wet=wet, plek=0, melding=Melding.ANDERS, by=by, now=now)
    toegang.register_doel(
        vraag=vraag,
        leefdomein=Leefdomein.MEEDOEN,
        hoofddoel=Hoofddoel.PARTICIPATIE,
        tekst="Ik kom zonder hulp van mijn ouders bij mijn begeleiding.",
        gewicht=1,
        by=by,
        now=now,
    )
    vraag = toegang.register_profielkeuze(
        vraag=vraag,
        product=Product.objects.get(wet=wet.value, code=code),
        volume=2,
        ingangsdatum=today,
        einddatum=tot,
        stapeling=Stapeling(naast=naast),
        by=by,
        now=now,
    )
    aanbod = list_aanbod(vraag, peildatum=today)
    if aanbod:
        ander = [optie.agb for optie in aanbod if optie.agb != basis.aanbieder_id]
        agb = (ander or [aanbod[0].agb])[0]
        vraag = toegang.register_aanbiederkeuze(vraag=vraag, agb=agb, reden="Dichtbij.", by=by, now=now)
        motivering = "Deze hulp komt naast de hulp die u al krijgt."
        toegang.approve_besluit(vraag=vraag, motivering=motivering, by=by, today=today, now=now)
