"""Requests of aanbieders: lists, one as a dossier, and what honouring it would come down to."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from stelsel.domein.toegang.afspraak import Afspraak, get_wijzigdag
from stelsel.domein.toegang.begrippen import RedenWijziging, Wet
from stelsel.domein.toegang.levensloop import Afstemming, Stand, Wens
from stelsel.domein.toegang.verzoek import (
    REDEN_VERZOEK_NAAM,
    Productverzoek,
    Verzoeksoort,
    Verzoekstatus,
    get_woonplaatsdatum,
)
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

from ..models import Aanvraag, Client, Productafspraak, Toewijzing, Verzoek, Verzoekproduct

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


#: What asks for an allocation that is not there yet.
IS_NIEUW = (Productverzoek.AANGEVRAAGD.value, Productverzoek.NIEUW.value)


def list_aanvragen(user: User) -> QuerySet[Aanvraag]:
    """Everything to decide or decided that this user may see, the most urgent first; not what was refused in
    its retour."""
    rijen = Aanvraag.objects.for_user(user).exclude(status=Verzoekstatus.AFGEKEURD.value)
    return rijen.select_related("verzoek__client", "verzoek__aanbieder", "verzoek__gemeente").order_by(
        "uiterste_datum", "pk"
    )


def list_open_aanvragen(user: User) -> QuerySet[Aanvraag]:
    """What waits for a decision of this user's gemeente, the most urgent first."""
    return list_aanvragen(user) & Aanvraag.objects.open()


def get_verzoek(user: User, nummer: str) -> Verzoek | None:
    """One request, or None when it does not exist for this user or was never taken up."""
    rijen = Verzoek.objects.for_user(user).select_related("client", "aanbieder", "gemeente")
    rijen = rijen.exclude(aanvragen__status=Verzoekstatus.AFGEKEURD.value)
    return rijen.filter(nummer=nummer).first()


def get_aanvraag(verzoek: Verzoek, pk: int) -> Aanvraag | None:
    """One part of a request that is decided at once."""
    return verzoek.aanvragen.select_related("verzoek__client").filter(pk=pk).first()


def get_persoonsgegevens(verzoek: Verzoek) -> dict[str, Any]:
    """What a VOT says of the person, with the field names of a client."""
    velden = ("bsn", "geslachtsnaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht")
    return {veld: getattr(verzoek, veld) for veld in velden}


def get_client_bij_verzoek(verzoek: Verzoek) -> Client | None:
    """The client of a request; by BSN when the person was registered after it came in."""
    if verzoek.client_id is not None:
        return verzoek.client
    return Client.objects.filter(gemeente=verzoek.gemeente_id, bsn=verzoek.bsn).first()


def get_toewijzing_bij_verzoek(product: Verzoekproduct) -> Toewijzing | None:
    """The allocation that a VOW names."""
    verzoek = product.aanvraag.verzoek
    return Toewijzing.objects.filter(
        gemeente=verzoek.gemeente_id,
        aanbieder=verzoek.aanbieder_id,
        wet=verzoek.wet,
        toewijzing_nummer=product.toewijzing_nummer,
    ).first()


def get_gevraagde_omvang(product: Verzoekproduct) -> Omvang | None:
    """The volume that is asked; None without one."""
    if product.volume is None:
        return None
    return Omvang(product.volume, Eenheid(product.eenheid), Frequentie(product.frequentie))


def get_gevraagde_stand(product: Verzoekproduct) -> Stand:
    """A product that is asked for, as an allocation that would be. ValueError without a first day."""
    if product.ingangsdatum is None:
        raise ValueError("een nieuw product heeft een ingangsdatum")
    verzoek = product.aanvraag.verzoek
    return Stand(
        wet=Wet(verzoek.wet),
        agb=verzoek.aanbieder_id,
        categorie=product.categorie,
        code=product.code,
        periode=Periode(product.ingangsdatum, product.einddatum),
        omvang=get_gevraagde_omvang(product),
        budget=product.budget,
    )


def get_gevraagde_wens(product: Verzoekproduct) -> Wens:
    """A change that is asked for. The aanbieder asked for it, so it was arranged (OP298, OP299)."""
    return Wens(
        einddatum=product.einddatum,
        omvang=get_gevraagde_omvang(product),
        budget=product.budget,
        ingangsdatum=product.ingangsdatum,
        reden=RedenWijziging.INITIATIEF_AANBIEDER,
        afstemming=Afstemming.VERZOEK,
    )


def get_gevraagde_afspraak(product: Verzoekproduct) -> Afspraak:
    """The days and the omvang as they were asked."""
    return Afspraak(product.ingangsdatum, product.einddatum, product.volume, product.budget)


def list_wijzigdagen(producten: Iterable[Verzoekproduct]) -> list[date | None]:
    """Per product of a request the day on which something is to change; none for what stays as it is."""
    dagen = []
    for product in producten:
        if product.soort != Productverzoek.ONGEWIJZIGD:
            toewijzing = None if product.soort in IS_NIEUW else get_toewijzing_bij_verzoek(product)
            begin = toewijzing.ingangsdatum if toewijzing is not None else None
            dagen.append(get_wijzigdag(get_gevraagde_afspraak(product), begin=begin))
    return dagen


def list_afspraken(aanvraag: Aanvraag) -> dict[int, Afspraak]:
    """By the key of the product: what was granted otherwise than asked; of a decided request only."""
    rijen = Productafspraak.objects.filter(product__aanvraag=aanvraag)
    return {
        rij.product_id: Afspraak(rij.ingangsdatum, rij.einddatum, rij.volume, rij.budget) for rij in rijen
    }


def apply_afspraak(product: Verzoekproduct, afspraak: Afspraak | None) -> Verzoekproduct:
    """The product as it is granted: a copy that is never saved, or the product itself."""
    if afspraak is None:
        return product
    toegekend = copy(product)
    for veld, waarde in asdict(afspraak).items():
        setattr(toegekend, veld, waarde)
    return toegekend


def get_woonplaatstermijn(verzoek: Verzoek) -> date | None:
    """Last day to refuse on the woonplaatsbeginsel (OP359); None but for a VOT under the Jeugdwet."""
    geldt = verzoek.wet == Wet.JEUGDWET and verzoek.soort == Verzoeksoort.VOT
    return get_woonplaatsdatum(verzoek.ontvangen_datum) if geldt else None


def get_reden_verzoek(verzoek: Verzoek) -> str:
    """Why the aanbieder asks for a change, in words; "" for a VOT."""
    return REDEN_VERZOEK_NAAM.get(verzoek.reden_verzoek, "")
