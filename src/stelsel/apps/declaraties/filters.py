"""What the lists of claims can be narrowed down to; the choice stays in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.apps.web.filters import MaandFilter
from stelsel.domein.declaraties.betaalrun import BETAALSTAND_NAAM

from . import queries
from .models import (
    Betaalrun,
    Betaalvoorstel,
    Betaling,
    Bijdragemelding,
    Bijdrageperiode,
    Bijdrageregel,
    Boeking,
    Declaratie,
    Declaratieregel,
)


def _list_aanbieders(request: Any) -> QuerySet[Aanbieder]:
    """The aanbieders of the claims that this user may see."""
    eigen = queries.list_declaraties(request.user).order_by().values("aanbieder_id")
    return Aanbieder.objects.filter(pk__in=eigen).order_by("naam")


def _list_gemeenten(request: Any) -> QuerySet[Gemeente]:
    eigen = queries.list_declaraties(request.user).order_by().values("gemeente_id")
    return Gemeente.objects.filter(pk__in=eigen).order_by("naam")


class DeclaratieFilter(django_filters.FilterSet):
    """By aanbieder, gemeente, law, year, month and outcome."""

    aanbieder = django_filters.ModelChoiceFilter(
        queryset=_list_aanbieders, label="Aanbieder", empty_label="Alle aanbieders"
    )
    gemeente = django_filters.ModelChoiceFilter(
        queryset=_list_gemeenten, label="Gemeente", empty_label="Alle gemeenten"
    )
    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    jaar = django_filters.NumberFilter(
        field_name="periode_begindatum__year", label="Jaar", min_value=2015, max_value=2100
    )
    maand = MaandFilter("periode_begindatum")
    uitkomst = django_filters.ChoiceFilter(
        choices=Declaratie._meta.get_field("uitkomst").choices, label="Uitkomst", empty_label="Elke uitkomst"
    )

    afgekeurd = django_filters.ChoiceFilter(
        choices=(("ja", "Met afgekeurde regels"),),
        label="Regels",
        empty_label="Alle",
        method="filter_afgekeurd",
    )

    class Meta:
        model = Declaratie
        fields = ("aanbieder", "gemeente", "wet", "jaar", "maand", "uitkomst", "afgekeurd")

    def filter_afgekeurd(self, rijen: QuerySet[Declaratie], naam: str, keuze: str) -> QuerySet[Declaratie]:
        """The same as on Mijn werk."""
        return rijen.filter(pk__in=queries.list_met_afkeuring(self.request.user).order_by().values("pk"))


class RegelFilter(django_filters.FilterSet):
    """By verdict."""

    oordeel = django_filters.ChoiceFilter(
        field_name="goedgekeurd",
        choices=(("False", "Afgekeurd"), ("True", "Goedgekeurd")),
        label="Oordeel",
        empty_label="Alle regels",
    )

    class Meta:
        model = Declaratieregel
        fields = ("oordeel",)


class HerkomstFilter(django_filters.FilterSet):
    """By gemeente, law, year and month of the claim, aanbieder, product and verdict."""

    gemeente = django_filters.ModelChoiceFilter(
        field_name="declaratie__gemeente",
        queryset=_list_gemeenten,
        label="Gemeente",
        empty_label="Alle gemeenten",
    )
    wet = django_filters.ChoiceFilter(
        field_name="declaratie__wet", choices=WET_KEUZES, label="Wet", empty_label="Alle wetten"
    )
    jaar = django_filters.NumberFilter(
        field_name="declaratie__periode_begindatum__year", label="Jaar", min_value=2015, max_value=2100
    )
    maand = MaandFilter("declaratie__periode_begindatum")
    aanbieder = django_filters.ModelChoiceFilter(
        field_name="declaratie__aanbieder",
        queryset=_list_aanbieders,
        label="Aanbieder",
        empty_label="Alle aanbieders",
    )
    code = django_filters.CharFilter(label="Product")
    oordeel = RegelFilter.base_filters["oordeel"]

    class Meta:
        model = Declaratieregel
        fields = ("gemeente", "wet", "jaar", "maand", "aanbieder", "code", "oordeel")


class BetaalvoorstelFilter(django_filters.FilterSet):
    """By aanbieder, law and day of payment."""

    aanbieder = django_filters.ModelChoiceFilter(
        field_name="declaratie__aanbieder",
        queryset=_list_aanbieders,
        label="Aanbieder",
        empty_label="Alle aanbieders",
    )
    wet = django_filters.ChoiceFilter(
        field_name="declaratie__wet", choices=WET_KEUZES, label="Wet", empty_label="Alle wetten"
    )
    stand = django_filters.ChoiceFilter(
        choices=list(BETAALSTAND_NAAM.items()),
        label="Stand",
        empty_label="Elke stand",
    )
    te_laat = django_filters.BooleanFilter(
        label="Te laat", widget=forms.Select(choices=(("", "Alles"), ("true", "Alleen te laat")))
    )
    tot = django_filters.DateFilter(
        field_name="uiterste_betaaldatum",
        lookup_expr="lte",
        label="Betalen voor of op",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Betaalvoorstel
        fields = ("aanbieder", "wet", "stand", "te_laat", "tot")


class BetaalrunFilter(django_filters.FilterSet):
    """By state."""

    status = django_filters.ChoiceFilter(
        choices=Betaalrun._meta.get_field("status").choices, label="Stand", empty_label="Elke stand"
    )

    class Meta:
        model = Betaalrun
        fields = ("status",)


class BetalingFilter(django_filters.FilterSet):
    """By aanbieder and state."""

    aanbieder = django_filters.ModelChoiceFilter(
        queryset=_list_aanbieders, label="Aanbieder", empty_label="Alle aanbieders"
    )
    status = django_filters.ChoiceFilter(
        choices=Betaling.Status.choices, label="Stand", empty_label="Elke stand"
    )

    class Meta:
        model = Betaling
        fields = ("aanbieder", "status")


class BijdrageFilter(django_filters.FilterSet):
    """By the last change, and running or stopped."""

    status = django_filters.ChoiceFilter(
        choices=Bijdrageperiode._meta.get_field("status").choices, label="Stand", empty_label="Elke stand"
    )
    loopt = django_filters.BooleanFilter(
        field_name="stopdatum",
        lookup_expr="isnull",
        label="Loopt nog",
        widget=forms.Select(choices=(("", "Alles"), ("true", "Loopt nog"), ("false", "Heeft een stopdatum"))),
    )

    class Meta:
        model = Bijdrageperiode
        fields = ("status", "loopt")


class BijdragemeldingFilter(django_filters.FilterSet):
    """By kind, year and month in which it was to be told."""

    status = django_filters.ChoiceFilter(
        choices=Bijdragemelding._meta.get_field("status").choices, label="Soort", empty_label="Elke soort"
    )
    jaar = django_filters.NumberFilter(
        field_name="gemeld_at__year", label="Jaar", min_value=2015, max_value=2100
    )
    maand = MaandFilter("gemeld_at")

    class Meta:
        model = Bijdragemelding
        fields = ("status", "jaar", "maand")


class BijdrageregelFilter(django_filters.FilterSet):
    """Exempt or not."""

    vrijgesteld = django_filters.BooleanFilter(
        label="Vrijgesteld",
        widget=forms.Select(
            choices=(("", "Alles"), ("true", "Vrijgesteld"), ("false", "Met eigen bijdrage"))
        ),
    )

    class Meta:
        model = Bijdrageregel
        fields = ("vrijgesteld",)


class GrootboekFilter(django_filters.FilterSet):
    """By aanbieder, law and year."""

    aanbieder = django_filters.ModelChoiceFilter(
        field_name="declarant__aanbieder",
        queryset=_list_aanbieders,
        label="Aanbieder",
        empty_label="Alle aanbieders",
    )
    wet = django_filters.ChoiceFilter(
        field_name="declarant__wet", choices=WET_KEUZES, label="Wet", empty_label="Alle wetten"
    )
    jaar = django_filters.NumberFilter(
        field_name="periode__year", label="Jaar", min_value=2015, max_value=2100
    )

    class Meta:
        model = Boeking
        fields = ("aanbieder", "wet", "jaar")
