"""The register of the own contribution."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.parameters import get_parameter

from .. import actions, queries
from ..filters import BijdrageFilter
from ..models import Bijdrageperiode
from ..permissions import BIJDRAGEHOUDERS
from ..tables import BijdrageLijst

_GETOONDE_VERSCHILLEN = 20


@method_decorator(eenmalig, name="post")
class BijdrageregisterView(RolVereistMixin, LijstView):
    """The records, what differs from the deliveries, and the button that settles it."""

    rollen = BIJDRAGEHOUDERS
    template_name = "declaraties/eigenbijdrage.html"
    table_class = BijdrageLijst
    filterset_class = BijdrageFilter
    titel = "Eigen bijdrage Wmo"
    zoekvelden = ("client__nummer", "start_nummer")
    zoek_uitleg = "Zoek op cliëntnummer of startnummer"
    leeg_tekst = "Het register is nog leeg."
    bestandsnaam = "eigen-bijdrage"

    def get_basis(self) -> QuerySet[Bijdrageperiode]:
        """The register of the own gemeente."""
        return queries.list_bijdrageperioden_van(self.request.user)

    def after_list(self, rows: list[Bijdrageperiode]) -> None:
        """Log whose records they are."""
        self._log([rij.client.nummer for rij in rows])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The differences and the tariffs."""
        gemeente, today = self.request.user.gemeentecode, self.request.vandaag
        verschillen = queries.list_bijdrageverschillen(gemeente, today=today)
        getoond = verschillen[:_GETOONDE_VERSCHILLEN]
        self._log([verschil.client.nummer for verschil in getoond])
        return super().get_context_data(
            **kwargs,
            verschillen=getoond,
            aantal_verschillen=len(verschillen),
            tarief=get_parameter("eigen_bijdrage_maximum"),
        )

    def post(self, request: Verzoek) -> HttpResponse:
        """Bring it up to date."""
        aantal = actions.change_bijdrageregister(by=request.user, today=request.vandaag, now=request.nu)
        messages.success(request, f"Het register is bijgewerkt: {aantal} wijzigingen.")
        return redirect("declaraties:eigenbijdrage")

    def _log(self, client_nummers: list[str]) -> None:
        register_inzages(
            client_nummers=client_nummers,
            by=self.request.user,
            handeling="register eigen bijdrage bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )
