"""The market picture page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from stelsel.analyse.onthulling import Uitgave
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.apps.web.render.grafiek import TekenenMislukt, render_grafieken

from .. import queries
from ..permissions import (
    ANALISTEN,
    LEZERS,
    PUBLICATIE,
    get_norm_voor,
    get_uitgave,
    mag_kleine_aantallen,
)
from ..tables import Tabel, create_diepe_tabellen, create_tabellen, list_weglatingen

_VOOR = {Uitgave.EIGEN: "eigen-gebruik", Uitgave.BINNEN: "intern", Uitgave.OPENBAAR: "openbaar"}

#: Goes over the lines of every source, and is in no edition but the own desk.
_NOOIT_DELEN = "aansluiting"


class MarktschetsView(MomentopnameMixin, RolVereistMixin, View):
    """Who gets support, what it costs and how that is spread; one year, a gemeente and a domain."""

    rollen = LEZERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        jaar = request.GET.get("jaar", "")
        norm = get_norm_voor(request.user, voor=request.GET.get("voor", ""), today=request.vandaag)
        markt = queries.get_marktbeeld(
            request.user,
            jaar=int(jaar) if jaar.isdecimal() else None,
            gemeente=request.GET.get("gemeente", ""),
            domein=request.GET.get("domein", ""),
            norm=norm,
            today=request.vandaag,
            met_aansluiting=not norm.beschermt,
        )
        tabellen = create_tabellen(markt)
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            if markt.is_dicht:
                return redirect(_get_adres_pagina(request))
            uitgave = get_uitgave(request.user, voor=request.GET.get("voor", ""))
            return export_tabel(request, tabellen, jaar=markt.jaar, uitgave=uitgave)
        return render(request, "marktschets/marktschets.html", _create_context(request, markt, tabellen))


class VerdiepingView(MomentopnameMixin, RolVereistMixin, View):
    """Trajecten, stacking, referrers, growth, groups of like cost and quality, for the region's analyst."""

    rollen = ANALISTEN

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        if not mag_kleine_aantallen(request.user):
            raise PermissionDenied
        jaar = request.GET.get("jaar", "")
        vraag: dict[str, Any] = {
            "jaar": int(jaar) if jaar.isdecimal() else None,
            "gemeente": request.GET.get("gemeente", ""),
            "domein": request.GET.get("domein", ""),
            "today": request.vandaag,
        }
        voortgang = queries.get_voortgang(request.user, **vraag)
        if voortgang is not None:
            return render(request, "marktschets/wachten.html", {"voortgang": voortgang})
        beeld = queries.get_diepbeeld(request.user, **vraag)
        tabellen = create_diepe_tabellen(beeld) if beeld else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=beeld.keuze.jaar if beeld else None)
        getekend = render_plaatjes(tabellen)
        context = {"beeld": beeld, "tabellen": getekend, "domeinen": list(queries.DOMEIN_NAAM.items())}
        return render(request, "marktschets/verdieping.html", context)


def export_tabel(
    request: Verzoek, tabellen: list[Tabel], *, jaar: int | None, uitgave: Uitgave = Uitgave.EIGEN
) -> HttpResponse:
    """The table that `?tabel=` names, as CSV or Excel; the name of the file says for whom it is."""
    tabel = next((t for t in tabellen if t.naam == request.GET.get("tabel")), None)
    if tabel is None:
        raise Http404("tabel")
    schrijf = write_csv if request.GET["export"] == "csv" else write_xlsx
    return schrijf(rijen=tabel.list_export(), naam=f"marktschets-{tabel.naam}-{jaar}-{_VOOR[uitgave]}")


def _get_adres_pagina(request: Verzoek) -> str:
    """The page of the same choice, which says why there is no file."""
    vraag = request.GET.copy()
    for naam in ("tabel", "export"):
        vraag.pop(naam, None)
    return f"{request.path}?{vraag.urlencode()}"


def _create_context(request: Verzoek, markt: queries.Marktbeeld, tabellen: list[Tabel]) -> dict[str, Any]:
    return {
        "markt": markt,
        "domeinen": list(queries.DOMEIN_NAAM.items()),
        "tabellen": render_plaatjes(tabellen),
        "kern": markt.beeld.schets if markt.beeld else None,
        "beschermd": markt.norm.beschermt,
        "openbaar": markt.norm.aantal > 1,
        "weglatingen": list_weglatingen(markt),
        "analist": mag_kleine_aantallen(request.user),
        "publicatie": PUBLICATIE,
        "deelbaar": [] if markt.norm.beschermt else [t.naam for t in tabellen if t.naam != _NOOIT_DELEN],
        "kiest_gemeente": request.user.regio,
    }


def render_plaatjes(tabellen: list[Tabel]) -> list[tuple[Tabel, str]]:
    """Every table with its picture as SVG, "" for none."""
    return list(zip(tabellen, _render_grafieken(tabellen), strict=True))


def _render_grafieken(tabellen: list[Tabel]) -> list[str]:
    """A picture per table, or "" where there is none or it cannot be drawn; the table says the same."""
    met = [tabel.grafiek for tabel in tabellen if tabel.grafiek is not None]
    try:
        svgs = iter(render_grafieken(met))
    except TekenenMislukt:
        svgs = iter([""] * len(met))
    return [next(svgs) if tabel.grafiek is not None else "" for tabel in tabellen]
