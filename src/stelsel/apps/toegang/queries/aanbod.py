"""What can be chosen: the profiles with their intensities, other help, and the aanbieders who can give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from stelsel.apps.profielen.models import Product, Profiel
from stelsel.apps.profielen.queries import list_profielen
from stelsel.apps.verwerving.queries import Prijsgrens, get_prijsgrenzen, list_contractproducten
from stelsel.domein.parameters import get_aantal
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, Eenheid, Frequentie, Wet
from stelsel.domein.toegang.categorieen import get_categorienaam
from stelsel.domein.toegang.omvang import render_omvang
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import Omvang

from ..models import Startmelding, Vraag


@dataclass(frozen=True)
class Cel:
    """A product as a choice: `naam` says what differs from its neighbours, `uitleg` what it usually takes."""

    product: Product
    naam: str
    uitleg: str


@dataclass(frozen=True)
class Intensiteit:
    """The ways to give a profile at one intensity; `naam` is empty for a profile without intensities."""

    naam: str
    cellen: tuple[Cel, ...]


@dataclass(frozen=True)
class Profielkeuze:
    """A profile with its intensities, the shortest first."""

    profiel: Profiel
    intensiteiten: tuple[Intensiteit, ...]


@dataclass(frozen=True)
class Aanbod:
    """An aanbieder that can deliver a product now: `tarief` in cents per `eenheid`, `wacht_dagen` the middle
    time from allocation to start over the last year (None with too few to say)."""

    agb: str
    naam: str
    tarief: int
    eenheid: str
    wacht_dagen: int | None


def list_profielkeuzes(vraag: Vraag, *, peildatum: date) -> list[Profielkeuze]:
    """The profiles of the law of this question that hold on a day, each with the intensities that it allows
    and what they cost then."""
    producten = (
        Product.objects.filter(wet=vraag.wet, profiel__isnull=False)
        .select_related("profiel")
        .order_by("profiel__code", "profiel__versie", "code")
    )
    geldig = {
        profiel.code: profiel
        for profiel in list_profielen(today=peildatum).filter(wet=vraag.wet).prefetch_related("cellen")
    }
    grenzen = get_prijsgrenzen(gemeente=vraag.client.gemeente, wet=vraag.wet, peildatum=peildatum)
    keuzes = []
    for profielcode, groep in groupby(
        producten, key=lambda product: product.profiel and product.profiel.code
    ):
        profiel = geldig.get(profielcode or "")
        toegestaan = _list_toegestaan(profiel, groep) if profiel else []
        if profiel and toegestaan:
            keuzes.append(Profielkeuze(profiel, _list_intensiteiten(profiel, toegestaan, grenzen)))
    return keuzes


def _list_toegestaan(profiel: Profiel, producten: Iterable[Product]) -> list[Product]:
    """The products whose intensity the profile allows, each with the version that holds."""
    cellen = {cel.intensiteit for cel in profiel.cellen.all()}
    uit = [p for p in producten if not cellen or not p.intensiteit or p.intensiteit in cellen]
    for product in uit:
        product.profiel = profiel
    return uit


def _list_intensiteiten(
    profiel: Profiel, producten: list[Product], grenzen: dict[int, Prijsgrens]
) -> tuple[Intensiteit, ...]:
    groepen: dict[str, list[Product]] = {}
    for product in producten:
        groepen.setdefault(product.intensiteit, []).append(product)
    op_duur = sorted(groepen.values(), key=lambda groep: (groep[0].standaard_maanden, groep[0].code))
    return tuple(
        Intensiteit(
            _get_intensiteitnaam(profiel, groep[0]),
            tuple(_create_cel(profiel, product, grenzen.get(product.pk)) for product in groep),
        )
        for groep in op_duur
    )


def _get_intensiteitnaam(profiel: Profiel, product: Product) -> str:
    if not product.intensiteit or not _draagt_naam(profiel, product):
        return product.intensiteit
    return f"{product.intensiteit}: {product.naam.removeprefix(f'{profiel.naam}, ')}"


def _draagt_naam(profiel: Profiel, product: Product) -> bool:
    """A product that is named after its profile differs from its neighbours only in how it is paid."""
    return product.naam.startswith(f"{profiel.naam}, ")


def _create_cel(profiel: Profiel, product: Product, grens: Prijsgrens | None) -> Cel:
    naam = product.naam
    if _draagt_naam(profiel, product):
        eenheid = Eenheid(product.eenheid)
        naam = (
            "Vast bedrag voor het resultaat"
            if eenheid is Eenheid.EURO
            else f"Betaald per {EENHEID_ENKEL[eenheid]}"
        )
    return Cel(product, naam, _render_gebruik(product, grens))


def _render_gebruik(product: Product, grens: Prijsgrens | None) -> str:
    """'Meestal 23 uur in totaal, 5 maanden. € 77,51 tot € 94,67 per uur bij 14 aanbieders.'"""
    eenheid = Eenheid(product.eenheid)
    omvang = render_omvang(Omvang(product.standaard_volume, eenheid, Frequentie(product.frequentie)))
    gebruik = f"Meestal {omvang}, {product.standaard_maanden} maanden."
    if grens is None:
        return f"{gebruik} Nu geen aanbieder met een contract."
    bij = f"{grens.aanbieders} aanbieder{'' if grens.aanbieders == 1 else 's'}"
    if eenheid is Eenheid.EURO or grens.laagste is None or grens.hoogste is None:
        return f"{gebruik} Te kiezen bij {bij}."
    tot = f" tot {in_euro(grens.hoogste)}" if grens.hoogste > grens.laagste else ""
    return f"{gebruik} {in_euro(grens.laagste)}{tot} per {EENHEID_ENKEL[eenheid]}, bij {bij}."


def list_overige_hulp(wet: str) -> list[tuple[str, list[Product]]]:
    """The products of a law without a profile, by name of their category."""
    producten = Product.objects.filter(wet=wet, profiel__isnull=True).order_by("categorie", "code")
    return [
        (get_categorienaam(Wet(wet), categorie), list(groep))
        for categorie, groep in groupby(producten, key=lambda product: product.categorie)
    ]


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


def has_aanbod(vraag: Vraag, *, agb: str, peildatum: date) -> bool:
    """Whether this aanbieder is one of `list_aanbod`."""
    if vraag.product is None:
        return False
    regels = list_contractproducten(
        gemeente=vraag.client.gemeente, product=vraag.product, peildatum=peildatum
    )
    return regels.filter(contract__aanbieder_id=agb).exists()


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
