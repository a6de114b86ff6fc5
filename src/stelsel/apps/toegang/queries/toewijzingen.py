"""Allocations, their volume, their delivery and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from stelsel.apps.profielen.models import Product
from stelsel.domein.toegang.begrippen import Eenheid, Frequentie
from stelsel.domein.toegang.omvang import render_omvang, toegekend_bedrag
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Omvang

from ..models import Client, Doel, Hoofdverantwoordelijke, Startmelding, Stopmelding, Toewijzing, Vraag

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


@dataclass(frozen=True)
class Levering:
    """An allocation with what is known of its delivery."""

    toewijzing: Toewijzing
    omvang: str
    status: str
    toon: str
    start: date | None
    stop: date | None


def list_toewijzingen(user: User) -> QuerySet[Toewijzing]:
    """The allocations that this user may see, newest first, with the first start and the last stop."""
    actueel = Q(starts__verwijderd=False)
    return (
        Toewijzing.objects.for_user(user)
        .select_related("client", "aanbieder", "gemeente")
        .annotate(startdatum=Max("starts__begindatum", filter=actueel))
        .annotate(stopdatum=Max("stops__einddatum", filter=Q(stops__verwijderd=False)))
        .annotate(contactpersoon=Subquery(_list_contactpersonen()))
        .order_by("-toegewezen_at", "-id")
    )


def _list_contactpersonen() -> QuerySet[Hoofdverantwoordelijke, str]:
    """Who answers now for the allocation outside."""
    nu = Hoofdverantwoordelijke.objects.filter(
        toewijzing=OuterRef("pk"), tot__isnull=True, uitzondering__isnull=True
    )
    return nu.values_list("contactpersoon", flat=True)[:1]


def list_alle_toewijzingen() -> QuerySet[Toewijzing]:
    """Every allocation that was not deleted, of all gemeenten, with its first start: for publishing under
    pseudonyms, never for a page."""
    eerste = Min("starts__begindatum", filter=Q(starts__verwijderd=False))
    return Toewijzing.objects.geldig().annotate(startdatum=eerste).order_by("pk")


def get_toewijzing(user: User, pk: int) -> Toewijzing | None:
    """One allocation, or None when it does not exist for this user."""
    return list_toewijzingen(user).filter(pk=pk).first()


def get_product(toewijzing: Toewijzing) -> Product | None:
    """The product behind the code of an allocation."""
    return Product.objects.filter(wet=toewijzing.wet, code=toewijzing.code).select_related("profiel").first()


def list_doelen(toewijzing: Toewijzing) -> list[Doel]:
    """The goals that were agreed in the besluit behind this allocation."""
    if toewijzing.besluit_id is None:
        return []
    return list(Doel.objects.filter(vraag__besluit=toewijzing.besluit_id).order_by("-gewicht", "id"))


def list_leveringen(user: User, client: Client, *, today: date) -> list[Levering]:
    """The allocations of a client with start, stop and a status in words."""
    rijen = list_toewijzingen(user).filter(client=client)
    return [get_levering(rij, today=today) for rij in rijen]


def get_levering(rij: Toewijzing, *, today: date) -> Levering:
    """An allocation of `list_toewijzingen` with its status in words."""
    omvang = get_omvang(rij)
    start, stop = rij.startdatum, rij.stopdatum  # type: ignore[attr-defined]  # annotated by list_toewijzingen
    if rij.verwijderd:
        status, toon = "Verwijderd", "neutraal"
    elif stop is not None and (start is None or stop >= start):
        status, toon = "Gestopt", "neutraal"
    elif rij.einddatum is not None and rij.einddatum < today:
        status, toon = "Afgelopen", "neutraal"
    elif start is not None:
        status, toon = "Loopt", "goed"
    else:
        status, toon = "Wacht op start", "let_op"
    tekst = render_omvang(omvang) if omvang else "Naar behoefte"
    return Levering(toewijzing=rij, omvang=tekst, status=status, toon=toon, start=start, stop=stop)


def get_toegekend_bedrag(toewijzing: Toewijzing, *, tarief: int | None, tariefeenheid: str) -> int | None:
    """What an allocation is worth in cents: its budget, or volume times tariff; None when it has no total."""
    omvang = get_omvang(toewijzing)
    if omvang is None:
        return toewijzing.budget
    periode = Periode(toewijzing.ingangsdatum, toewijzing.einddatum)
    return toegekend_bedrag(omvang, tarief=tarief, tariefeenheid=tariefeenheid, periode=periode)


def list_niet_gestart(user: User) -> QuerySet[Toewijzing]:
    """Allocations without a start message, the longest waiting first."""
    start = Startmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    stop = Stopmelding.objects.filter(toewijzing=OuterRef("pk"), verwijderd=False)
    return (
        Toewijzing.objects.for_user(user)
        .geldig()
        .filter(~Exists(start), ~Exists(stop))
        .select_related("client", "aanbieder")
        .order_by("ingangsdatum", "id")
    )


def get_omvang(drager: Vraag | Toewijzing, product: Product | None = None) -> Omvang | None:
    """The volume of a question's proposal or of an allocation; None without a volume."""
    if drager.volume is None:
        return None
    bron = drager if isinstance(drager, Toewijzing) else (product or drager.product)
    if bron is None:
        return None
    return Omvang(drager.volume, Eenheid(bron.eenheid), Frequentie(bron.frequentie))
