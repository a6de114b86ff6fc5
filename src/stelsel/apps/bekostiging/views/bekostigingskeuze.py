"""Which way of paying holds for what: the list of choices, and a new one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from .. import actions, queries
from ..actions import KeuzeNietMogelijk
from ..filters import BekostigingskeuzeFilter
from ..forms import BekostigingskeuzeForm
from ..models import Bekostigingskeuze
from ..permissions import TARIEFMAKERS, VERGELIJKERS, check_regio
from ..tables import BekostigingskeuzeLijst


class BekostigingskeuzesView(RolVereistMixin, LijstView):
    """Every choice with its reason: the region chooses, its gemeenten read."""

    rollen = TARIEFMAKERS
    template_name = "bekostiging/bekostigingskeuzes.html"
    table_class = BekostigingskeuzeLijst
    filterset_class = BekostigingskeuzeFilter
    titel = "Manier van betalen per product en profiel"
    lead = "Niet één manier voor alles: de regio kiest per product of profiel, met een reden en een dag."
    zoekvelden = ("code", "reden", "gemaakt_door")
    zoek_uitleg = "Zoek op code, reden of wie koos"
    leeg_tekst = "Er is nog niets gekozen. Kies Nieuwe keuze om te beginnen."
    bestandsnaam = "manier-van-betalen"

    def get_basis(self) -> QuerySet[Bekostigingskeuze]:
        """The same for everybody who may open it."""
        return queries.list_keuzes()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether this user may choose."""
        kiest = self.request.user.regio and self.request.user.rol in VERGELIJKERS
        return super().get_context_data(kiest=kiest, **kwargs)


class NieuweBekostigingskeuzeView(RolVereistMixin, View):
    """Choose, with a reason."""

    rollen = VERGELIJKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The form."""
        check_regio(request.user)
        return _toon(request, BekostigingskeuzeForm(initial={"vandatum": request.vandaag}))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the choice; why not is told above the form."""
        check_regio(request.user)
        form = BekostigingskeuzeForm(request.POST)
        if form.is_valid():
            try:
                actions.register_bekostigingskeuze(**form.cleaned_data, by=request.user, now=request.nu)
            except KeuzeNietMogelijk as fout:
                form.add_error(None, str(fout))
            else:
                return HttpResponseRedirect(reverse("bekostiging:bekostigingskeuzes"))
        return _toon(request, form)


def _toon(request: Verzoek, form: BekostigingskeuzeForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "bekostiging/bekostigingskeuze_nieuw.html", {"form": form}, status=status)
