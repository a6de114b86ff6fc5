"""The data behind the market picture: sources, findings, and what was counted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.basis.queries import list_gemeenten
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.export import write_werkboek

from .. import queries
from ..forms import BestandForm
from ..tables import create_bestandstabellen, create_gegevenstabellen, create_voorbeelden
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class GegevensView(AnalistMixin, View):
    """What the lake holds per source, and what looks wrong in it."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        bron = request.GET.get("bron", "")
        voortgang = queries.get_gegevensvoortgang(bron=bron)
        if voortgang is not None:
            context = {"voortgang": voortgang, "naam": "Gegevens"}
            return render(request, "marktschets/wachten.html", context, status=202)
        gegevens = queries.get_gegevens(bron=bron)
        tabellen = create_gegevenstabellen(gegevens) if gegevens else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=request.vandaag.year)
        namen = {g.code: g.naam for g in list_gemeenten(request.user)}
        context = {
            "gegevens": gegevens,
            "tabellen": render_plaatjes(tabellen),
            "voorbeelden": create_voorbeelden(gegevens, namen) if gegevens else [],
        }
        return render(request, "marktschets/gegevens.html", context)


class BestandView(AnalistMixin, View):
    """Look through a file of claim lines; nothing is kept."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The form."""
        return render(request, "marktschets/bestand.html", {"form": BestandForm()})

    def post(self, request: Verzoek) -> HttpResponse:
        """What was found, on the page or as a file; a file that cannot be read is told above the form."""
        form = BestandForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "marktschets/bestand.html", {"form": form}, status=400)
        beeld = form.cleaned_data["beeld"]
        tabellen = create_bestandstabellen(beeld)
        if form.cleaned_data["als"] == "xlsx":
            bladen = {tabel.naam: tabel.list_export() for tabel in tabellen}
            return write_werkboek(bladen=bladen, naam="bestandscontrole")
        context = {"form": BestandForm(), "beeld": beeld, "tabellen": render_plaatjes(tabellen)}
        return render(request, "marktschets/bestand.html", context)
