"""The bench on which a set of profiles is designed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.analyse.onthulling import UITGAVE_BESTAND, Norm, render_uitgave
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.cijfer import Cijfertabel, draw_tabellen
from stelsel.apps.web.render.export import write_csv, write_werkboek, write_xlsx

from .. import queries
from ..permissions import EIGEN, ONTWERPERS, PUBLICATIE, get_norm_voor, mag_ontwerpen
from ..queries import Ontwerpbeeld
from ..queries.ontwerp import DOMEIN_NAAM
from ..tables import (
    create_gegevenstabellen,
    create_omzettingtabellen,
    create_schild,
    create_tabellen,
    protect_ontwerptabel,
    protect_tabel,
)
from .versies import get_versie


class OntwerpView(RolVereistMixin, MomentopnameMixin, View):
    """How many profiles are enough, which, and what merging two of them does; `?k=`, `?een=`, `?ander=`."""

    rollen = ONTWERPERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its tables as a file with `?export=xlsx`, one of them with `&tabel=…`."""
        if not mag_ontwerpen(request.user):
            raise PermissionDenied
        beeld = queries.get_ontwerpbeeld(
            request.user,
            jaar=get_getal(request, "jaar"),
            domein=request.GET.get("domein", ""),
            gemeente=request.GET.get("gemeente", ""),
            begin=request.GET.get("begin", ""),
            k=get_getal(request, "k"),
            today=request.vandaag,
        )
        een, ander = get_getal(request, "een") or 0, get_getal(request, "ander") or 0
        tabellen = _list_tabellen(beeld, een, ander)
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            norm = get_norm_voor(voor=request.GET.get("voor", ""), today=request.vandaag)
            veilig = _protect_ontwerp(beeld, tabellen, norm, een=een, ander=ander)
            return write_tabellen(request, veilig, norm=norm, naam="profielontwerp")
        context = _create_context(beeld, tabellen, een, ander) | _create_uitgave(request, beeld)
        return render(request, "profielen/ontwerp.html", context)


class OmzettingView(RolVereistMixin, MomentopnameMixin, View):
    """Which profile takes the place of an old product, and what is left over; `?domein=`."""

    rollen = ONTWERPERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its tables as a file with `?export=xlsx`, one of them with `&tabel=…`."""
        if not mag_ontwerpen(request.user):
            raise PermissionDenied
        beeld = queries.get_omzettingbeeld(domein=request.GET.get("domein", ""), today=request.vandaag)
        tabellen = create_omzettingtabellen(beeld) if beeld else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabellen(request, tabellen, naam="profielomzetting")
        context = {"beeld": beeld, "tabellen": draw_tabellen(tabellen), "domeinen": list(DOMEIN_NAAM.items())}
        return render(request, "profielen/omzetting.html", context)


class GegevensView(RolVereistMixin, MomentopnameMixin, View):
    """A version of the catalogue beside what really happened; `?jaar=`."""

    rollen = ONTWERPERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or its tables as a file with `?export=xlsx`, one of them with `&tabel=…`."""
        if not mag_ontwerpen(request.user):
            raise PermissionDenied
        versie = get_versie(request, nummer)
        beeld = queries.get_gegevensbeeld(versie, jaar=get_getal(request, "jaar"), today=request.vandaag)
        tabellen = create_gegevenstabellen(beeld) if beeld else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabellen(request, tabellen, naam=f"profielen-{versie.nummer}-gegevens")
        context = {"versie": versie, "beeld": beeld, "tabellen": draw_tabellen(tabellen)}
        return render(request, "profielen/versie_gegevens.html", context)


def get_getal(request: Verzoek, naam: str) -> int | None:
    """A number of at most four digits from the address."""
    waarde = request.GET.get(naam, "")
    return int(waarde) if waarde.isascii() and waarde.isdecimal() and len(waarde) < 5 else None


def _list_tabellen(beeld: Ontwerpbeeld | None, een: int, ander: int) -> list[Cijfertabel]:
    if beeld is None or not beeld.gekozen.groepen:
        return []
    simulatie = queries.compute_simulatie(beeld, een=een, ander=ander)
    return create_tabellen(beeld, simulatie=simulatie, een=een, ander=ander)


def _create_context(
    beeld: Ontwerpbeeld | None, tabellen: list[Cijfertabel], een: int, ander: int
) -> dict[str, Any]:
    return {
        "beeld": beeld,
        "tabellen": draw_tabellen(tabellen),
        "domeinen": list(DOMEIN_NAAM.items()),
        "aantallen": beeld.aantallen if beeld else [],
        "nummers": range(1, len(beeld.gekozen.groepen) + 1) if beeld else (),
        "een": een,
        "ander": ander,
    }


def _create_uitgave(request: Verzoek, beeld: Ontwerpbeeld | None) -> dict[str, Any]:
    """Whether there is something to share of this choice."""
    norm = get_norm_voor(voor=PUBLICATIE, today=request.vandaag)
    deelbaar = beeld is not None and create_schild(beeld, norm=norm, een=0, ander=0).open
    return {"publicatie": PUBLICATIE, "eigen": EIGEN, "deelbaar": deelbaar, "norm": norm}


def _protect_ontwerp(
    beeld: Ontwerpbeeld | None, tabellen: list[Cijfertabel], norm: Norm, *, een: int, ander: int
) -> list[Cijfertabel]:
    if beeld is None:
        return tabellen
    schild = create_schild(beeld, norm=norm, een=een, ander=ander)
    return [protect_ontwerptabel(tabel, schild) for tabel in tabellen]


def export_tabellen(request: Verzoek, tabellen: list[Cijfertabel], *, naam: str) -> HttpResponse:
    """With small numbers hidden, unless for the own desk. What a product's costliest client costs is not
    known here, so there is no edition to share."""
    voor = request.GET.get("voor", "")
    norm = get_norm_voor(voor=EIGEN if voor == EIGEN else "", today=request.vandaag)
    veilig = tabellen
    if norm.beschermt:
        veilig = [protect_tabel(tabel, drempel=norm.drempel) for tabel in tabellen]
    return write_tabellen(request, veilig, norm=norm, naam=naam)


def write_tabellen(request: Verzoek, tabellen: list[Cijfertabel], *, norm: Norm, naam: str) -> HttpResponse:
    """One table, or all of them as sheets of one workbook with a last one that says for whom it is."""
    gekozen, achter = request.GET.get("tabel", ""), UITGAVE_BESTAND[norm.uitgave]
    if not gekozen and request.GET["export"] == "xlsx" and tabellen:
        bladen = {t.naam: t.list_export() for t in tabellen}
        bladen["uitgave"] = [["Voor wie is dit bestand?"], [render_uitgave(norm)]]
        return write_werkboek(bladen=bladen, naam=f"{naam}-{achter}")
    tabel = next((t for t in tabellen if t.naam == gekozen), None)
    if tabel is None:
        raise Http404("tabel")
    schrijf = write_csv if request.GET["export"] == "csv" else write_xlsx
    return schrijf(rijen=tabel.list_export(), naam=f"{naam}-{tabel.naam}-{achter}")
