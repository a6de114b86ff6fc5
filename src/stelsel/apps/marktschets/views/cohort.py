"""A group of clients of one age, counted by what marks them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.web.middleware.klok import Verzoek

from .. import queries
from ..forms import CohortForm
from ..permissions import PUBLICATIE, get_norm_voor, get_uitgave
from ..tables import create_cohorttabellen
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin

#: The cohort to begin with: who turns eighteen in the year after.
_BEGIN = 17


class CohortView(AnalistMixin, View):
    """Ages, a year, an area, a domein and a function; `?voor=publicatie` shows what may be passed on."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        pagina = _get_pagina(request)
        tabellen = create_cohorttabellen(pagina) if pagina else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            uitgave = get_uitgave(request.user, voor=request.GET.get("voor", ""))
            jaar_van = pagina.vraag.keuze.jaar if pagina else None
            return export_tabel(request, tabellen, jaar=jaar_van, uitgave=uitgave)
        beschermd = bool(pagina and pagina.norm.beschermt)
        context = {
            "pagina": pagina,
            "tabellen": render_plaatjes(tabellen),
            "beschermd": beschermd,
            "publicatie": PUBLICATIE,
            "deelbaar": [] if beschermd else [tabel.naam for tabel in tabellen],
        }
        return render(request, "marktschets/cohort.html", context)


def _get_pagina(request: Verzoek) -> queries.Cohortpagina | None:
    form, velden = CohortForm(request.GET), request.GET
    form.is_valid()
    van, tot = form.cleaned_data.get("van"), form.cleaned_data.get("tot")
    if van is None:
        van = _BEGIN if tot is None else tot
    voor, jaar = velden.get("voor", ""), velden.get("jaar", "")
    return queries.get_cohortpagina(
        request.user, van=van, tot=van if tot is None else tot,
        jaar=int(jaar) if jaar.isdecimal() and len(jaar) == len("2026") else None,
        plaats=velden.get("gemeente", ""), domein=velden.get("domein", ""),
        functie=velden.get("functie", ""), today=request.vandaag,
        norm=get_norm_voor(request.user, voor=voor, today=request.vandaag),
    )  # fmt: skip
