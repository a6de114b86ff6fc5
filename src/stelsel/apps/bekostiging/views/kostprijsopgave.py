"""What one aanbieder gives in a cost survey, and what both sides say of the outcome."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig

from .. import actions, queries
from ..actions import OnderzoekNietMogelijk
from ..forms import AntwoordForm, OpgaveForm, ZienswijzeForm
from ..models import Kostprijsonderzoek, Kostprijsopgave, Zienswijze, is_onderzoeker
from ..permissions import ONDERZOEKLEZERS, OPGEVERS
from ..tables import create_opgavetabel, write_sjabloon
from .bestanden import write_bestand
from .kostprijsonderzoek import get_onderzoek

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class KostprijsopgaveView(RolVereistMixin, View):
    """The versions of one aanbieder; `?sjabloon=1` gives the workbook; a post reads in or hands in."""

    rollen = OPGEVERS

    def get(self, request: Verzoek, nummer: str, agb: str) -> HttpResponse:
        """The page, or the workbook to fill in."""
        onderzoek, aanbieder = _get_opgave(request, nummer, agb)
        if not request.GET.get("sjabloon", ""):
            return _toon_opgave(request, onderzoek, aanbieder)
        laatste = queries.list_opgaven(request.user, onderzoek, agb=agb).first()
        inhoud = write_sjabloon(
            onderzoek,
            aanbieder=aanbieder.naam,
            eerder=laatste.waarden if laatste else {},
            peildatum=request.vandaag,
        )
        return write_bestand(inhoud, soort=_XLSX, naam=f"opgave-{onderzoek.nummer}-{agb}.xlsx")

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str, agb: str) -> HttpResponse:
        """Read in a workbook, or hand in the latest version; why not is told on the page."""
        onderzoek, aanbieder = _get_opgave(request, nummer, agb)
        try:
            if request.POST.get("handeling") == "indienen":
                return _dien_in(request, onderzoek, aanbieder)
            return _lees_in(request, onderzoek, aanbieder)
        except OnderzoekNietMogelijk as fout:
            return _toon_opgave(request, onderzoek, aanbieder, fout=str(fout))


class ZienswijzenView(RolVereistMixin, View):
    """What aanbieders say of the outcome, with the answers; a post adds one or answers one."""

    rollen = ONDERZOEKLEZERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """All that this user may read."""
        return _toon_zienswijzen(request, get_onderzoek(request, nummer))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """An aanbieder speaks, the region answers."""
        onderzoek = get_onderzoek(request, nummer)
        try:
            if is_onderzoeker(request.user):
                return _antwoord(request, onderzoek)
            return _geef_zienswijze(request, onderzoek)
        except OnderzoekNietMogelijk as fout:
            return _toon_zienswijzen(request, onderzoek, fout=str(fout))


def _get_opgave(request: Verzoek, nummer: str, agb: str) -> tuple[Kostprijsonderzoek, Aanbieder]:
    """An aanbieder has its own; who holds the survey those of all that were asked."""
    onderzoek = get_onderzoek(request, nummer)
    if not (is_onderzoeker(request.user) or request.user.agb == agb):
        raise Http404("opgave")
    deelnemer = get_object_or_404(onderzoek.deelnemers.select_related("aanbieder"), aanbieder_id=agb)
    return onderzoek, deelnemer.aanbieder


def _lees_in(request: Verzoek, onderzoek: Kostprijsonderzoek, aanbieder: Aanbieder) -> HttpResponse:
    form = OpgaveForm(request.POST, request.FILES, onderzoek=onderzoek, namens=not request.user.agb)
    if not form.is_valid():
        return _toon_opgave(request, onderzoek, aanbieder, form=form)
    actions.register_opgave(
        onderzoek,
        form.cleaned_data["bladen"],
        aanbieder=aanbieder,
        bestand=form.cleaned_data["bestand"].name,
        reden=form.cleaned_data.get("reden", ""),
        by=request.user,
        today=request.vandaag,
        now=request.nu,
    )
    return _ga_naar_opgave(onderzoek, aanbieder)


def _dien_in(request: Verzoek, onderzoek: Kostprijsonderzoek, aanbieder: Aanbieder) -> HttpResponse:
    laatste = queries.list_opgaven(request.user, onderzoek, agb=aanbieder.agb).first()
    if laatste is None:
        raise OnderzoekNietMogelijk("Er is nog niets om in te dienen. Lees eerst het ingevulde sjabloon in.")
    actions.submit_opgave(laatste, by=request.user, today=request.vandaag, now=request.nu)
    return _ga_naar_opgave(onderzoek, aanbieder)


def _ga_naar_opgave(onderzoek: Kostprijsonderzoek, aanbieder: Aanbieder) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("bekostiging:kostprijsopgave", args=[onderzoek.nummer, aanbieder.agb])
    )


def _toon_opgave(
    request: Verzoek, onderzoek: Kostprijsonderzoek, aanbieder: Aanbieder, *, fout: str = "",
    form: OpgaveForm | None = None,
) -> HttpResponse:  # fmt: skip
    opgaven = list(queries.list_opgaven(request.user, onderzoek, agb=aanbieder.agb))
    laatste: Kostprijsopgave | None = opgaven[0] if opgaven else None
    context = {
        "onderzoek": onderzoek,
        "aanbieder": aanbieder,
        "houdt": is_onderzoeker(request.user),
        "opgaven": opgaven,
        "laatste": laatste,
        "twijfels": queries.list_twijfels(laatste, peildatum=request.vandaag) if laatste else [],
        "tabellen": [(tabel, "") for tabel in create_opgavetabel(laatste)] if laatste else [],
        "fout": fout,
        "form": form or OpgaveForm(onderzoek=onderzoek, namens=not request.user.agb),
    }
    status = 400 if fout or form is not None else 200
    return render(request, "bekostiging/kostprijsopgave.html", context, status=status)


def _geef_zienswijze(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    form = ZienswijzeForm(request.POST)
    uitkomst = queries.get_laatste_uitkomst(onderzoek)
    if uitkomst is None:
        raise OnderzoekNietMogelijk("Er is nog geen uitkomst om op te reageren.")
    if not form.is_valid():
        return _toon_zienswijzen(request, onderzoek, form=form)
    actions.register_zienswijze(
        uitkomst, **form.cleaned_data, by=request.user, today=request.vandaag, now=request.nu
    )
    return _ga_naar_zienswijzen(onderzoek)


def _antwoord(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    form = AntwoordForm(request.POST)
    if not form.is_valid():
        return _toon_zienswijzen(request, onderzoek, form=form)
    rijen = queries.list_zienswijzen(request.user, onderzoek)
    zienswijze = get_object_or_404(rijen, pk=form.cleaned_data["zienswijze"])
    antwoord = form.cleaned_data["antwoord"]
    actions.answer_zienswijze(zienswijze, antwoord=antwoord, by=request.user, now=request.nu)
    return _ga_naar_zienswijzen(onderzoek)


def _ga_naar_zienswijzen(onderzoek: Kostprijsonderzoek) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:zienswijzen", args=[onderzoek.nummer]))


def _toon_zienswijzen(
    request: Verzoek, onderzoek: Kostprijsonderzoek, *, fout: str = "", form: Any = None
) -> HttpResponse:
    uitkomst = queries.get_laatste_uitkomst(onderzoek)
    loopt = onderzoek.status == Kostprijsonderzoek.Status.HOOR
    hoor_tot = uitkomst.hoor_tot if uitkomst and loopt else None
    mag_reageren = bool(request.user.agb) and hoor_tot is not None and request.vandaag <= hoor_tot
    context = {
        "onderzoek": onderzoek,
        "uitkomst": uitkomst,
        "zienswijzen": _list_zienswijzen(request, onderzoek),
        "fout": fout,
        "form": form or (ZienswijzeForm() if mag_reageren else None),
        "mag_reageren": mag_reageren,
    }
    status = 400 if fout or form is not None else 200
    return render(request, "bekostiging/zienswijzen.html", context, status=status)


def _list_zienswijzen(
    request: Verzoek, onderzoek: Kostprijsonderzoek
) -> list[tuple[Zienswijze, AntwoordForm | None]]:
    """What was said, each with the form to answer it for who holds the survey."""
    houdt = is_onderzoeker(request.user)
    return [
        (z, AntwoordForm(initial={"zienswijze": z.pk}, auto_id=f"id_{z.pk}_%s") if houdt else None)
        for z in queries.list_zienswijzen(request.user, onderzoek)
    ]
