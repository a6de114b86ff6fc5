"""Questions: the steps, the proposal and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from stelsel.domein.parameters import get_aantal
from stelsel.domein.toegang.begrippen import Vraagstatus
from stelsel.domein.toegang.omvang import render_omvang, toegekend_bedrag
from stelsel.kern.periode import Periode

from ..models import Besluit, Client, Doel, Vraag
from .aanbod import list_aanbod
from .toewijzingen import get_omvang

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

OPEN = (Vraagstatus.ONDERZOEK.value, Vraagstatus.KEUZE.value)


@dataclass(frozen=True)
class Stap:
    """One step of the question: its address part, its name, and whether it has been done."""

    code: str
    naam: str
    klaar: bool
    uitleg: str


@dataclass(frozen=True)
class Voorstel:
    """A proposal in words and money: `tarief` and `bedrag` in cents, None where there is none."""

    omvang: str
    tarief: int | None
    bedrag: int | None


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
        .filter(status__in=OPEN)
        .select_related("client")
        .order_by("gesteld_datum", "id")
    )


def get_uiterste_besluitdatum(vraag: Vraag) -> date:
    """The last day on which the law lets the municipality decide."""
    termijn = get_aantal(f"beslistermijn_{vraag.wet}", peildatum=vraag.gesteld_datum)
    return vraag.gesteld_datum + timedelta(days=termijn)


def list_stappen(vraag: Vraag) -> list[Stap]:
    """The steps in their order, each with what was recorded."""
    doelen, domeinen = len(vraag.doelen.all()), len(vraag.leefdomeinen.all())
    return [
        Stap("gesprek", "Vraag en situatie", bool(vraag.vraag), "Wat vraagt de cliënt en wat speelt er?"),
        Stap("leefdomeinen", "Leefdomeinen", domeinen > 0, f"Beschreven: {domeinen}"),
        Stap("doelen", "Doelen", doelen > 0, f"Opgeschreven: {doelen}"),
        Stap("profiel", "Profiel", vraag.product is not None, _get_productnaam(vraag)),
        Stap("omvang", "Omvang en duur", vraag.product is not None, _get_omvangtekst(vraag)),
        Stap(
            "aanbieder",
            "Keuze van de aanbieder",
            vraag.aanbieder is not None,
            vraag.aanbieder.naam if vraag.aanbieder else "Nog niet gekozen",
        ),
    ]


def _get_productnaam(vraag: Vraag) -> str:
    return vraag.product.naam if vraag.product else "Nog niet gekozen"


def _get_omvangtekst(vraag: Vraag) -> str:
    omvang = get_omvang(vraag)
    if omvang is None or vraag.ingangsdatum is None:
        return "Volgt uit het profiel"
    einde = f"tot en met {vraag.einddatum:%d-%m-%Y}" if vraag.einddatum else "zonder einddatum"
    return f"{render_omvang(omvang)}, van {vraag.ingangsdatum:%d-%m-%Y} {einde}"


def get_voorstel(vraag: Vraag) -> Voorstel | None:
    """What granting would mean in volume and money; None until product, period and aanbieder are chosen."""
    omvang = get_omvang(vraag)
    if omvang is None or vraag.ingangsdatum is None or vraag.aanbieder is None:
        return None
    aanbod = {a.agb: a for a in list_aanbod(vraag, peildatum=vraag.ingangsdatum)}.get(vraag.aanbieder.agb)
    bedrag = toegekend_bedrag(
        omvang,
        tarief=aanbod.tarief if aanbod else None,
        tariefeenheid=aanbod.eenheid if aanbod else "",
        periode=Periode(vraag.ingangsdatum, vraag.einddatum),
    )
    return Voorstel(omvang=render_omvang(omvang), tarief=aanbod.tarief if aanbod else None, bedrag=bedrag)


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


def get_bezwaardatum(besluit: Besluit) -> date:
    """The last day to object."""
    termijn = get_aantal("bezwaartermijn", peildatum=besluit.besluitdatum)
    return besluit.besluitdatum + timedelta(days=termijn)
