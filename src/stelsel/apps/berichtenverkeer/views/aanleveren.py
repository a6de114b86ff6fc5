"""Handing files in, and what became of them."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_werkboek
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..filters import AanleverbestandFilter
from ..forms import AanleverForm
from ..models import Aanleverbestand, Aanlevering
from ..permissions import LEZERS
from ..tables import AanleverbestandLijst, AanleveringLijst


@method_decorator(eenmalig, name="post")
class AanleverenView(RolVereistMixin, FormView):
    """Hand in messages by hand: some files, a folder or a zip."""

    rollen = LEZERS
    template_name = "berichtenverkeer/aanleveren.html"
    request: Any
    form_class = AanleverForm

    def form_valid(self, form: AanleverForm) -> HttpResponse:
        """Stored first; the page after it shows what becomes of each file."""
        bestanden = [(b.name or "bestand", cast("BinaryIO", b)) for b in form.list_bestanden()]
        rij = actions.register_aanlevering(bestanden=bestanden, by=self.request.user, now=self.request.nu)
        return HttpResponseRedirect(reverse("berichtenverkeer:aanlevering", args=[rij.pk]))


class AanleveringenView(RolVereistMixin, LijstView):
    """Every time that the own organisation handed something in."""

    rollen = LEZERS
    table_class = AanleveringLijst
    titel = "Aanleveringen"
    lead = "Wat uw organisatie hier met de hand aanleverde, en hoever de controle is."
    leeg_tekst = "Uw organisatie heeft hier nog niets aangeleverd."
    zoekvelden = ("bestanden__naam", "door_naam")
    zoek_uitleg = "Zoek op bestand of medewerker"
    bestandsnaam = "aanleveringen"

    def get_basis(self) -> QuerySet[Aanlevering]:
        """Of the own organisation, newest first."""
        return queries.list_aanleveringen(self.request.user).order_by("-pk")


class AanleveringView(RolVereistMixin, LijstView):
    """What became of one batch, file by file; the page keeps itself up to date until all is judged."""

    rollen = LEZERS
    template_name = "berichtenverkeer/aanlevering.html"
    table_class = AanleverbestandLijst
    filterset_class = AanleverbestandFilter
    titel = "Aangeleverde bestanden"
    zoekvelden = ("naam", "geweigerd")
    zoek_uitleg = "Zoek op bestand"
    bestandsnaam = "aanlevering"

    def get_basis(self) -> QuerySet[Aanleverbestand]:
        """The files of this batch, in the order in which they came."""
        return queries.list_aanleverbestanden(self.request.user, self.kwargs["sleutel"]).order_by(
            "volgnummer"
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, a list as a file, or everything that was found in a workbook."""
        if not self.get_basis().exists():
            raise Http404("aanlevering")
        if request.GET.get("export") == "fouten":
            bladen = queries.list_bladen_aanlevering(self.get_basis())
            return write_werkboek(bladen=bladen, naam="aanlevering-met-fouten")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How far it is, besides the list."""
        context = super().get_context_data(**kwargs)
        sleutel = self.kwargs["sleutel"]
        voortgang = queries.get_voortgang(self.request.user, sleutel)
        rij = queries.list_aanleveringen(self.request.user).get(pk=sleutel)
        return context | {"voortgang": voortgang, "aanlevering": rij}
