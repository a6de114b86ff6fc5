"""The grouper: every client one profile or a stated residue, and a proposal from features."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.cijfer import draw_tabellen

from ..permissions import ONTWERPERS, mag_ontwerpen
from ..queries.groepering import Groepeerbeeld, get_groepeerbeeld
from ..queries.ontwerp import DOMEIN_NAAM
from ..tables.groepering import KENMERKNAMEN, create_groepeertabellen
from .ontwerp import export_tabellen, get_getal


class GroeperingView(RolVereistMixin, MomentopnameMixin, View):
    """Which profile each client gets and why; `?jaar=`, `?domein=`, and a value per feature."""

    rollen = ONTWERPERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its tables as a file with `?export=xlsx`, one of them with `&tabel=…`."""
        if not mag_ontwerpen(request.user):
            raise PermissionDenied
        beeld = get_groepeerbeeld(
            jaar=get_getal(request, "jaar"),
            domein=request.GET.get("domein", ""),
            kenmerken={naam: request.GET.get(naam, "") for naam in KENMERKNAMEN},
            today=request.vandaag,
        )
        tabellen = create_groepeertabellen(beeld) if beeld else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabellen(request, tabellen, naam="profielen-indelen")
        context = {"beeld": beeld, "tabellen": draw_tabellen(tabellen), "keuzes": _list_keuzes(beeld)}
        return render(request, "profielen/groepering.html", context | {"domeinen": list(DOMEIN_NAAM.items())})


def _list_keuzes(beeld: Groepeerbeeld | None) -> list[dict[str, Any]]:
    """Per feature its name, its label, its values and the one chosen."""
    if beeld is None:
        return []
    return [
        {"naam": naam, "label": label, "waarden": beeld.keuzes[naam], "nu": beeld.gekozen.get(naam, "")}
        for naam, label in KENMERKNAMEN.items()
    ]
