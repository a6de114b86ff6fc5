"""What the lists of verwerving can be narrowed down to; the choice stays in the address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from stelsel.apps.profielen.models import WET_KEUZES

from .models import Contract, Contractproduct, Eisenlijst, Variant

if TYPE_CHECKING:
    from django.db.models import Model


def _geldig_op(rijen: QuerySet[Model], naam: str, dag: date) -> QuerySet[Model]:
    return rijen.filter(Q(totdatum__isnull=True) | Q(totdatum__gte=dag), vandatum__lte=dag)


class GeldigFilter(django_filters.DateFilter):
    """Rows that run on a chosen day."""

    def __init__(self) -> None:
        super().__init__(
            method=_geldig_op,
            label="Geldig op",
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )


class ContractFilter(django_filters.FilterSet):
    """By law and by day."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    op = GeldigFilter()

    class Meta:
        model = Contract
        fields = ("wet", "op")


class TariefFilter(django_filters.FilterSet):
    """By law, by the way of paying and by day."""

    wet = django_filters.ChoiceFilter(
        field_name="product__wet", choices=WET_KEUZES, label="Wet", empty_label="Alle wetten"
    )
    variant = django_filters.ChoiceFilter(
        choices=Variant.choices, label="Bekostiging", empty_label="Alle vormen"
    )
    op = GeldigFilter()

    class Meta:
        model = Contractproduct
        fields = ("wet", "variant", "op")


class EisenFilter(django_filters.FilterSet):
    """By law."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")

    class Meta:
        model = Eisenlijst
        fields = ("wet",)
