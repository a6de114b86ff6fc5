"""The list of outcomes per aanbieder."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.web.tables import Lijst

from .queries import Uitkomst


def render_aandeel(aandeel: float | None) -> str:
    """'62 %'; a dash without a figure."""
    return "–" if aandeel is None else f"{aandeel * 100:.0f} %"


class UitkomstLijst(Lijst):
    """One row per aanbieder and law. Without enough clients the figures are left out."""

    bijschrift = "Resultaten per aanbieder"
    naam = tables.Column(verbose_name="Aanbieder")
    wet_naam = tables.Column(verbose_name="Wet")
    clienten = tables.Column(empty_values=(), verbose_name="Cliënten")
    behaald = tables.Column(empty_values=(), orderable=False, verbose_name="Doelen bereikt")
    tussen = tables.Column(empty_values=(), orderable=False, verbose_name="Ligt tussen")
    gemeten = tables.Column(empty_values=(), orderable=False, verbose_name="Gemeten bij het einde")

    class Meta(Lijst.Meta):
        fields = ("naam", "wet_naam", "clienten", "behaald", "tussen", "gemeten")

    def render_naam(self, value: str, record: Uitkomst) -> str:
        """A link to the page of the aanbieder."""
        adres = reverse("resultaten:aanbieder", args=[record.agb])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, value)

    def value_naam(self, value: str) -> str:
        """The bare name in an export."""
        return value

    def render_clienten(self, record: Uitkomst) -> str:
        """A count, or that it is small."""
        aantal = record.beeld.clienten
        return f"minder dan {record.norm.drempel}" if aantal is None else str(aantal)

    def render_behaald(self, record: Uitkomst) -> str:
        """Share of the goals reached."""
        return render_aandeel(record.beeld.einde.aandeel if record.beeld.einde else None)

    def render_tussen(self, record: Uitkomst) -> str:
        """The interval."""
        if record.beeld.einde is None:
            return "–"
        laag, hoog = record.beeld.einde.tussen
        return f"{laag * 100:.0f} en {hoog * 100:.0f} %"

    def render_gemeten(self, record: Uitkomst) -> str:
        """Coverage at the end."""
        return render_aandeel(record.beeld.dekking_t2)
