"""Reading which way of paying was chosen for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from stelsel.apps.profielen.models import Product
from stelsel.domein.bekostiging.modellen import Model
from stelsel.domein.bekostiging.vormkeuze import Vormkeuze, choose_per_cel, get_geldige, get_vorm

from ..models import Bekostigingskeuze


def list_keuzes() -> QuerySet[Bekostigingskeuze]:
    """Every choice, also those that a later one replaced: the newest first. The same for everybody."""
    return Bekostigingskeuze.objects.order_by("-vandatum", "-pk")


def list_vormen(wet: str, codes: Sequence[tuple[str, date]]) -> list[Model | None]:
    """Per code of a product or profiel, on its day, the way of paying; None where nobody chose."""
    keuzes = _list_vormkeuzes(wet)
    producten = Product.objects.filter(wet=wet, profiel__isnull=False)
    profielen = dict(producten.values_list("code", "profiel__code"))
    return [
        get_vorm(code, profiel=profielen.get(code, code), geldig=get_geldige(keuzes, dag=dag))
        for code, dag in codes
    ]


def list_gekozen_cellen(
    wet: str, producten: Iterable[tuple[str, str]], *, dag: date
) -> tuple[tuple[str, Model], ...]:
    """Per cell of the catalogue the way of paying on a day, by cell: what a comparison asks."""
    gekozen = choose_per_cel(producten, geldig=get_geldige(_list_vormkeuzes(wet), dag=dag))
    return tuple(sorted(gekozen.items()))


def _list_vormkeuzes(wet: str) -> list[Vormkeuze]:
    rijen = Bekostigingskeuze.objects.filter(wet=wet).order_by("pk")
    return [Vormkeuze(rij.code, Model(rij.model), rij.vandatum) for rij in rijen]
