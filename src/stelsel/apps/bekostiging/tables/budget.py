"""The list of budgets."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import EuroColumn, JaarColumn, Lijst

from ..models import Budget


class BudgetLijst(Lijst):
    """One row per gemeente, law and year."""

    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Gemeente")
    wet = tables.Column(verbose_name="Wet")
    jaar = JaarColumn(verbose_name="Jaar")
    bedrag = EuroColumn(verbose_name="Budget")

    class Meta(Lijst.Meta):
        model = Budget
        fields = ("gemeente", "wet", "jaar", "bedrag")

    def render_jaar(self, value: int) -> str:
        """A year takes no thousands mark."""
        return str(value)
