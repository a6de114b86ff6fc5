"""The document of a choice, its editions, and which domeinen lie outside a phase."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.marktschets.editie import compare_edities

from .. import actions, queries
from ..forms import BereikForm
from ..models import Marktdocument
from ..tables import DocumentLijst, create_verschiltabel
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class DocumentView(AnalistMixin, View):
    """The document of a year, gemeente and domein as it is now; a post keeps it as an edition."""

    def get(self, request: Verzoek) -> HttpResponse:
        """What would be kept, beside the last edition of the same choice."""
        keuze = _lees_keuze(request, request.GET)
        if keuze is None:
            return render(request, "marktschets/document.html", {"beeld": None})
        voortgang = queries.get_documentvoortgang(request.user, keuze, today=request.vandaag)
        if voortgang is not None:
            context = {"voortgang": voortgang, "naam": "Document"}
            return render(request, "marktschets/wachten.html", context, status=202)
        beeld = queries.get_documentbeeld(request.user, keuze, today=request.vandaag)
        vorige = beeld.vorige.nummer if beeld.vorige else ""
        verschil = create_verschiltabel(beeld.verschillen, oud=vorige, nieuw="nu")
        tabellen = [verschil] if verschil else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=keuze.jaar)
        domeinen = list(queries.DOMEIN_NAAM.items())
        context = {"beeld": beeld, "tabellen": render_plaatjes(tabellen), "domeinen": domeinen}
        return render(request, "marktschets/document.html", context)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the document; a choice about too few clients is told in a sentence."""
        keuze = _lees_keuze(request, request.POST)
        if keuze is None:
            raise Http404("geen gegevens")
        beeld = queries.get_documentbeeld(request.user, keuze, today=request.vandaag)
        try:
            editie = actions.register_marktdocument(beeld, by=request.user, now=request.nu)
        except actions.GeenDocument as fout:
            messages.error(request, str(fout))
            return HttpResponseRedirect(reverse("marktschets:document"))
        return HttpResponseRedirect(reverse("marktschets:editie", args=[editie.nummer]))


def _lees_keuze(request: Verzoek, velden: Any) -> Any:
    jaar = velden.get("jaar", "")
    return queries.kies_document(
        request.user,
        jaar=int(jaar) if jaar.isdecimal() and len(jaar) == 4 else None,
        gemeente=velden.get("gemeente", ""),
        domein=velden.get("domein", ""),
        today=request.vandaag,
    )


class DocumentenView(AnalistMixin, LijstView):
    """The register of editions."""

    table_class = DocumentLijst
    titel = "Marktschetsen die zijn bewaard"
    lead = "Elke editie blijft zoals zij is, met wie haar maakte, wanneer, en met welke gegevens en regels."
    zoekvelden = ("nummer", "onderwerp", "gemaakt_door")
    zoek_uitleg = "Zoek op nummer, onderwerp of maker"
    leeg_tekst = "Er is nog geen editie bewaard."
    bestandsnaam = "marktschetsen"

    def get_basis(self) -> QuerySet[Marktdocument]:
        """Those of the region."""
        return queries.list_documenten(self.request.user)


class EditieView(AnalistMixin, View):
    """One edition: what it rests on, its files (`?als=pdf|html|json`), beside another (`?met=`)."""

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or one of its files."""
        editie = _get_editie(request, nummer)
        als = request.GET.get("als", "")
        if als in {"pdf", "html", "json"}:
            return _geef_bestand(editie, als)
        anderen = list(queries.list_documenten(request.user).exclude(nummer=nummer)[:50])
        met = next((rij for rij in anderen if rij.nummer == request.GET.get("met", "")), None)
        verschil = None
        if met is not None:
            verschillen = compare_edities(met.list_kerncijfers(), editie.list_kerncijfers())
            verschil = create_verschiltabel(verschillen, oud=met.nummer, nieuw=editie.nummer)
        tabellen = [verschil] if verschil else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=editie.jaar)
        context = {"editie": editie, "anderen": anderen, "met": met, "tabellen": render_plaatjes(tabellen)}
        return render(request, "marktschets/editie.html", context)


def _get_editie(request: Verzoek, nummer: str) -> Marktdocument:
    editie = queries.get_editie(request.user, nummer)
    if editie is None:
        raise Http404("editie")
    return editie


def _geef_bestand(editie: Marktdocument, als: str) -> HttpResponse:
    """The stored bytes, to be saved; a page of ours never runs the HTML."""
    kop = {"Content-Disposition": f'attachment; filename="marktschets-{editie.nummer}.{als}"'}
    if als == "pdf":
        return HttpResponse(bytes(editie.pdf), content_type="application/pdf", headers=kop)
    if als == "html":
        return HttpResponse(editie.html, content_type="text/html; charset=utf-8", headers=kop)
    return JsonResponse(editie.inhoud, headers=kop, json_dumps_params={"ensure_ascii": False, "indent": 2})


class DomeinenView(AnalistMixin, View):
    """Which products belong to which domein, and which domeinen lie outside a phase of the verwerving."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The rules, the decisions that hold, and the form for another."""
        return _toon_domeinen(request, BereikForm(initial={"vanaf": request.vandaag.isoformat()}))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the decision; what is wrong is told above the form."""
        form = BereikForm(request.POST)
        if not form.is_valid():
            return _toon_domeinen(request, form)
        data = form.cleaned_data
        actions.register_domeinbereik(
            domein=data["domein"], fase=data["fase"], doet_mee=data["doet_mee"] == "ja", vanaf=data["vanaf"],
            reden=data["reden"], by=request.user, now=request.nu,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("marktschets:domeinen"))


def _toon_domeinen(request: Verzoek, form: BereikForm) -> HttpResponse:
    context = {
        "form": form,
        "regels": queries.list_domeinregels(),
        "bereik": [
            (queries.DOMEIN_NAAM.get(rij.domein, rij.domein), rij)
            for rij in queries.list_bereik(request.user)
        ],
        "namen": list(queries.DOMEIN_NAAM.values()),
    }
    return render(request, "marktschets/domeinen.html", context, status=400 if form.is_bound else 200)
