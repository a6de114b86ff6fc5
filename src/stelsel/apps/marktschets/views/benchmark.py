"""The own region beside others, and reading in their figures."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig

from .. import actions, queries
from ..forms import ReferentieForm
from ..tables import create_benchmarktabellen
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class VergelijkenView(AnalistMixin, View):
    """Cost per inhabitant and per client, and use, beside a chosen set of others."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        jaar = request.GET.get("jaar", "")
        benchmark = queries.get_benchmark(
            request.user,
            jaar=int(jaar) if jaar.isdecimal() and len(jaar) == 4 else None,
            domein=request.GET.get("domein", ""),
            bestand=request.GET.get("bestand", ""),
            met=frozenset(request.GET.getlist("met")),
            today=request.vandaag,
        )
        tabellen = create_benchmarktabellen(benchmark) if benchmark else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=benchmark.jaar if benchmark else None)
        context = {
            "benchmark": benchmark,
            "tabellen": render_plaatjes(tabellen),
            "domeinen": list(queries.DOMEIN_NAAM.items()),
        }
        return render(request, "marktschets/vergelijken.html", context)


class ReferentieView(AnalistMixin, View):
    """Read in a file of published figures."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The form, and what was read in before."""
        return _toon(request, ReferentieForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the figures and compare with them; what is wrong is told above the form."""
        form = ReferentieForm(request.POST, request.FILES)
        if not form.is_valid():
            return _toon(request, form)
        data = form.cleaned_data
        rij = actions.register_referentie(
            data["referentie"], naam=data["naam"], bron=data["bron"], bestand=data["bestand"].name,
            inhoud=data["inhoud"], by=request.user, now=request.nu,
        )  # fmt: skip
        domein = data["referentie"].rijen[0].domein
        return HttpResponseRedirect(
            f"{reverse('marktschets:vergelijken')}?bestand={rij.nummer}&domein={domein}"
        )


def _toon(request: Verzoek, form: ReferentieForm) -> HttpResponse:
    context = {"form": form, "bestanden": queries.list_referentiebestanden(request.user)}
    return render(request, "marktschets/referentie.html", context, status=400 if form.is_bound else 200)
