"""Pages on money that was made available."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView
from stelsel.apps.web.render.wegwijzer import list_wegen

from .. import queries
from ..filters import BudgetFilter
from ..models import Budget
from ..permissions import LEZERS
from ..tables import BudgetLijst
from .wegwijzer import WEGWIJZER


class BudgettenView(RolVereistMixin, LijstView):
    """The budgets that this user may see."""

    rollen = LEZERS
    template_name = "bekostiging/budgetten.html"
    table_class = BudgetLijst
    filterset_class = BudgetFilter
    titel = "Budgetten"
    lead = "Hoeveel geld elke gemeenteraad per wet en per jaar beschikbaar heeft gesteld."
    zoekvelden = ("gemeente__naam", "gemeente__code")
    zoek_uitleg = "Zoek op gemeente"
    leeg_tekst = "Er zijn nog geen budgetten ingevoerd."
    bestandsnaam = "budgetten"

    def get_basis(self) -> QuerySet[Budget]:
        """Budgets of the own gemeente or the region."""
        return queries.list_budgetten(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With links to what other contexts know about budgets, such as tariffs and depletion."""
        return super().get_context_data(
            verwijzingen=list_verwijzingen(self.request.user, "budget", ""),
            wegen=list_wegen(self.request.user, WEGWIJZER),
            **kwargs,
        )
