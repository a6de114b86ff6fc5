"""Reading contracts: who may deliver what, where, when and at which tariff.

A product counts on a day when both the contract and the product line in it run on that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import Catalogusversie, Product, Profiel
from stelsel.apps.profielen.queries import get_geldige_versie, list_catalogusversies

from .models import Contract, Contractproduct, Eisenlijst, Variant

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


_TARIEFVELDEN = (
    *("product__categorie", "product__code", "eenheid", "tarief", "variant"),
    *("vandatum", "contract__vandatum", "totdatum", "contract__totdatum"),
)


@dataclass(frozen=True)
class Tarief:
    """One agreed tariff. `tarief` in cents per `eenheid`; `van` and `tot` included, `tot` None is open."""

    categorie: str
    code: str
    eenheid: str
    tarief: int
    variant: str
    van: date
    tot: date | None


@dataclass(frozen=True)
class Eisverschil:
    """A demand of a profiel that is in one of two versions only; `nieuw`: in the later one."""

    code: str
    zin: str
    nieuw: bool


@dataclass(frozen=True)
class Prijsgrens:
    """Between which tariffs a product is to be had, in cents per unit of the product (None when agreed in
    another unit), and from how many aanbieders."""

    laagste: int | None
    hoogste: int | None
    aanbieders: int


def list_contracten(user: User) -> QuerySet[Contract]:
    """The contracts this user may see, newest first, with the number of products in each."""
    return (
        Contract.objects.for_user(user)
        .select_related("aanbieder")
        .annotate(aantal_producten=Count("producten", distinct=True))
        .order_by("-vandatum", "nummer")
    )


def list_aflopende_contracten(user: User, *, today: date, tot: date) -> QuerySet[Contract]:
    """Contracts that still run and end on `tot` or before, the first to end on top."""
    return list_contracten(user).filter(totdatum__gte=today, totdatum__lte=tot).order_by("totdatum", "nummer")


def list_gevonden_contracten(user: User, zoekterm: str) -> QuerySet[Contract]:
    """Contracts of which the number, the aanbieder's name or its AGB code holds the words typed."""
    return list_contracten(user).filter(
        Q(nummer__icontains=zoekterm) | Q(aanbieder__naam__icontains=zoekterm) | Q(aanbieder_id=zoekterm)
    )


def get_contract(user: User, nummer: str) -> Contract | None:
    """One contract with its gemeenten; None when it does not exist for this user."""
    return (
        Contract.objects.for_user(user)
        .select_related("aanbieder")
        .prefetch_related(Prefetch("gemeenten", queryset=Gemeente.objects.order_by("naam")))
        .annotate(aantal_producten=Count("producten", distinct=True))
        .filter(nummer=nummer)
        .first()
    )


def list_producten(contract: Contract, *, peildatum: date) -> QuerySet[Contractproduct]:
    """The products of a contract with the tariff that holds on a day, by code."""
    return (
        contract.producten.filter(_loopt("", peildatum))
        .select_related("product")
        .order_by("product__code", "-vandatum")
    )


def list_tarieven(user: User) -> QuerySet[Contractproduct]:
    """Every product line of the contracts this user may see, by product and aanbieder."""
    return (
        Contractproduct.objects.filter(contract__in=Contract.objects.for_user(user))
        .select_related("contract__aanbieder", "product")
        .order_by("product__wet", "product__code", "contract__aanbieder__naam", "-vandatum", "id")
    )


def list_contractproducten(
    *, gemeente: Gemeente, product: Product, peildatum: date
) -> QuerySet[Contractproduct]:
    """Who can deliver this product in this gemeente on this day: a line per contract, by aanbieder."""
    return (
        Contractproduct.objects.filter(
            _loopt("", peildatum),
            _loopt("contract__", peildatum),
            product=product,
            contract__gemeenten=gemeente,
        )
        .select_related("contract__aanbieder", "product")
        .order_by("contract__aanbieder__naam", "id")
    )


