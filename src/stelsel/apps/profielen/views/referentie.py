"""Catalogues to start from: what is in them, and taking one over."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.profielen.assen import INTENSITEITEN
from stelsel.domein.profielen.referentie import Referentie, get_referentie, list_referenties

from .. import actions
from ..forms import ReferentieForm
from ..permissions import BEHEERDERS, check_regio


class ReferentiesView(RolVereistMixin, View):
    """The catalogues with their allowed combinations; a form to take one over from a day on."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek) -> HttpResponse:
        """What there is to take over."""
        check_regio(request.user)
        return _toon(request, ReferentieForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """New versions from the day given; what is in the way is told above the form."""
        check_regio(request.user)
        form = ReferentieForm(request.POST)
        if form.is_valid():
            referentie = get_referentie(form.cleaned_data["referentie"])
            vanaf = form.cleaned_data["vanaf"]
            try:
                actions.take_over_referentie(referentie, vanaf=vanaf, by=request.user, now=request.nu)
            except actions.TeVroeg as fout:
                form.add_error("vanaf", str(fout))
            else:
                return HttpResponseRedirect(reverse("profielen:start"))
        return _toon(request, form)


def _toon(request: Verzoek, form: ReferentieForm) -> HttpResponse:
    context = {
        "form": form,
        "referenties": [(r, create_matrix(r)) for r in list_referenties()],
        "intensiteiten": [intensiteit.naam for intensiteit in INTENSITEITEN],
    }
    return render(request, "profielen/referenties.html", context, status=400 if form.is_bound else 200)


def create_matrix(referentie: Referentie) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Per profile its code, name and complexity, and per intensity its hours or that it does not exist."""
    rijen = []
    for profiel in referentie.profielen:
        per = {cel.intensiteit.naam: f"{round(cel.minuten / 60)} uur" for cel in profiel.cellen}
        vakken = [(i.naam, per.get(i.naam, "niet toegestaan")) for i in INTENSITEITEN]
        rijen.append((profiel.code, profiel.naam, profiel.complexiteit, vakken))
    return rijen
