"""The market picture page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.apps.web.render.grafiek import TekenenMislukt, render_grafieken

from . import queries
from .permissions import LEZERS, get_drempel, mag_kleine_aantallen
from .queries import Marktbeeld
from .tables import Tabel, create_tabellen


class MarktschetsView(RolVereistMixin, View):
    """Who gets support, what it costs and how that is spread; one year, a gemeente and a domain."""

    rollen = LEZERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        jaar = request.GET.get("jaar", "")
        markt = queries.get_marktbeeld(
            request.user,
            jaar=int(jaar) if jaar.isdecimal() else None,
            gemeente=request.GET.get("gemeente", ""),
            domein=request.GET.get("domein", ""),
            drempel=get_drempel(request.user, today=request.vandaag),
            today=request.vandaag,
        )
        tabellen = create_tabellen(markt)
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return _export(request, markt, tabellen)
        return render(request, "marktschets/marktschets.html", _create_context(request, markt, tabellen))


def _export(request: Verzoek, markt: Marktbeeld, tabellen: list[Tabel]) -> HttpResponse:
    tabel = next((t for t in tabellen if t.naam == request.GET.get("tabel")), None)
    if tabel is None:
        raise Http404("tabel")
    schrijf = write_csv if request.GET["export"] == "csv" else write_xlsx
    return schrijf(rijen=tabel.list_export(), naam=f"marktschets-{tabel.naam}-{markt.jaar}")


def _create_context(request: Verzoek, markt: Marktbeeld, tabellen: list[Tabel]) -> dict[str, Any]:
    return {
        "markt": markt,
        "domeinen": list(queries.DOMEIN_NAAM.items()),
        "tabellen": list(zip(tabellen, _render_grafieken(tabellen), strict=True)),
        "kern": markt.beeld.schets if markt.beeld else None,
        "beschermd": not mag_kleine_aantallen(request.user),
        "kiest_gemeente": request.user.regio,
    }


def _render_grafieken(tabellen: list[Tabel]) -> list[str]:
    """A picture per table, or "" where there is none or it cannot be drawn; the table says the same."""
    met = [tabel.grafiek for tabel in tabellen if tabel.grafiek is not None]
    try:
        svgs = iter(render_grafieken(met))
    except TekenenMislukt:
        svgs = iter([""] * len(met))
    return [next(svgs) if tabel.grafiek is not None else "" for tabel in tabellen]
