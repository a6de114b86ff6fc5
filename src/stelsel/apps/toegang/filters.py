"""What the list of allocations can be narrowed down to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.toegang.herijking import list_herijkingsregels

from . import queries
from .models import (
    HERIJKINGSTAND_KEUZES,
    SOORT_KEUZES,
    STATUS_KEUZES,
    Aanvraag,
    Herijking,
    Taakmelding,
    Toewijzing,
    Verzoek,
)

LEVERING_KEUZES = (("wacht", "Wacht op start"), ("loopt", "Loopt"), ("gestopt", "Gestopt"))


class ToewijzingFilter(django_filters.FilterSet):
    """By law and by the state of delivery."""

    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    levering = django_filters.ChoiceFilter(
        choices=LEVERING_KEUZES, label="Levering", empty_label="Alle", method="filter_levering"
    )

    class Meta:
        model = Toewijzing
        fields = ("wet", "levering")

    def filter_levering(self, rijen: QuerySet[Toewijzing], naam: str, waarde: str) -> QuerySet[Toewijzing]:
        """On the dates of start and stop that the query brought along."""
        today: date = self.request.vandaag
        gestopt = Q(stopdatum__isnull=False)
        afgelopen: Any = Q(einddatum__lt=today)
        if waarde == "gestopt":
            return rijen.filter(gestopt)
        loopt = Toewijzing.objects.geldig().values("pk")
        return rijen.filter(~gestopt, ~afgelopen, Q(startdatum__isnull=(waarde == "wacht")), pk__in=loopt)


TERMIJN_KEUZES = (("te_laat", "Te laat"), ("week", "Deze week"))
_WEEK = timedelta(days=7)


def list_aanbieders(request: Any) -> QuerySet[Aanbieder]:
    """Those of whom this user has requests."""
    eigen = Verzoek.objects.for_user(request.user).values("aanbieder_id")
    return Aanbieder.objects.filter(pk__in=eigen).order_by("naam")


class AanvraagFilter(django_filters.FilterSet):
    """By state, kind, law and how much time is left."""

    status = django_filters.ChoiceFilter(
        choices=[("open", "Nog te beslissen"), *(k for k in STATUS_KEUZES if k[0] != "afgekeurd")],
        label="Stand",
        empty_label="Alle",
        method="filter_status",
    )
    termijn = django_filters.ChoiceFilter(
        choices=TERMIJN_KEUZES, label="Antwoord uiterlijk", empty_label="Alle", method="filter_termijn"
    )
    soort = django_filters.ChoiceFilter(
        field_name="verzoek__soort", choices=SOORT_KEUZES, label="Wat", empty_label="Alle"
    )
    wet = django_filters.ChoiceFilter(
        field_name="verzoek__wet", choices=WET_KEUZES, label="Wet", empty_label="Alle wetten"
    )

    aanbieder = django_filters.ModelChoiceFilter(
        field_name="verzoek__aanbieder", queryset=list_aanbieders, label="Aanbieder", empty_label="Alle"
    )

    class Meta:
        model = Aanvraag
        fields = ("status", "termijn", "soort", "wet", "aanbieder")

    def filter_status(self, rijen: Any, naam: str, waarde: str) -> QuerySet[Aanvraag]:
        """One state, or everything that waits."""
        return rijen.open() if waarde == "open" else rijen.filter(status=waarde)

    def filter_termijn(self, rijen: Any, naam: str, waarde: str) -> QuerySet[Aanvraag]:
        """Open ones whose term has passed, or passes within a week."""
        today: date = self.request.vandaag
        if waarde == "te_laat":
            return rijen.open().filter(uiterste_datum__lt=today)
        return rijen.open().filter(uiterste_datum__range=(today, today + _WEEK))


def list_taakaanbieders(request: Any) -> QuerySet[Aanbieder]:
    """Those of whom this user has reports without an allocation."""
    eigen = Taakmelding.objects.for_user(request.user).values("aanbieder_id")
    return Aanbieder.objects.filter(pk__in=eigen).order_by("naam")


class TaakleveringFilter(django_filters.FilterSet):
    """By state, law, aanbieder, and whether the person is known here."""

    stand = django_filters.ChoiceFilter(choices=queries.STANDEN_TAAK, label="Stand", empty_label="Alle")
    wet = django_filters.ChoiceFilter(choices=WET_KEUZES, label="Wet", empty_label="Alle wetten")
    bekend = django_filters.ChoiceFilter(
        choices=(("nee", "Nog geen cliënt"), ("ja", "Wel cliënt")),
        label="Cliënt",
        empty_label="Alle",
        method="filter_bekend",
    )
    aanbieder = django_filters.ModelChoiceFilter(
        queryset=list_taakaanbieders, label="Aanbieder", empty_label="Alle"
    )

    class Meta:
        model = Taakmelding
        fields = ("stand", "wet", "bekend", "aanbieder")

    def filter_bekend(self, rijen: QuerySet[Taakmelding], naam: str, waarde: str) -> QuerySet[Taakmelding]:
        """Whether there is a dossier of the person."""
        return rijen.filter(client__isnull=waarde == "nee")


class HerijkingFilter(django_filters.FilterSet):
    """By state, rule and law; what is done stays to be found."""

    status = django_filters.ChoiceFilter(choices=HERIJKINGSTAND_KEUZES, label="Stand", empty_label="Alle")
    regel = django_filters.ChoiceFilter(
        choices=[(regel.code, regel.naam) for regel in list_herijkingsregels()],
        label="Waarom",
        empty_label="Alle regels",
    )
    wet = django_filters.ChoiceFilter(
        field_name="toewijzing__wet", choices=WET_KEUZES, label="Wet", empty_label="Alle wetten"
    )

    class Meta:
        model = Herijking
        fields = ("status", "regel", "wet")
