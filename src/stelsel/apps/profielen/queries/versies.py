"""Reading versions of the catalogue: which there are, what is in one, what stands in the way of it."""

from __future__ import annotations

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
from stelsel.domein.profielen.catalogustoets import Punt, check_catalogus
from stelsel.domein.profielen.catalogusverschil import Verschil, compare_catalogi

from ..models import Catalogusversie, Product, Profiel
from .catalogus import list_profielen


def list_catalogusversies(*, met_concepten: bool) -> QuerySet[Catalogusversie]:
    """The versions, the newest first; concepts are for who makes them, see `permissions.mag_beheren`."""
    versies = Catalogusversie.objects.order_by("-vanaf", "-nummer")
    return versies if met_concepten else versies.filter(status=Catalogusversie.Status.VASTGESTELD)


def list_cataloguspunten(versie: Catalogusversie) -> list[Punt]:
    """What stands in the way of approving this version, and what deserves a second look."""
    codes = set(Product.objects.filter(wet=versie.wet).values_list("code", flat=True))
    return check_catalogus(versie.get_catalogus(), productcodes=codes)


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
