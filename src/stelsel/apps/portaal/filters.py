"""Filters of the list of roots."""

from __future__ import annotations

import django_filters as filters
from django.forms import DateInput

from stelsel.apps.journal.models import Dagwortel


class DagwortelFilter(filters.FilterSet):
    """From a day to a day."""

    vanaf = filters.DateFilter(
        "datum", lookup_expr="gte", label="Vanaf", widget=DateInput(attrs={"type": "date"})
    )
    tot_en_met = filters.DateFilter(
        "datum", lookup_expr="lte", label="Tot en met", widget=DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Dagwortel
        fields = ("vanaf", "tot_en_met")
