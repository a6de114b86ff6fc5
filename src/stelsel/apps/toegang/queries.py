"""Reading access: clients, their questions, decisions and allocations, always from `for_user`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet

from stelsel.apps.journal.queries import list_gebeurtenissen
from stelsel.apps.profielen.models import Product
from stelsel.apps.verwerving.queries import list_contractproducten
from stelsel.domein.parameters import get_aantal
from stelsel.domein.toegang.begrippen import Eenheid, Frequentie, RedenWijziging, Vraagstatus
from stelsel.domein.toegang.omvang import Omvang, render_omvang, toegekend_bedrag
from stelsel.kern.periode import Periode

from .models import Besluit, Client, Doel, Startmelding, Stopmelding, Toewijzing, Vraag

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User
    from stelsel.apps.journal.models import Gebeurtenis


@dataclass(frozen=True)
class Stap:
    """One step of the question: its address part, its name, and whether it has been done."""

    code: str
    naam: str
    klaar: bool
    uitleg: str


@dataclass(frozen=True)
class Aanbod:
    """An aanbieder that can deliver a product now: `tarief` in cents per `eenheid`, `wacht_dagen` the middle
    time from allocation to start over the last year (None with too few to say)."""

    agb: str
    naam: str
    tarief: int
    eenheid: str
    wacht_dagen: int | None


@dataclass(frozen=True)
class Levering:
    """An allocation with what is known of its delivery."""

    toewijzing: Toewijzing
    omvang: str
    status: str
    toon: str
    start: date | None
    stop: date | None


def list_clienten(user: User) -> QuerySet[Client]:
    """The clients that this user may see, with the number of open questions."""
    open_vragen = Count("vragen", filter=Q(vragen__status__in=_OPEN), distinct=True)
    return Client.objects.for_user(user).annotate(open_vragen=open_vragen).order_by("geslachtsnaam", "nummer")


_OPEN = (Vraagstatus.ONDERZOEK.value, Vraagstatus.KEUZE.value)


def get_client(user: User, nummer: str) -> Client | None:
    """One client, or None when it does not exist for this user."""
    return (
        Client.objects.for_user(user).select_related("gemeente", "huishouden").filter(nummer=nummer).first()
    )


def get_client_bij_bsn(user: User, bsn: str) -> Client | None:
    """One client by BSN, within what this user may see."""
    return Client.objects.for_user(user).filter(bsn=bsn).first()


def list_huisgenoten(user: User, client: Client) -> QuerySet[Client]:
    """The other clients of the household, as far as this user may see them."""
    return (
        Client.objects.for_user(user)
        .filter(huishouden__isnull=False, huishouden=client.huishouden)
        .exclude(pk=client.pk)
        .order_by("geboortedatum", "nummer")
    )


def list_vragen(user: User, client: Client) -> QuerySet[Vraag]:
    """The questions of a client, newest first, with besluit and choices at hand."""
    return (
        Vraag.objects.for_user(user)
        .filter(client=client)
        .select_related("besluit", "product", "aanbieder")
        .order_by("-gesteld_datum", "-id")
    )


def get_vraag(user: User, nummer: str) -> Vraag | None:
    """One question with everything that the steps need, or None."""
    return (
        Vraag.objects.for_user(user)
        .select_related("client__gemeente", "product__profiel", "aanbieder", "besluit")
        .prefetch_related("leefdomeinen", Prefetch("doelen", queryset=Doel.objects.order_by("id")))
        .filter(nummer=nummer)
        .first()
    )


def list_open_vragen(user: User) -> QuerySet[Vraag]:
    """Questions without a decision, the oldest first."""
    return (
        Vraag.objects.for_user(user)
        .filter(status__in=_OPEN)
        .select_related("client")
        .order_by("gesteld_datum", "id")
    )


def uiterste_besluitdatum(vraag: Vraag) -> date:
    """The last day on which the law lets the municipality decide."""
    termijn = get_aantal(f"beslistermijn_{vraag.wet}", peildatum=vraag.gesteld_datum)
    return vraag.gesteld_datum + timedelta(days=termijn)


def list_stappen(vraag: Vraag) -> list[Stap]:
    """The steps in their order, each with what was recorded."""
    doelen, domeinen = len(vraag.doelen.all()), len(vraag.leefdomeinen.all())
    return [
        Stap("gesprek", "Vraag en situatie", bool(vraag.vraag), "Wat vraagt de cliënt en wat speelt er?"),
        Stap("leefdomeinen", "Leefdomeinen", domeinen > 0, f"{domeinen} leefdomeinen beschreven"),
        Stap("doelen", "Doelen", doelen > 0, f"{doelen} doelen opgeschreven"),
        Stap("profiel", "Profiel en omvang", vraag.product is not None, _get_productnaam(vraag)),
        Stap(
            "aanbieder",
            "Keuze van de aanbieder",
            vraag.aanbieder is not None,
            vraag.aanbieder.naam if vraag.aanbieder else "Nog niet gekozen",
        ),
    ]


def _get_productnaam(vraag: Vraag) -> str:
    return vraag.product.naam if vraag.product else "Nog niet gekozen"


def get_omvang(drager: Vraag | Toewijzing, product: Product | None = None) -> Omvang | None:
    """The volume of a question's proposal or of an allocation; None without a volume."""
    if drager.volume is None:
        return None
    bron = drager if isinstance(drager, Toewijzing) else (product or drager.product)
    if bron is None:
        return None
    return Omvang(drager.volume, Eenheid(bron.eenheid), Frequentie(bron.frequentie))


