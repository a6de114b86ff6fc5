"""What the lists of budgets and books can be narrowed down to; the choice stays in the address."""

from __future__ import annotations

import django_filters

from stelsel.apps.profielen.models import WET_KEUZES

from .models import Begroting, Bekostigingsadvies, Bekostigingskeuze, Budget, Plafond, Tarievenboek, Uitkering


class BudgetFilter(django_filters.FilterSet):
    """By law and year."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    jaar = django_filters.NumberFilter(label="Jaar", min_value=2000, max_value=2100)

    class Meta:
        model = Budget
        fields = ("wet", "jaar")


class TarievenboekFilter(django_filters.FilterSet):
    """By law and status."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    status = django_filters.ChoiceFilter(
        choices=Tarievenboek.Status.choices, label="Status", empty_label="Alle"
    )

    class Meta:
        model = Tarievenboek
        fields = ("wet", "status")


class BegrotingFilter(django_filters.FilterSet):
    """By law, year and status."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    jaar = django_filters.NumberFilter(label="Jaar", min_value=2000, max_value=2100)
    status = django_filters.ChoiceFilter(choices=Begroting.Status.choices, label="Status", empty_label="Alle")

    class Meta:
        model = Begroting
        fields = ("wet", "jaar", "status")


class PlafondFilter(django_filters.FilterSet):
    """By law, year, kind and action."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    jaar = django_filters.NumberFilter(label="Jaar", min_value=2000, max_value=2100)
    soort = django_filters.ChoiceFilter(choices=Plafond.Soort.choices, label="Soort", empty_label="Alle")
    actie = django_filters.ChoiceFilter(choices=Plafond.Actie.choices, label="Actie", empty_label="Alle")

    class Meta:
        model = Plafond
        fields = ("wet", "jaar", "soort", "actie")


class AdviesFilter(django_filters.FilterSet):
    """By law and kind."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    soort = django_filters.ChoiceFilter(
        choices=Bekostigingsadvies.Soort.choices, label="Soort", empty_label="Alle"
    )

    class Meta:
        model = Bekostigingsadvies
        fields = ("wet", "soort")


class BekostigingskeuzeFilter(django_filters.FilterSet):
    """By law and way of paying."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    model = django_filters.ChoiceFilter(
        choices=Bekostigingskeuze.model.field.choices, label="Manier van betalen", empty_label="Alle"
    )

    class Meta:
        model = Bekostigingskeuze
        fields = ("wet", "model")


class UitkeringFilter(django_filters.FilterSet):
    """By law and year."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    jaar = django_filters.NumberFilter(label="Jaar", min_value=2000, max_value=2100)

    class Meta:
        model = Uitkering
        fields = ("wet", "jaar")
