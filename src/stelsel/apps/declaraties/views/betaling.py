"""Pages on what is proposed for payment."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.render.lijst import LijstView

from .. import queries
from ..filters import BetaalvoorstelFilter
from ..models import Betaalvoorstel
from ..permissions import LEZERS
from ..tables import BetaalvoorstelLijst


class BetaalvoorstellenView(RolVereistMixin, LijstView):
    """What is proposed for payment, with the sum of what is shown."""

    rollen = LEZERS
    template_name = "declaraties/betaalvoorstellen.html"
    table_class = BetaalvoorstelLijst
    filterset_class = BetaalvoorstelFilter
    titel = "Betaalvoorstellen"
    lead = "De goedgekeurde regels van een declaratie samen. Een min betekent: wordt verrekend."
    zoekvelden = ("declaratie__declaratie_nummer", "declaratie__aanbieder__naam")
    zoek_uitleg = "Zoek op declaratie of aanbieder"
    leeg_tekst = "Er zijn nog geen betaalvoorstellen. Ze komen hier zodra er regels zijn goedgekeurd."
    bestandsnaam = "betaalvoorstellen"

    def get_basis(self) -> QuerySet[Betaalvoorstel]:
        """Proposals for claims of the own gemeente or organisation."""
        return queries.list_naar_aandacht(self.request.user, today=self.request.vandaag)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sum of the list as it is narrowed down."""
        return super().get_context_data(**kwargs, totaal=queries.compute_totaal(self.object_list))
