"""Requests of aanbieders: lists, one as a dossier, and what honouring it would come down to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from stelsel.apps.profielen.models import Product
from stelsel.domein.toegang.begrippen import RedenWijziging, Wet
from stelsel.domein.toegang.levensloop import Afstemming, Regelzin, Stand, Wens
from stelsel.domein.toegang.omvang import render_omvang
from stelsel.domein.toegang.verzoek import Productverzoek, Verzoekstatus, get_woonplaatsdatum
from stelsel.domein.toegang.voorwaarden import check_stand
from stelsel.domein.toegang.wijziging import decide_wijziging
from stelsel.kern.bedrag import in_euro
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

from ..models import Aanvraag, Client, Toewijzing, Verzoek, Verzoekproduct
from .levensloop import get_feiten, get_stand, list_standen

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


@dataclass(frozen=True)
class Productvergelijking:
    """One product of a request: what is asked beside what is allocated now, and what honouring it does.
    `bezwaren` stand in its way."""

    product: Verzoekproduct
    naam: str
    nu: str
    gevraagd: str
    stappen: Sequence[str] = ()
    waarschuwingen: Sequence[str] = ()
    bezwaren: Sequence[str] = ()
    stand_nu: Stand | None = None
    standen_straks: Sequence[Stand] = ()


def compute_vergelijking(aanvraag: Aanvraag, *, today: date) -> list[Productvergelijking]:
    """Every product of one aanvraag, in the order of the message: what stays and changes, then what is new
    beside it."""
    client = get_client_bij_verzoek(aanvraag.verzoek)
    producten = list(aanvraag.producten.select_related("aanvraag__verzoek").order_by("pk"))
    toewijzingen = {p.toewijzing_nummer: get_toewijzing_bij_verzoek(p) for p in producten}
    codes = {p.code for p in producten} | {rij.code for rij in toewijzingen.values() if rij}
    wet = aanvraag.verzoek.wet
    namen = dict(Product.objects.filter(wet=wet, code__in=codes).values_list("code", "naam"))
    straks = list_standen(client.pk) if client else []
    vergelijkingen = []
    for product in producten:
        if product.soort in IS_NIEUW:
            gevonden = _compare_nieuw(product, straks, namen)
        else:
            gevonden = _compare_bestaand(product, toewijzingen[product.toewijzing_nummer], namen, today=today)
        straks = [stand for stand in straks if stand != gevonden.stand_nu] + list(gevonden.standen_straks)
        vergelijkingen.append(gevonden)
    return vergelijkingen


def _compare_bestaand(
    product: Verzoekproduct, toewijzing: Toewijzing | None, namen: dict[str, str], *, today: date
) -> Productvergelijking:
    if toewijzing is None:
        fout = f"Toewijzing {product.toewijzing_nummer} bestaat niet meer."
        return Productvergelijking(product, "", "", "", bezwaren=(fout,))
    stand, wens = get_stand(toewijzing), get_gevraagde_wens(product)
    naam, nu = _get_naam(stand.categorie, stand.code, namen), render_stand(stand)
    if is_ongewijzigd(product, stand):
        return Productvergelijking(
            product, naam, nu, "Blijft zoals het is", stand_nu=stand, standen_straks=(stand,)
        )
    plan = decide_wijziging(stand, gewenst=wens, feiten=get_feiten(toewijzing), today=today)
    return Productvergelijking(
        product,
        naam,
        nu,
        render_wens(wens),
        _teksten(plan.stappen),
        _teksten(plan.waarschuwingen),
        _teksten(plan.bezwaren),
        stand,
        (plan.bestaand, plan.opvolger) if plan.opvolger else (plan.bestaand,),
    )


def _compare_nieuw(
    product: Verzoekproduct, andere: Sequence[Stand], namen: dict[str, str]
) -> Productvergelijking:
    stand = get_gevraagde_stand(product)
    return Productvergelijking(
        product,
        _get_naam(product.categorie, product.code, namen),
        "Nog niet toegewezen",
        render_stand(stand),
        stappen=("Er komt een nieuwe toewijzing met een eigen nummer.",),
        bezwaren=_teksten(check_stand(stand, andere=andere)),
        standen_straks=(stand,),
    )


def is_ongewijzigd(product: Verzoekproduct, stand: Stand) -> bool:
    """Whether a VOW leaves this allocation as it is, said so or not."""
    if product.soort == Productverzoek.ONGEWIJZIGD:
        return True
    wens = get_gevraagde_wens(product)
    return (wens.omvang, wens.budget, wens.einddatum) == (stand.omvang, stand.budget, stand.periode.eind)


def _teksten(zinnen: Sequence[Regelzin]) -> list[str]:
    return [f"{zin.tekst} ({zin.code})" if zin.code else zin.tekst for zin in zinnen]


def _get_naam(categorie: str, code: str, namen: dict[str, str]) -> str:
    if code:
        return f"{namen.get(code, 'Onbekend product')} ({code})"
    return f"Een product uit categorie {categorie}" if categorie else "Elk product"


def render_stand(stand: Stand) -> str:
    """Volume or budget, and the period, in words."""
    return f"{_render_hoeveel(stand.omvang, stand.budget)}, {_render_periode(stand.periode)}"


def render_wens(wens: Wens) -> str:
    """What is wanted from which day to which."""
    begin = f"vanaf {wens.ingangsdatum:%d-%m-%Y}" if wens.ingangsdatum else ""
    eind = f"tot en met {wens.einddatum:%d-%m-%Y}" if wens.einddatum else "zonder einddatum"
    return ", ".join(deel for deel in (_render_hoeveel(wens.omvang, wens.budget), begin, eind) if deel)


def _render_hoeveel(omvang: Omvang | None, budget: int | None) -> str:
    if omvang is not None:
        return render_omvang(omvang)
    return f"Budget {in_euro(budget)}" if budget is not None else "Naar behoefte"


def _render_periode(periode: Periode) -> str:
    eind = f"tot en met {periode.eind:%d-%m-%Y}" if periode.eind else "zonder einddatum"
    return f"vanaf {periode.begin:%d-%m-%Y} {eind}"


def get_woonplaatstermijn(verzoek: Verzoek) -> date | None:
    """Last day to refuse on the woonplaatsbeginsel; None outside the Jeugdwet."""
    return get_woonplaatsdatum(verzoek.ontvangen_datum) if verzoek.wet == Wet.JEUGDWET else None
