"""Help beside a profile: what stands in the way of a decision on it, and what of the running help is against
the rules. An allocation that came in by a message or from another system was never held back by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from stelsel.apps.profielen.models import Product
from stelsel.domein.profielen.assen import INTENSITEITEN, Startprofiel
from stelsel.domein.toegang.aanvulling import (
    Aanvulling,
    Hulpdeel,
    check_aanvulling,
    check_module,
    get_aanvulling,
    get_aanvulling_van,
)
from stelsel.domein.toegang.begrippen import Wet
from stelsel.kern.periode import Periode

from ..models import Client, Toewijzing, Vraag
from .toewijzingen import get_omvang

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_LANGDURIG = {i.naam for i in INTENSITEITEN if i.startprofiel is Startprofiel.STABILITEIT}
_ZONDER_PRODUCT = Q(pk__in=())
Producten = dict[tuple[str, str], Product]


@dataclass(frozen=True)
class Aanvullingsoordeel:
    """One running addition: its kind in a word, what it is of, and what is against the rules."""

    soort: str
    hulp: str
    bezwaren: tuple[str, ...]


def get_producten() -> Producten:
    """Every product by law and code; the list is small."""
    return {(p.wet, p.code): p for p in Product.objects.select_related("profiel")}


def list_stapelbezwaren(vraag: Vraag, *, today: date) -> list[str]:
    """What of a proposal is against the rules on stacking, for a decision on `today`."""
    if vraag.product is None or vraag.ingangsdatum is None:
        return []
    if vraag.naast is None and get_soort(vraag.product, today=vraag.ingangsdatum) is None:
        return []
    producten = get_producten()
    deel = Hulpdeel(
        wet=Wet(vraag.wet),
        categorie=vraag.product.categorie,
        naam=vraag.product.naam,
        periode=Periode(vraag.ingangsdatum, vraag.einddatum),
        omvang=get_omvang(vraag),
        profiel=vraag.product.profiel_id is not None,
    )
    rijen = list(Toewijzing.objects.geldig().filter(client=vraag.client_id).order_by("pk"))
    andere = [get_hulpdeel(rij, producten) for rij in rijen]
    bezwaren = check_aanvulling(deel, andere=andere, besluitdatum=today)
    if vraag.naast is not None:
        bezwaren += check_module(deel, basis=get_hulpdeel(vraag.naast, producten))
    return bezwaren


def get_hulpdeel(rij: Toewijzing, producten: Producten) -> Hulpdeel:
    """An allocation as the rules see it."""
    product = producten.get((rij.wet, rij.code))
    return Hulpdeel(
        wet=Wet(rij.wet),
        categorie=rij.categorie,
        naam=product.naam if product else "",
        periode=Periode(rij.ingangsdatum, rij.einddatum),
        omvang=get_omvang(rij),
        profiel=product is not None and product.profiel_id is not None,
        langdurig=product is not None and product.intensiteit in _LANGDURIG,
    )


def get_soort(product: Product, *, today: date) -> Aanvulling | None:
    """The kind of addition that a product is; None for help in itself."""
    return get_aanvulling(
        wet=Wet(product.wet),
        categorie=product.categorie,
        naam=product.naam,
        profiel=product.profiel_id is not None,
        peildatum=today,
    )


def list_langdurige_hulp(client: Client, *, wet: str, today: date) -> list[Toewijzing]:
    """Running long-term help of a profile, beside which temporary specialist help can be."""
    producten = get_producten()
    rijen = Toewijzing.objects.actueel(today).filter(client=client, wet=wet).select_related("aanbieder")
    return [rij for rij in rijen.order_by("pk") if get_hulpdeel(rij, producten).langdurig]


def list_lopende_aanvullingen(user: User, *, today: date) -> QuerySet[Toewijzing]:
    """Running help that is an addition, and temporary specialist help; with all help of the client."""
    gewenst = _ZONDER_PRODUCT
    for product in get_producten().values():
        if get_soort(product, today=today) is not None:
            gewenst |= Q(wet=product.wet, code=product.code)
    alle = Prefetch("client__toewijzingen", queryset=Toewijzing.objects.geldig().order_by("pk"))
    return (
        Toewijzing.objects.for_user(user)
        .actueel(today)
        .filter(gewenst | Q(hoort_bij__isnull=False))
        .select_related("client", "aanbieder", "besluit__vraag", "hoort_bij")
        .prefetch_related(alle)
        .order_by("einddatum", "pk")
    )


def get_oordeel(rij: Toewijzing, producten: Producten) -> Aanvullingsoordeel:
    """One row of `list_lopende_aanvullingen` by the rules of its first day."""
    deel = get_hulpdeel(rij, producten)
    andere = [get_hulpdeel(ander, producten) for ander in _list_andere(rij)]
    besluit = rij.besluit.besluitdatum if rij.besluit else None
    bezwaren = check_aanvulling(deel, andere=andere, besluitdatum=besluit)
    soort = get_aanvulling_van(deel)
    if rij.hoort_bij is not None:
        bezwaren += check_module(deel, basis=get_hulpdeel(rij.hoort_bij, producten))
    return Aanvullingsoordeel(
        soort=soort.naam if soort else "Tijdelijke specialistische hulp",
        hulp=deel.naam or "Hulp zonder vast product",
        bezwaren=tuple(bezwaren),
    )


def _list_andere(rij: Toewijzing) -> Iterable[Toewijzing]:
    return (ander for ander in rij.client.toewijzingen.all() if ander.pk != rij.pk)
