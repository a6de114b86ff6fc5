"""How long help lasts, and who moves on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.analyse.document import render_soort
from stelsel.apps.web.middleware.klok import Verzoek

from .. import queries
from ..tables import create_duurtabellen
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class DuurView(AnalistMixin, View):
    """Length per kind of help with its margin, flow, ages and concentration of a year."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        jaar = request.GET.get("jaar", "")
        pagina = queries.get_duurpagina(
            request.user,
            jaar=int(jaar) if jaar.isdecimal() and len(jaar) == 4 else None,
            gemeente=request.GET.get("gemeente", ""),
            domein=request.GET.get("domein", ""),
            soort=request.GET.get("soort", ""),
            today=request.vandaag,
        )
        tabellen = create_duurtabellen(pagina) if pagina else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=pagina.keuze.jaar if pagina else None)
        context = {
            "pagina": pagina,
            "tabellen": render_plaatjes(tabellen),
            "domeinen": list(queries.DOMEIN_NAAM.items()),
            "soorten": [(b.soort, render_soort(b.soort)) for b in pagina.cijfers.duur] if pagina else [],
        }
        return render(request, "marktschets/duur.html", context)
