"""The segments of a domein."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.web.middleware.klok import Verzoek

from .. import queries
from ..tables import create_segmenttabellen
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class SegmentenView(AnalistMixin, View):
    """Clients, cost, length, and who comes and goes per segment of a domein."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        jaar = request.GET.get("jaar", "")
        pagina = queries.get_segmentenpagina(
            request.user,
            jaar=int(jaar) if jaar.isdecimal() and len(jaar) == 4 else None,
            gemeente=request.GET.get("gemeente", ""),
            domein=request.GET.get("domein", ""),
            today=request.vandaag,
        )
        tabellen = create_segmenttabellen(pagina) if pagina else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=pagina.keuze.jaar if pagina else None)
        domeinen = list(queries.DOMEIN_NAAM.items())
        context = {"pagina": pagina, "tabellen": render_plaatjes(tabellen), "domeinen": domeinen}
        return render(request, "marktschets/segmenten.html", context)
