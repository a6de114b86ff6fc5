"""The list of what gemeenten get from the state."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import DatumColumn, EuroColumn, JaarColumn, Lijst

from ..models import Uitkering


class UitkeringLijst(Lijst):
    """One row per version."""

    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Gemeente")
    wet = tables.Column(verbose_name="Wet")
    jaar = JaarColumn(verbose_name="Jaar")
    versie = tables.Column(verbose_name="Versie")
    bedrag = EuroColumn(verbose_name="Integratie-uitkering")
    aandeel = tables.Column(verbose_name="Aandeel, %")
    budget = EuroColumn(verbose_name="Budget voor deze wet", orderable=False)
    bron = tables.Column(verbose_name="Bron")
    brondatum = DatumColumn(verbose_name="Datum bron")
    gemaakt_door = tables.Column(verbose_name="Ingevoerd door")

    class Meta(Lijst.Meta):
        model = Uitkering
        fields = (
            "gemeente", "wet", "jaar", "versie", "bedrag", "aandeel", "budget", "bron", "brondatum",
            "gemaakt_door",
        )  # fmt: skip

    def render_aandeel(self, value: object) -> str:
        """With a comma, without zeros at the end."""
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