def get_prijsgrenzen(*, gemeente: Gemeente, wet: str, peildatum: date) -> dict[int, Prijsgrens]:
    """Per product (its key) of a law what it costs in this gemeente on this day; one statement."""
    zelfde_eenheid = Q(eenheid=F("product__eenheid"))
    rijen = (
        Contractproduct.objects.filter(
            _loopt("", peildatum),
            _loopt("contract__", peildatum),
            product__wet=wet,
            contract__gemeenten=gemeente,
        )
        .values("product_id")
        .annotate(
            laagste=Min("tarief", filter=zelfde_eenheid),
            hoogste=Max("tarief", filter=zelfde_eenheid),
            aanbieders=Count("contract__aanbieder", distinct=True),
        )
        .values_list("product_id", "laagste", "hoogste", "aanbieders")
    )
    return {product: Prijsgrens(*grenzen) for product, *grenzen in rijen}


def list_aanbod_bij_profiel(user: User, profiel_id: int, *, peildatum: date) -> QuerySet[Contractproduct]:
    """Who delivers the products of a profile on this day, in the contracts that this user may see."""
    return (
        Contractproduct.objects.filter(
            _loopt("", peildatum),
            _loopt("contract__", peildatum),
            product__profiel__code__in=Profiel.objects.filter(pk=profiel_id).values("code"),
            contract__in=Contract.objects.for_user(user),
        )
        .select_related("contract__aanbieder", "product")
        .order_by("product__code", "contract__aanbieder__naam", "id")
    )


def get_tarieven(*, aanbieder_agb: str, gemeentecode: str, wet: str) -> list[Tarief]:
    """All tariffs, of all times, that this aanbieder agreed for this gemeente and law; one statement.

    The period of a row is where contract and product line overlap; without overlap there is no row.
    """
    regels = (
        Contractproduct.objects.filter(
            contract__aanbieder_id=aanbieder_agb, contract__gemeenten=gemeentecode, contract__wet=wet
        )
        .order_by("product__code", "vandatum", "id")
        .values_list(*_TARIEFVELDEN)
    )
    return [tarief for regel in regels if (tarief := _als_tarief(*regel)) is not None]


def list_taakgerichte_codes(*, gemeente: Gemeente, aanbieder: Aanbieder, wet: str) -> frozenset[str]:
    """Product codes that this aanbieder delivers taakgericht, so without an allocation per client."""
    regels = Contractproduct.objects.filter(
        contract__aanbieder=aanbieder, contract__gemeenten=gemeente, contract__wet=wet, variant=Variant.TAAK
    )
    return frozenset(regels.values_list("product__code", flat=True))


def list_eisenlijsten() -> QuerySet[Eisenlijst]:
    """The demands of every perceel, all versions, the newest first; see `permissions.check_regio`."""
    return Eisenlijst.objects.select_related("catalogus", "vorige").order_by("-gemaakt_at", "-pk")


def list_vastgestelde_versies() -> QuerySet[Catalogusversie]:
    """The versions of the catalogue from which demands can be taken."""
    return list_catalogusversies(met_concepten=False)


def list_eisen(versie: Catalogusversie) -> list[tuple[str, str, str]]:
    """Every demand of a version: code and name of the profiel, and the sentence."""
    return [(p.code, p.naam, zin) for p in versie.get_catalogus().profielen for zin in p.kwaliteitseisen]


def list_eisverschillen(lijst: Eisenlijst, *, today: date) -> list[Eisverschil]:
    """What the version of the catalogue that holds asks otherwise of the profielen in a list."""
    geldig = get_geldige_versie(lijst.wet, today=today)
    if geldig is None or geldig.pk == lijst.catalogus_id:
        return []
    codes = {code for code, _, _ in lijst.eisen}
    was = {(code, zin) for code, _, zin in lijst.eisen}
    nu = {(code, zin) for code, _, zin in list_eisen(geldig) if code in codes}
    return [Eisverschil(code, zin, (code, zin) in nu) for code, zin in sorted(was ^ nu)]


def _loopt(pad: str, dag: date) -> Q:
    return Q(**{f"{pad}vandatum__lte": dag}) & (
        Q(**{f"{pad}totdatum__isnull": True}) | Q(**{f"{pad}totdatum__gte": dag})
    )


def _als_tarief(  # one row of values: a message asks hundreds, and model instances cost ten times as much
    categorie: str, code: str, eenheid: str, tarief: int, variant: str, *dagen: date | None
) -> Tarief | None:
    begins, einden = dagen[:2], dagen[2:]
    van = max(dag for dag in begins if dag is not None)
    tot = min((dag for dag in einden if dag is not None), default=None)
    if tot is not None and tot < van:
        return None
    return Tarief(categorie, code, eenheid, tarief, variant, van, tot)