def list_producten(wet: str) -> QuerySet[Product]:
    """The products of a law that carry a profile, by profile and code."""
    return Product.objects.filter(wet=wet).select_related("profiel").order_by("profiel__code", "code")


def list_aanbod(vraag: Vraag, *, peildatum: date) -> list[Aanbod]:
    """The aanbieders with a contract for the chosen product in the client's gemeente on that day."""
    if vraag.product is None:
        return []
    regels = list_contractproducten(
        gemeente=vraag.client.gemeente, product=vraag.product, peildatum=peildatum
    )
    wacht = get_wachttijden(code=vraag.product.code, wet=vraag.wet, peildatum=peildatum)
    per_agb = {
        regel.contract.aanbieder_id: Aanbod(
            agb=regel.contract.aanbieder_id,
            naam=regel.contract.aanbieder.naam,
            tarief=regel.tarief,
            eenheid=regel.eenheid,
            wacht_dagen=wacht.get(regel.contract.aanbieder_id),
        )
        for regel in regels
    }
    return list(per_agb.values())


def get_wachttijden(*, code: str, wet: str, peildatum: date) -> dict[str, int]:
    """Per AGB the median of days from allocation to start of delivery, over starts of the last year.

    Over all gemeenten together and only with enough starts to hide every single person.
    """
    rijen = Startmelding.objects.filter(
        verwijderd=False,
        toewijzing__code=code,
        toewijzing__wet=wet,
        begindatum__range=(peildatum - timedelta(days=365), peildatum),
    ).values_list("toewijzing__aanbieder_id", "toewijzing__toegewezen_at", "begindatum")
    dagen: dict[str, list[int]] = {}
    for agb, toegewezen_at, begindatum in rijen:
        dagen.setdefault(agb, []).append(max(0, (begindatum - toegewezen_at.date()).days))
    drempel = get_aantal("onthulling_drempel", peildatum=peildatum)
    return {agb: sorted(lijst)[len(lijst) // 2] for agb, lijst in dagen.items() if len(lijst) >= drempel}


def list_toewijzingen(user: User) -> QuerySet[Toewijzing]:
    """The allocations that this user may see, newest first, with the first start and the last stop."""
    actueel = Q(starts__verwijderd=False)
    return (
        Toewijzing.objects.for_user(user)
        .select_related("client", "aanbieder", "gemeente")
        .annotate(startdatum=Max("starts__begindatum", filter=actueel))
        .annotate(stopdatum=Max("stops__einddatum", filter=Q(stops__verwijderd=False)))
        .order_by("-toegewezen_at", "-id")
    )


def list_alle_toewijzingen() -> QuerySet[Toewijzing]:
    """Every allocation that was not deleted, of all gemeenten, with its first start: for publishing under
    pseudonyms, never for a page."""
    eerste = Min("starts__begindatum", filter=Q(starts__verwijderd=False))
    verwijderd = Q(reden_wijziging=RedenWijziging.VERWIJDERD.value, einddatum=F("ingangsdatum"))
    return Toewijzing.objects.exclude(verwijderd).annotate(startdatum=eerste).order_by("pk")


def get_toewijzing(user: User, pk: int) -> Toewijzing | None:
    """One allocation, or None when it does not exist for this user."""
    return list_toewijzingen(user).filter(pk=pk).first()


def list_leveringen(user: User, client: Client, *, today: date) -> list[Levering]:
    """The allocations of a client with start, stop and a status in words."""
    rijen = list_toewijzingen(user).filter(client=client)
    return [get_levering(rij, today=today) for rij in rijen]


def get_levering(rij: Toewijzing, *, today: date) -> Levering:
    """An allocation of `list_toewijzingen` with its status in words."""
    omvang = get_omvang(rij)
    start, stop = rij.startdatum, rij.stopdatum  # type: ignore[attr-defined]  # annotated by list_toewijzingen
    if stop is not None and (start is None or stop >= start):
        status, toon = "Gestopt", "neutraal"
    elif rij.einddatum is not None and rij.einddatum < today:
        status, toon = "Afgelopen", "neutraal"
    elif start is not None:
        status, toon = "Loopt", "goed"
    else:
        status, toon = "Wacht op start", "let_op"
    tekst = render_omvang(omvang) if omvang else "Naar behoefte"
    return Levering(toewijzing=rij, omvang=tekst, status=status, toon=toon, start=start, stop=stop)


def get_besluit(user: User, nummer: str) -> Besluit | None:
    """One decision with its question, goals and allocation; None when it does not exist for this user."""
    return (
        Besluit.objects.for_user(user)
        .select_related("vraag__client__gemeente", "vraag__product", "vraag__aanbieder")
        .prefetch_related("vraag__doelen", "toewijzingen__aanbieder")
        .defer("brief")
        .filter(nummer=nummer)
        .first()
    )


def list_besluiten(user: User, client: Client) -> QuerySet[Besluit]:
    """The decisions about a client, newest first."""
    return (
        Besluit.objects.for_user(user)
        .filter(vraag__client=client)
        .select_related("vraag__product", "vraag__aanbieder")
        .prefetch_related("vraag__doelen", "toewijzingen__aanbieder")
        .defer("brief")
        .order_by("-besluitdatum", "-id")
    )


def list_tijdlijn(client: Client) -> list[Gebeurtenis]:
    """What happened around a client, newest first: client, questions, decisions and allocations."""
    sleutels = {
        "client": [client.nummer],
        "vraag": list(client.vragen.values_list("nummer", flat=True)),
        "besluit": list(Besluit.objects.filter(vraag__client=client).values_list("nummer", flat=True)),
        "toewijzing": [str(pk) for pk in client.toewijzingen.values_list("pk", flat=True)],
    }
    rijen = [
        gebeurtenis
        for soort, nummers in sleutels.items()
        for gebeurtenis in list_gebeurtenissen(object_soort=soort, object_sleutels=nummers)
    ]
    return sorted(rijen, key=lambda gebeurtenis: (gebeurtenis.gebeurd_at, gebeurtenis.pk), reverse=True)


def get_toegekend_bedrag(toewijzing: Toewijzing, *, tarief: int | None, tariefeenheid: str) -> int | None:
    """What an allocation is worth in cents: its budget, or volume times tariff; None when it has no total."""
    omvang = get_omvang(toewijzing)
    if omvang is None:
        return toewijzing.budget
    if toewijzing.einddatum is None and omvang.frequentie is not Frequentie.TOTAAL:
        return None
    if tarief is None and omvang.eenheid is not Eenheid.EURO:
        return None
    periode = Periode(toewijzing.ingangsdatum, toewijzing.einddatum)
    return toegekend_bedrag(omvang, tarief=tarief or 0, tariefeenheid=tariefeenheid, periode=periode)


def list_niet_gestart(user: User) -> QuerySet[Toewijzing]:
    """Allocations without a start message, the longest waiting first."""
    start = Startmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    stop = Stopmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    return (
        Toewijzing.objects.for_user(user)
        .filter(~Exists(start), ~Exists(stop))
        .select_related("client", "aanbieder")
        .order_by("ingangsdatum", "id")
    )
