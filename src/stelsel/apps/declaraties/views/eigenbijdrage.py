"""The register of the own contribution: all of it, one person, and what was told to the CAK."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.accounts.queries import get_weergavenamen
from stelsel.apps.journal.actions import register_inzage, register_inzages
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import Tabel
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.declaraties.bijdragebedrag import BIJDRAGEREDEN_NAAM
from stelsel.kern.bedrag import in_euro

from .. import actions, queries
from ..filters import BijdrageFilter, BijdragemeldingFilter
from ..models import Bijdragemelding, Bijdrageperiode
from ..permissions import BIJDRAGEHOUDERS
from ..queries import Bijdragedossier
from ..tables import BijdrageLijst, BijdragemeldingLijst

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
        """The differences."""
        gemeente, today = self.request.user.gemeentecode, self.request.vandaag
        verschillen = queries.list_bijdrageverschillen(gemeente, today=today)
        getoond = verschillen[:_GETOONDE_VERSCHILLEN]
        self._log([verschil.client.nummer for verschil in getoond])
        return super().get_context_data(
            **kwargs,
            verschillen=getoond,
            aantal_verschillen=len(verschillen),
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


class BijdragemeldingenView(RolVereistMixin, LijstView):
    """Month by month what the CAK has to know."""

    request: Verzoek
    rollen = BIJDRAGEHOUDERS
    template_name = "declaraties/bijdragemeldingen.html"
    table_class = BijdragemeldingLijst
    filterset_class = BijdragemeldingFilter
    titel = "Meldingen voor het CAK"
    lead = "Elke start, wijziging en vervallen periode, op de dag dat het register is bijgewerkt."
    zoekvelden = ("periode__client__nummer", "periode__start_nummer")
    zoek_uitleg = "Zoek op cliëntnummer of startnummer"
    leeg_tekst = "Er is nog niets te melden."
    bestandsnaam = "meldingen-cak"

    def get_basis(self) -> QuerySet[Bijdragemelding]:
        """Of the own gemeente."""
        return queries.list_bijdragemeldingen(self.request.user)

    def after_list(self, rows: list[Bijdragemelding]) -> None:
        """Log whose they are."""
        register_inzages(
            client_nummers=[rij.periode.client.nummer for rij in rows],
            by=self.request.user,
            handeling="meldingen voor het CAK bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )


class BijdrageperiodeView(RolVereistMixin, TemplateView):
    """One person and period: what was told, the support behind it, and the months."""

    request: Verzoek
    rollen = BIJDRAGEHOUDERS
    template_name = "declaraties/bijdrageperiode.html"

    @cached_property
    def dossier(self) -> Bijdragedossier:
        """404 when it is not of this user's gemeente; that it was seen is logged."""
        dossier = queries.get_bijdragedossier(
            self.request.user, pk=self.kwargs["pk"], today=self.request.vandaag
        )
        if dossier is None:
            raise Http404("bijdrageperiode")
        register_inzage(
            client_nummer=dossier.periode.client.nummer,
            by=self.request.user,
            handeling="eigen bijdrage bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )
        return dossier

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the months in a table and who told what."""
        dossier = self.dossier
        namen = get_weergavenamen({melding.gemeld_by for melding in dossier.meldingen})
        return super().get_context_data(
            **kwargs,
            dossier=dossier,
            meldingen=[(melding, namen.get(melding.gemeld_by, "")) for melding in dossier.meldingen],
            tabel=_create_maandtabel(dossier),
        )


def _create_maandtabel(dossier: Bijdragedossier) -> Tabel:
    return Tabel(
        "Maand voor maand",
        ("Maand", "Ten hoogste", "Waarom"),
        tuple(
            (
                f"{rij.maand:%m-%Y}",
                "onbekend" if rij.bedrag is None else in_euro(rij.bedrag),
                BIJDRAGEREDEN_NAAM[rij.reden],
            )
            for rij in reversed(dossier.maanden)
        ),
        "Per huishouden. Het CAK stelt het bedrag vast; het kan lager zijn door het inkomen of een partner.",
    )
