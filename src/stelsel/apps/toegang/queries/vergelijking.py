"""What a request comes down to: asked beside allocated, what honouring it does, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.profielen.models import Product
from stelsel.apps.verwerving.queries import Tarief, get_tarieven
from stelsel.domein.toegang.afspraak import Afspraak, mag_afwijken
from stelsel.domein.toegang.levensloop import Regelzin, Stand, Wens
from stelsel.domein.toegang.omvang import render_omvang, toegekend_bedrag
from stelsel.domein.toegang.verzoek import (
    AFWIJSREDEN_NAAM,
    VERWIJZER_NAAM,
    Afwijsreden,
    Productverzoek,
    Verzoeksoort,
    Verzoekstatus,
)
from stelsel.domein.toegang.voorwaarden import check_stand
from stelsel.domein.toegang.wijziging import decide_wijziging
from stelsel.kern.bedrag import in_euro
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Omvang

from ..models import Aanvraag, Toewijzing, Verzoek, Verzoekproduct
from .levensloop import get_feiten, get_stand, list_standen
from .verzoeken import (
    IS_NIEUW,
    apply_afspraak,
    get_client_bij_verzoek,
    get_gevraagde_stand,
    get_gevraagde_wens,
    get_toewijzing_bij_verzoek,
    list_afspraken,
    list_wijzigdagen,
)


@dataclass(frozen=True)
class Productvergelijking:
    """One product of a request: what is asked beside what is allocated now, and what honouring it does.
    `bezwaren` stand in its way. `afgesproken`: what is granted instead, "" when that is as asked."""

    product: Verzoekproduct
    naam: str
    nu: str
    gevraagd: str
    stappen: Sequence[str] = ()
    waarschuwingen: Sequence[str] = ()
    bezwaren: Sequence[str] = ()
    stand_nu: Stand | None = None
    standen_straks: Sequence[Stand] = ()
    afgesproken: str = ""

    @property
    def verwijzer(self) -> str:
        """Who referred the person to the aanbieder, in words."""
        soort = self.product.verwijzer_type
        naam = VERWIJZER_NAAM.get(soort, soort)
        return f"{naam}: {self.product.verwijzer_naam}" if self.product.verwijzer_naam else naam


def compute_vergelijking(
    aanvraag: Aanvraag, *, today: date, afspraken: Mapping[int, Afspraak]
) -> list[Productvergelijking]:
    """Every product of one aanvraag, in the order of the message: what stays and changes, then what is new
    beside it. `afspraken`: what is granted otherwise than asked."""
    client = get_client_bij_verzoek(aanvraag.verzoek)
    producten = list(aanvraag.producten.select_related("aanvraag__verzoek").order_by("pk"))
    toewijzingen = {p.toewijzing_nummer: get_toewijzing_bij_verzoek(p) for p in producten}
    codes = {p.code for p in producten} | {rij.code for rij in toewijzingen.values() if rij}
    wet = aanvraag.verzoek.wet
    namen = dict(Product.objects.filter(wet=wet, code__in=codes).values_list("code", "naam"))
    straks = list_standen(client.pk) if client else []
    vergelijkingen = []
    for gevraagd in producten:
        product = apply_afspraak(gevraagd, afspraken.get(gevraagd.pk))
        if product.soort in IS_NIEUW:
            gevonden = _compare_nieuw(product, straks, namen)
        else:
            gevonden = _compare_bestaand(product, toewijzingen[product.toewijzing_nummer], namen, today=today)
        if product is not gevraagd:
            gevonden = _with_gevraagd(gevonden, gevraagd)
        straks = [stand for stand in straks if stand != gevonden.stand_nu] + list(gevonden.standen_straks)
        vergelijkingen.append(gevonden)
    return vergelijkingen


def _with_gevraagd(gevonden: Productvergelijking, gevraagd: Verzoekproduct) -> Productvergelijking:
    nieuw = gevraagd.soort in IS_NIEUW
    tekst = (
        render_stand(get_gevraagde_stand(gevraagd)) if nieuw else render_wens(get_gevraagde_wens(gevraagd))
    )
    return replace(gevonden, product=gevraagd, gevraagd=tekst, afgesproken=gevonden.gevraagd)


def _compare_bestaand(
    product: Verzoekproduct, toewijzing: Toewijzing | None, namen: dict[str, str], *, today: date
) -> Productvergelijking:
    if toewijzing is None:
        fout = f"Toewijzing {product.toewijzing_nummer} bestaat niet meer."
        return Productvergelijking(product, "", "", "", bezwaren=(fout,))
    stand, wens = get_stand(toewijzing), get_gevraagde_wens(product)
    naam, nu = _get_naam(stand.categorie, stand.code, namen), render_stand(stand)
    if is_ongewijzigd(product, stand):
        blijft = product.soort == Productverzoek.ONGEWIJZIGD
        gevraagd = "Blijft zoals het is" if blijft else f"{render_wens(wens)}; zo is het nu"
        return Productvergelijking(product, naam, nu, gevraagd, stand_nu=stand, standen_straks=(stand,))
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
    begin = f"vanaf {wens.ingangsdatum:%d-%m-%Y} " if wens.ingangsdatum else ""
    eind = f"tot en met {wens.einddatum:%d-%m-%Y}" if wens.einddatum else "zonder einddatum"
    return f"{_render_hoeveel(wens.omvang, wens.budget)}, {begin}{eind}"


def _render_hoeveel(omvang: Omvang | None, budget: int | None) -> str:
    if omvang is not None:
        return render_omvang(omvang)
    return f"Budget {in_euro(budget)}" if budget is not None else "Naar behoefte"


def _render_periode(periode: Periode) -> str:
    eind = f"tot en met {periode.eind:%d-%m-%Y}" if periode.eind else "zonder einddatum"
    return f"vanaf {periode.begin:%d-%m-%Y} {eind}"


@dataclass(frozen=True)
class Aanvraagdeel:
    """One part of a request with its products compared. Amounts in cents over the whole allocations, `None`
    when there is no total or no tariff: `bedrag_nu` as allocated, `bedrag_straks` if honoured."""

    aanvraag: Aanvraag
    producten: Sequence[Productvergelijking]
    toon: str
    te_laat: bool
    bedrag_nu: int | None
    bedrag_straks: int | None
    besloten_door: str = ""

    @property
    def afwijsreden(self) -> str:
        """Why it was refused, in words."""
        reden = self.aanvraag.reden_afwijzing
        return AFWIJSREDEN_NAAM[Afwijsreden(reden)] if reden else ""

    @property
    def minder(self) -> int | None:
        """What honouring costs less, in cents."""
        return None if self.verschil is None else -self.verschil

    @property
    def verschil(self) -> int | None:
        """What honouring costs more, in cents."""
        if self.bedrag_nu is None or self.bedrag_straks is None:
            return None
        return self.bedrag_straks - self.bedrag_nu

    @property
    def bezwaren(self) -> list[str]:
        """Everything that stands in the way of honouring."""
        return [zin for product in self.producten for zin in product.bezwaren]


#: How a state looks on a page.
TONEN_VERZOEK = {
    Verzoekstatus.ONTVANGEN.value: "let_op",
    Verzoekstatus.IN_ONDERZOEK.value: "info",
    Verzoekstatus.GEHONOREERD.value: "goed",
    Verzoekstatus.AFGEWEZEN.value: "neutraal",
}


def list_aanvraagdelen(verzoek: Verzoek, *, today: date) -> list[Aanvraagdeel]:
    """All parts of one request, in the order of the message, with who decided."""
    rijen = list(verzoek.aanvragen.select_related("verzoek__client", "verzoek__gemeente").order_by("pk"))
    namen = get_weergavenamen({rij.besloten_by for rij in rijen if rij.besloten_by})
    return [
        replace(get_aanvraagdeel(rij, today=today), besloten_door=namen.get(rij.besloten_by, ""))
        for rij in rijen
    ]


def get_aanvraagdeel(
    aanvraag: Aanvraag, *, today: date, afspraken: Mapping[int, Afspraak] | None = None
) -> Aanvraagdeel:
    """One part, with what it costs as far as contract and volume say so. `afspraken`: of a decision that is
    being made; those of a decided request are known."""
    if afspraken is None:
        afspraken = list_afspraken(aanvraag)
    producten = compute_vergelijking(aanvraag, today=today, afspraken=afspraken)
    verzoek = aanvraag.verzoek
    tarieven = get_tarieven(
        aanbieder_agb=verzoek.aanbieder_id, gemeentecode=verzoek.gemeente_id, wet=verzoek.wet
    )
    nu = [stand for product in producten if (stand := product.stand_nu)]
    straks = [stand for product in producten for stand in product.standen_straks]
    return Aanvraagdeel(
        aanvraag=aanvraag,
        producten=producten,
        toon=TONEN_VERZOEK.get(aanvraag.status, "neutraal"),
        te_laat=aanvraag.is_open and aanvraag.uiterste_datum < today,
        bedrag_nu=_sum_bedrag(nu, tarieven),
        bedrag_straks=_sum_bedrag(straks, tarieven),
    )


def _sum_bedrag(standen: Sequence[Stand], tarieven: Sequence[Tarief]) -> int | None:
    bedragen = [_get_bedrag(stand, tarieven) for stand in standen]
    return None if any(bedrag is None for bedrag in bedragen) else sum(bedrag or 0 for bedrag in bedragen)


def _get_bedrag(stand: Stand, tarieven: Sequence[Tarief]) -> int | None:
    if stand.omvang is None:
        return stand.budget
    geldig = [
        t for t in tarieven if t.code == stand.code and t.van <= stand.periode.begin <= (t.tot or date.max)
    ]
    return toegekend_bedrag(
        stand.omvang,
        tarief=geldig[-1].tarief if geldig else None,
        tariefeenheid=geldig[-1].eenheid if geldig else "",
        periode=stand.periode,
    )


def list_afwijkbaar(deel: Aanvraagdeel, *, today: date) -> list[Productvergelijking]:
    """What may be granted otherwise than asked: everything that changes or is new, or nothing at all."""
    regels = [regel for regel in deel.producten if regel.product.soort != Productverzoek.ONGEWIJZIGD]
    dagen = list_wijzigdagen(regel.product for regel in regels)
    soort = Verzoeksoort(deel.aanvraag.verzoek.soort)
    return regels if mag_afwijken(soort, dagen, today=today) else []
