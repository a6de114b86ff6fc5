"""What the list of allocations can be narrowed down to."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from stelsel.apps.profielen.models import WET_KEUZES

from .models import Toewijzing

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
        return rijen.filter(~gestopt, ~afgelopen, Q(startdatum__isnull=(waarde == "wacht")))
