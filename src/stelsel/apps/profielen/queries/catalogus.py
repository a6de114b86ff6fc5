"""Reading the catalogue of support profiles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from ..models import Product, Profiel, Profielcel


def list_profielen(*, today: date) -> QuerySet[Profiel]:
    """The profiles in force, with the number of products that carry each."""
    return (
        Profiel.objects.filter(Q(totdatum__isnull=True) | Q(totdatum__gte=today), vandatum__lte=today)
        .annotate(aantal_producten=Subquery(_tel_producten()))
        .order_by("wet", "code", "versie")
    )


def get_profiel(code: str, *, today: date) -> Profiel | None:
    """The version in force of a profile with its cells; otherwise the last version, or None."""
    versies = Profiel.objects.filter(code=code).prefetch_related("cellen")
    geldig = versies.filter(Q(totdatum__isnull=True) | Q(totdatum__gte=today), vandatum__lte=today)
    return geldig.order_by("-versie").first() or versies.order_by("-versie").first()


def get_cel(product: Product, *, today: date) -> Profielcel | None:
    """The combination that a product stands for, in the version of its profile that holds on a day; None when
    it is in no profile, or the profile does not allow its intensity."""
    if product.profiel is None:
        return None
    profiel = get_profiel(product.profiel.code, today=today)
    cellen = profiel.cellen.all() if profiel else ()
    return next((cel for cel in cellen if cel.intensiteit == product.intensiteit), None)


def list_producten(profiel: Profiel) -> QuerySet[Product]:
    """The products that carry a profile; they belong to its code, whatever the version."""
    return Product.objects.filter(profiel__code=profiel.code).order_by("code")


def list_versies(profiel: Profiel) -> QuerySet[Profiel]:
    """All versions of a profile, the newest first."""
    return Profiel.objects.filter(code=profiel.code).order_by("-versie")


def _tel_producten() -> QuerySet[Product, Any]:
    per_code = Product.objects.filter(profiel__code=OuterRef("code")).order_by().values("profiel__code")
    return per_code.annotate(aantal=Count("pk")).values("aantal")


def list_gevonden_profielen(zoekterm: str, *, aantal: int) -> QuerySet[Profiel]:
    """Profiles by code or name."""
    gevonden = Profiel.objects.filter(Q(code__iexact=zoekterm) | Q(naam__icontains=zoekterm))
    return gevonden.order_by("wet", "code", "versie")[:aantal]
