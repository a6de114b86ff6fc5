"""What the lists of messages can be narrowed down to; the choice stays in the address."""

from __future__ import annotations

from typing import Any

import django_filters

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.web.filters import MaandFilter

from .models import InkomendBericht, UitgaandBericht


class _Filter(django_filters.FilterSet):
    """The aanbieder choice knows only the aanbieders of the messages that the user may see."""

    aanbieder = django_filters.ModelChoiceFilter(
        queryset=Aanbieder.objects.order_by("naam"), label="Aanbieder", empty_label="Alle aanbieders"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None and self.request.user.agb:
            del self.filters["aanbieder"]
        soorten = self.queryset.order_by("bericht").values_list("bericht", flat=True).distinct()
        self.filters["bericht"].extra["choices"] = [(soort, soort) for soort in soorten if soort]


class InkomendFilter(_Filter):
    """The inbox by kind, status, aanbieder and month."""

    bericht = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten")
    status = django_filters.ChoiceFilter(
        choices=InkomendBericht.Status.choices, label="Status", empty_label="Alle"
    )
    maand = MaandFilter("ontvangen_at")

    class Meta:
        model = InkomendBericht
        fields = ("bericht", "status", "aanbieder", "maand")


class UitgaandFilter(_Filter):
    """The outbox by kind, status, aanbieder and month."""

    bericht = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten")
    status = django_filters.ChoiceFilter(
        choices=UitgaandBericht.Status.choices, label="Status", empty_label="Alle"
    )
    maand = MaandFilter("gemaakt_at")

    class Meta:
        model = UitgaandBericht
        fields = ("bericht", "status", "aanbieder", "maand")
