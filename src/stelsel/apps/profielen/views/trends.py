"""Whether help becomes shorter, lighter and less complex."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.cijfer import draw_tabellen

from .. import queries
from ..permissions import TRENDLEZERS, get_trendnorm
from ..queries.ontwerp import DOMEIN_NAAM, DOMEIN_VAN_WET
from ..tables import create_trendtabellen
from .ontwerp import write_tabellen


class TrendsView(RolVereistMixin, View):
    """Changes between assessments per profile and aanbieder; `?domein=`."""

    rollen = TRENDLEZERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its tables as a file with `?export=xlsx`, one of them with `&tabel=…`."""
        trends = queries.get_profieltrends(domein=request.GET.get("domein", ""), today=request.vandaag)
        norm = get_trendnorm(request.user, today=request.vandaag)
        tabellen = create_trendtabellen(trends, norm=norm) if trends else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return write_tabellen(request, tabellen, norm=norm, naam="profieltrends")
        domeinen = [(naam, DOMEIN_NAAM[naam]) for naam in DOMEIN_VAN_WET.values()]
        context = {"beeld": trends, "tabellen": draw_tabellen(tabellen), "domeinen": domeinen, "norm": norm}
        return render(request, "profielen/trends.html", context)
