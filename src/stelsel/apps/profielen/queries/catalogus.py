"""Reading the catalogue of support profiles."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from ..models import Product, Profiel


def list_profielen(*, today: date) -> QuerySet[Profiel]:
    """The profiles in force, with the number of products that carry each."""
    return (
        Profiel.objects.filter(Q(totdatum__isnull=True) | Q(totdatum__gte=today), vandatum__lte=today)
        .annotate(aantal_producten=Count("producten"))
        .order_by("wet", "code", "versie")
    )


def get_profiel(code: str, *, today: date) -> Profiel | None:
    """The version in force of a profile, with its products; otherwise the last version, or None."""
    versies = Profiel.objects.filter(code=code).prefetch_related(
        Prefetch("producten", queryset=Product.objects.order_by("code"))
    )
    geldig = versies.filter(Q(totdatum__isnull=True) | Q(totdatum__gte=today), vandatum__lte=today)
    return geldig.order_by("-versie").first() or versies.order_by("-versie").first()


def list_gevonden_profielen(zoekterm: str, *, aantal: int) -> QuerySet[Profiel]:
    """Profiles by code or name."""
    gevonden = Profiel.objects.filter(Q(code__iexact=zoekterm) | Q(naam__icontains=zoekterm))
    return gevonden.order_by("wet", "code", "versie")[:aantal]
