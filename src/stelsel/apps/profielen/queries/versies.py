"""Reading versions of the catalogue: which there are, what is in one, what stands in the way of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from stelsel.domein.profielen.assen import INTENSITEITEN
from stelsel.domein.profielen.catalogus import (
    HEEL,
    Activiteit,
    Catalogus,
    Catalogusprofiel,
    Profielcel,
    get_standaardassen,
)
from stelsel.domein.profielen.catalogustoets import LET_OP, Punt, check_catalogus
from stelsel.domein.profielen.catalogusverschil import Verschil, compare_catalogi

from ..models import Catalogusversie, Product, Profiel
from .catalogus import list_profielen


def list_catalogusversies(*, met_concepten: bool) -> QuerySet[Catalogusversie]:
    """The versions, the newest first; concepts are for who makes them, see `permissions.mag_beheren`."""
    versies = Catalogusversie.objects.order_by("-vanaf", "-nummer")
    return versies if met_concepten else versies.filter(status=Catalogusversie.Status.VASTGESTELD)


def list_cataloguspunten(versie: Catalogusversie) -> list[Punt]:
    """What stands in the way of approving this version, and what deserves a second look."""
    producten = list(Product.objects.filter(wet=versie.wet).select_related("profiel").order_by("code"))
    catalogus = versie.get_catalogus()
    punten = check_catalogus(catalogus, productcodes={product.code for product in producten})
    return punten + _list_verweesd(catalogus, producten)


def _list_verweesd(catalogus: Catalogus, producten: Sequence[Product]) -> list[Punt]:
    """Products of combinations that the version does not allow: nobody can choose them any more."""
    mag = {(p.code, cel.intensiteit.naam) for p in catalogus.profielen for cel in p.cellen}
    weg: dict[str, list[str]] = {}
    for product in producten:
        if product.profiel is None:
            continue
        code, intensiteit = product.profiel.code, product.intensiteit
        past = catalogus.get_profiel(code) and (not intensiteit or (code, intensiteit) in mag)
        if not past:
            weg.setdefault(code, []).append(product.code)
    return [
        Punt(LET_OP, f"Profiel {code}", f"Deze producten zijn dan niet meer te kiezen: {', '.join(codes)}.")
        for code, codes in weg.items()
    ]


def compare_catalogusversies(versie: Catalogusversie, *, eerder: Catalogusversie) -> list[Verschil]:
    """What a version changes beside an earlier one."""
    return compare_catalogi(eerder.get_catalogus(), versie.get_catalogus())


def get_geldige_versie(wet: str, *, today: date) -> Catalogusversie | None:
    """The approved version in force of a law, or None."""
    versies = Catalogusversie.objects.filter(wet=wet, status=Catalogusversie.Status.VASTGESTELD)
    return versies.filter(vanaf__lte=today).order_by("-vanaf", "-pk").first()


def get_geldige_catalogus(wet: str, *, today: date) -> Catalogus:
    """What holds today as a value to begin a new version with; without profiles when there are none."""
    versie = get_geldige_versie(wet, today=today)
    if versie is not None:
        return versie.get_catalogus()
    profielen = list_profielen(today=today).filter(wet=wet).prefetch_related("cellen")
    return Catalogus(get_standaardassen(), tuple(_als_waarde(profiel) for profiel in profielen))


def _als_waarde(profiel: Profiel) -> Catalogusprofiel:
    """A profile of before there were versions; its activities are then no more than its mix of functies."""
    per_naam = {intensiteit.naam: intensiteit for intensiteit in INTENSITEITEN}
    activiteiten = profiel.activiteiten or [
        [f"Hulp door {functie}", functie, round(HEEL * deel)] for functie, deel in profiel.functiemix.items()
    ]
    return Catalogusprofiel(
        code=profiel.code,
        naam=profiel.naam,
        complexiteit=profiel.complexiteit,
        doel=profiel.doel,
        uitleg=profiel.uitleg,
        resultaten=tuple(profiel.resultaten),
        kwaliteitseisen=tuple(profiel.kwaliteitseisen),
        activiteiten=tuple(Activiteit(*rij) for rij in activiteiten),
        cellen=tuple(
            Profielcel(
                per_naam[cel.intensiteit],
                (cel.maanden_van, cel.maanden_tot),
                cel.minuten,
                (cel.minuten_van, cel.minuten_tot),
            )
            for cel in profiel.cellen.all()
        ),
    )
