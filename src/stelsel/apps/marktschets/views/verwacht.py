"""Expected use, and reading in the features of inhabitants."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig

from .. import actions, queries
from ..forms import KenmerkenForm, VerwachtForm
from ..tables import create_verwachttabellen
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class VerwachtView(AnalistMixin, View):
    """Our gemeenten beside what the features of their inhabitants let expect."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        vraag = VerwachtForm(request.GET).create_vraag()
        pagina = queries.get_verwachtpagina(request.user, vraag, today=request.vandaag)
        tabellen = create_verwachttabellen(pagina) if pagina else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=pagina.jaar if pagina else None)
        context = {
            "pagina": pagina,
            "tabellen": render_plaatjes(tabellen),
            "domeinen": list(queries.DOMEIN_NAAM.items()),
        }
        return render(request, "marktschets/verwacht.html", context)


class KenmerkenView(AnalistMixin, View):
    """Read in a file of published features."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The form, and what was read in before."""
        return _toon(request, KenmerkenForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the features and show what they let expect; what is wrong is told above the form."""
        form = KenmerkenForm(request.POST, request.FILES)
        if not form.is_valid():
            return _toon(request, form)
        data = form.cleaned_data
        actions.register_kenmerken(
            data["kenmerken"], naam=data["naam"], bron=data["bron"], bestand=data["bestand"].name,
            inhoud=data["inhoud"], by=request.user, now=request.nu,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("marktschets:verwacht"))


def _toon(request: Verzoek, form: KenmerkenForm) -> HttpResponse:
    context = {
        "form": form,
        "bestanden": queries.list_kenmerkbestanden(request.user),
        "kenmerken": queries.list_gebiedskenmerken(),
    }
    return render(request, "marktschets/kenmerken.html", context, status=400 if form.is_bound else 200)
