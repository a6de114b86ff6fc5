"""States of the data that were kept under a name, and keeping another."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_xlsx

from .. import actions, queries
from ..forms import MomentopnameForm
from ..permissions import ANALISTEN, mag_kleine_aantallen
from ..tables import create_momentopnamen


class MomentopnamenView(RolVereistMixin, View):
    """The states that were kept, and the form for another."""

    rollen = ANALISTEN

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its list as a file with `?export=csv|xlsx`."""
        return _toon(request, MomentopnameForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the state of now."""
        form = MomentopnameForm(request.POST)
        if not form.is_valid():
            return _toon(request, form)
        try:
            actions.create_momentopname(**form.cleaned_data, by=request.user, now=request.nu)
        except FileExistsError:
            form.add_error("naam", "Deze naam is al gebruikt. Kies een andere.")
            return _toon(request, form)
        return HttpResponseRedirect(reverse("marktschets:momentopnamen"))


def _toon(request: Verzoek, form: MomentopnameForm) -> HttpResponse:
    if not mag_kleine_aantallen(request.user):
        return HttpResponse(status=403)
    rijen = queries.list_momentopnamen(request.user)
    tabel = create_momentopnamen(rijen)
    if request.GET.get("export", "") in {"csv", "xlsx"}:
        schrijf = write_csv if request.GET["export"] == "csv" else write_xlsx
        return schrijf(rijen=tabel.list_export(), naam="momentopnamen")
    context = {"form": form, "rijen": rijen}
    return render(request, "marktschets/momentopnamen.html", context, status=400 if form.is_bound else 200)
