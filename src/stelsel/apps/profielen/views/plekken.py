"""Trajecten as places, and what a shorter length gives."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.cijfer import draw_tabellen

from .. import queries
from ..forms import PlekkenForm
from ..permissions import ONTWERPERS, mag_ontwerpen
from ..queries.ontwerp import DOMEIN_NAAM
from ..tables import create_plektabellen
from .ontwerp import export_tabellen, get_getal


class PlekkenView(RolVereistMixin, MomentopnameMixin, View):
    """Places per form of help; `?jaar=`, `?domein=`, `?gemeente=`, `?bezetting=`, `?korter=`."""

    rollen = ONTWERPERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its tables as a file with `?export=xlsx`, one of them with `&tabel=…`."""
        if not mag_ontwerpen(request.user):
            raise PermissionDenied
        beeld = _get_beeld(request)
        form = PlekkenForm(request.GET, bezetting=queries.get_bezetting(request.vandaag))
        goed = form.is_valid()
        getallen = {"bezetting": form.get_bezetting(), "korter": form.get_korter()}
        tabellen = create_plektabellen(beeld, **getallen) if beeld else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabellen(request, tabellen, naam="plekken")
        context = {
            "beeld": beeld, "form": form, "tabellen": draw_tabellen(tabellen),
            "domeinen": list(DOMEIN_NAAM.items()),
        }  # fmt: skip
        return render(request, "profielen/plekken.html", context, status=200 if goed else 400)


def _get_beeld(request: Verzoek) -> queries.Plekkenbeeld | None:
    return queries.get_plekkenbeeld(
        request.user,
        jaar=get_getal(request, "jaar"),
        domein=request.GET.get("domein", ""),
        gemeente=request.GET.get("gemeente", ""),
        today=request.vandaag,
    )
