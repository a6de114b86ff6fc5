"""The list of production statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.apps.web.tables import EuroColumn, Lijst


class VerantwoordingLijst(Lijst):
    """One row per gemeente, aanbieder and law; the aanbieder leads to its statement, and for an
    aanbieder itself the gemeente does."""

    aanbieder = tables.Column(verbose_name="Aanbieder")
    gemeente = tables.Column(verbose_name="Gemeente")
    wet = tables.Column(verbose_name="Wet")
    goedgekeurd = EuroColumn(accessor="som_goedgekeurd", verbose_name="Goedgekeurd")
    gecrediteerd = EuroColumn(accessor="som_gecrediteerd", verbose_name="Gecrediteerd")
    betaald = EuroColumn(accessor="som_betaald", verbose_name="Betaald")
    nog_te_betalen = EuroColumn(verbose_name="Nog open")
    stand = tables.Column(accessor="declarant", verbose_name="Stand", orderable=False)

    class Meta(Lijst.Meta):
        fields = (
            "aanbieder",
            "gemeente",
            "wet",
            "goedgekeurd",
            "gecrediteerd",
            "betaald",
            "nog_te_betalen",
            "stand",
        )

    def render_aanbieder(self, value: str, record: dict[str, Any]) -> str:
        """A link to the statement."""
        return _create_link(value, record)

    def value_aanbieder(self, value: str) -> str:
        """The bare name in an export."""
        return value

    def render_gemeente(self, value: str, record: dict[str, Any]) -> str:
        """A link to the statement where there is no column with the aanbieder."""
        return _create_link(value, record) if "aanbieder" in self.exclude else value

    value_gemeente = value_aanbieder

    def render_wet(self, value: str) -> str:
        """The name of the law."""
        return dict(WET_KEUZES)[value]

    value_wet = render_wet

    def render_stand(self, record: dict[str, Any]) -> str:
        """A word with its tone."""
        woord, toon = get_stand(record["akkoord"], record["definitief"])
        return format_html('<span class="nl-data-badge app-badge app-badge--{}">{}</span>', toon, woord)

    def value_stand(self, record: dict[str, Any]) -> str:
        """The word."""
        return get_stand(record["akkoord"], record["definitief"])[0]


def _create_link(naam: str, record: dict[str, Any]) -> str:
    adres = reverse("declaraties:verantwoording", args=[record["jaar"], record["declarant"]])
    return format_html('<a class="nl-link" href="{}">{}</a>', adres, naam)


def get_stand(akkoord: datetime | None, definitief: datetime | None) -> tuple[str, str]:
    """How far the signing off is, and its tone."""
    if definitief:
        return "Definitief", "goed"
    return ("Aanbieder akkoord", "info") if akkoord else ("Concept", "neutraal")
