"""Allocations: the list for gemeente and aanbieder, and one of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_momenten, list_tabellen, list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView

from .. import queries
from ..filters import TaakleveringFilter, ToewijzingFilter
from ..models import Taakmelding, Toewijzing
from ..permissions import Handeling, mag
from ..tables import TaakleveringLijst, ToewijzingLijst
from .basis import get_rollen, register_blik, register_blikken


class ToewijzingenView(RolVereistMixin, LijstView):
    """Own gemeente, or own aanbieder."""

    rollen = get_rollen(Handeling.TOEWIJZINGEN_LEZEN)
    template_name = "toegang/toewijzingen.html"
    table_class = ToewijzingLijst
    filterset_class = ToewijzingFilter
    titel = "Toewijzingen"
    lead = "Welke aanbieder welke hulp geeft, van wanneer tot wanneer, en of die is begonnen."
    zoekvelden = ("toewijzing_nummer", "client__geslachtsnaam", "client__nummer", "code", "aanbieder__naam")
    zoek_uitleg = "Zoek op naam, nummer, product of aanbieder"
    leeg_tekst = "Er zijn nog geen toewijzingen. Ze komen hier na een besluit."
    bestandsnaam = "toewijzingen"

    def get_basis(self) -> QuerySet[Toewijzing]:
        """Allocations of this user."""
        return queries.list_toewijzingen(self.request.user)

    def after_list(self, rows: list[Toewijzing]) -> None:
        """Everybody on the page was seen."""
        register_blikken(self.request, [rij.client for rij in rows], wat="In de lijst gezien")


class TaakleveringenView(RolVereistMixin, LijstView):
    """What aanbieders reported without an allocation: own gemeente, or own aanbieder."""

    rollen = get_rollen(Handeling.TOEWIJZINGEN_LEZEN)
    template_name = "toegang/taakgericht.html"
    table_class = TaakleveringLijst
    filterset_class = TaakleveringFilter
    titel = "Taakgerichte hulp"
    lead = (
        "Hulp die de aanbieder geeft uit een budget voor de hele taak. Er is geen toewijzing: u ziet wat de "
        "aanbieder meldde over begin en einde."
    )
    zoekvelden = (
        *("client__geslachtsnaam", "client__nummer", "code", "productnaam"),
        *("aanbieder__naam", "bericht_sleutel", "stopbericht"),
    )
    zoek_uitleg = "Zoek op naam, nummer, product, aanbieder of bericht"
    leeg_tekst = "Er is geen hulp gemeld zonder toewijzing."
    bestandsnaam = "taakgerichte-hulp"

    def get_basis(self) -> QuerySet[Taakmelding]:
        """Reports of this user."""
        return queries.list_taakleveringen(self.request.user)

    def after_list(self, rows: list[Taakmelding]) -> None:
        """Everybody on the page was seen."""
        clienten = [rij.client for rij in rows if rij.client is not None]
        register_blikken(self.request, clienten, wat="In de lijst gezien")


class ToewijzingMixin(RolVereistMixin):
    """Finds the allocation of the address, after the role was checked."""

    request: Verzoek
    kwargs: dict[str, Any]

    @cached_property
    def toewijzing(self) -> Toewijzing:
        """404 when it is not this user's."""
        rij = queries.get_toewijzing(self.request.user, self.kwargs["pk"])
        if rij is None:
            raise Http404("toewijzing")
        return rij


class ToewijzingView(ToewijzingMixin, TemplateView):
    """One allocation with its goals and its delivery."""

    request: Verzoek
    rollen = get_rollen(Handeling.TOEWIJZINGEN_LEZEN)
    template_name = "toegang/toewijzing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the aanbieder has to know, and no more; the look is logged."""
        user, rij = self.request.user, self.toewijzing
        register_blik(self.request, rij.client, wat="Toewijzing bekeken")
        return super().get_context_data(
            **self._create_invulling(),
            levering=queries.get_levering(rij, today=self.request.vandaag),
            product=queries.get_product(rij),
            doelen=queries.list_doelen_met_verwachting(rij),
            signalen=queries.list_bandsignalen(rij),
            starts=rij.starts.filter(verwijderd=False).order_by("begindatum"),
            stops=rij.stops.filter(verwijderd=False).order_by("einddatum"),
            verbruik=queries.get_verbruik(rij),
            verwijzingen=list_verwijzingen(user, "toewijzing", str(rij.pk)),
            tabellen=list_tabellen(user, soort="toewijzing", sleutel=str(rij.pk), today=self.request.vandaag),
            momenten=list_momenten(user, "toewijzing", str(rij.pk)),
            mag_dossier=mag(user, Handeling.DOSSIER_LEZEN),
            mag_vraag=mag(user, Handeling.VRAAG_BEHANDELEN),
            mag_wijzigen=mag(user, Handeling.TOEWIJZING_WIJZIGEN) and not rij.verwijderd,
        )

    def _create_invulling(self) -> dict[str, Any]:
        """How the help is done, and its phases."""
        rij, today = self.toewijzing, self.request.vandaag
        huidig = queries.get_invulling(rij, dag=today)
        return {
            "huidig": queries.get_invulregel(huidig) if huidig else None,
            "wachtend": queries.list_wachtende_signalen([rij.pk]).get(rij.pk, ()),
            "fasen": queries.list_faseregels(rij, today=today),
            "mag_fasen": mag(self.request.user, Handeling.BESLUITEN) and not rij.verwijderd,
        }
