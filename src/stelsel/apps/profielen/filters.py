"""What the catalogue can be narrowed down to."""

from __future__ import annotations

import django_filters

from .models import WET_KEUZES, Catalogusversie, Profiel


class ProfielFilter(django_filters.FilterSet):
    """By law."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")

    class Meta:
        model = Profiel
        fields = ("wet",)


class CatalogusFilter(django_filters.FilterSet):
    """By law and status."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    status = django_filters.ChoiceFilter(
        choices=Catalogusversie.Status.choices, label="Status", empty_label="Alle"
    )

    class Meta:
        model = Catalogusversie
        fields = ("wet", "status")
