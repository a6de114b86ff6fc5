"""The list of segments of the region: proposing, deciding, and segments that are not paid per client."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.domein.marktschets.segmenten import LijstOngeldig

from .. import actions, queries
from ..forms import BesluitLijstForm, LijstForm, OpgaveForm, SegmentFormset, create_lijst, list_begin
from ..models import Segmentenversie
from ..permissions import VASTSTELLERS, mag_kleine_aantallen
from .indeling import AnalistMixin


class RegioMixin(RolVereistMixin):
    """Who may decide on the list, for the whole region."""

    rollen = VASTSTELLERS

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse who works for one gemeente."""
        if request.user.is_authenticated and request.user.rol in self.rollen and not request.user.regio:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SegmentenlijstView(RegioMixin, View):
    """The list that holds, and all versions."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page."""
        context = {
            "stand": queries.get_lijststand(request.user, today=request.vandaag),
            "versies": queries.list_segmentenversies(request.user),
            "namen": queries.DOMEIN_NAAM,
        }
        return render(request, "marktschets/segmentenlijst.html", context)


class NieuweSegmentenlijstView(AnalistMixin, View):
    """Propose a list, made from the one that holds or from `?van=`."""

    def get(self, request: Verzoek) -> HttpResponse:
        """Filled with the list that it starts from."""
        stand = _get_begin(request, request.GET.get("van", ""))
        kop = LijstForm(
            today=request.vandaag,
            initial={
                "vanaf": request.vandaag,
                "niet_tellend": ", ".join(sorted(stand.lijst.niet_tellend)),
                "complex_vanaf": stand.lijst.complex_vanaf,
            },
        )
        formset = SegmentFormset(initial=list_begin(stand.lijst))
        return render(
            request, "marktschets/segmentenlijst_nieuw.html", {"kop": kop, "formset": formset, "stand": stand}
        )

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the proposal and show it; what is wrong is told above the form."""
        stand = _get_begin(request, request.POST.get("van", ""))
        kop = LijstForm(request.POST, today=request.vandaag)
        formset = SegmentFormset(request.POST, initial=list_begin(stand.lijst))
        context: dict[str, Any] = {"kop": kop, "formset": formset, "stand": stand}
        if not (kop.is_valid() & formset.is_valid()):
            return render(request, "marktschets/segmentenlijst_nieuw.html", context, status=400)
        try:
            lijst = create_lijst(kop.cleaned_data, formset)
        except LijstOngeldig as fout:
            context["fout"] = str(fout)
            return render(request, "marktschets/segmentenlijst_nieuw.html", context, status=400)
        versie = actions.register_segmentenversie(
            lijst, waarom=kop.cleaned_data["waarom"], vanaf=kop.cleaned_data["vanaf"], vorige=stand.nummer,
            by=request.user, now=request.nu,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("marktschets:segmentenversie", args=[versie.nummer]))


class SegmentenversieView(RegioMixin, View):
    """One version: what it says, what it changes, and the decision of a second person."""

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page."""
        return _toon_versie(request, _get_versie(request, nummer), "")

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Approve or refuse."""
        versie = _get_versie(request, nummer)
        form = BesluitLijstForm(request.POST)
        if not form.is_valid():
            return _toon_versie(request, versie, "Kies of u vaststelt of afwijst.")
        try:
            if form.cleaned_data["besluit"] == "vaststellen":
                actions.approve_segmentenversie(versie, by=request.user, now=request.nu)
            else:
                reden = form.cleaned_data["reden"]
                actions.reject_segmentenversie(versie, reden=reden, by=request.user, now=request.nu)
        except actions.LijstNietMogelijk as fout:
            return _toon_versie(request, versie, str(fout))
        return HttpResponseRedirect(reverse("marktschets:segmentenversie", args=[nummer]))


class SegmentopgaveView(AnalistMixin, View):
    """Segments that are not paid per client: the figures that hold, and a form to enter them."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The list and an empty form."""
        return _toon_opgave(request, _create_opgaveform(request, initial={"jaar": request.vandaag.year - 1}))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Enter one row; the newest of a gemeente, year and segment holds."""
        form = _create_opgaveform(request, request.POST)
        if not form.is_valid():
            return _toon_opgave(request, form)
        actions.register_segmentopgave(**form.cleaned_data, by=request.user, now=request.nu)
        return HttpResponseRedirect(reverse("marktschets:segmentopgave"))


def _get_begin(request: Verzoek, nummer: str) -> queries.Lijststand:
    """The list to start from: a version, else the one that holds."""
    versie = queries.get_segmentenversie(request.user, nummer) if nummer else None
    if versie is not None:
        return queries.Lijststand(versie.get_lijst(), versie.nummer)
    return queries.get_lijststand(request.user, today=request.vandaag)


def _get_versie(request: Verzoek, nummer: str) -> Segmentenversie:
    versie = queries.get_segmentenversie(request.user, nummer)
    if versie is None:
        raise Http404("segmentenversie")
    return versie


def _toon_versie(request: Verzoek, versie: Segmentenversie, fout: str) -> HttpResponse:
    jaar, effecten = queries.list_segmenteffecten(
        versie, met_kleine_aantallen=mag_kleine_aantallen(request.user), today=request.vandaag
    )
    context = {
        "versie": versie, "lijst": versie.get_lijst(), "jaar": jaar, "effecten": effecten, "fout": fout,
        "namen": queries.DOMEIN_NAAM, "open": versie.status == Segmentenversie.Status.VOORGESTELD,
        "zelf": versie.gemaakt_persoon == request.user.persoon_sleutel,
    }  # fmt: skip
    return render(request, "marktschets/segmentenversie.html", context, status=400 if fout else 200)


def _create_opgaveform(request: Verzoek, *args: Any, **kwargs: Any) -> OpgaveForm:
    stand = queries.get_lijststand(request.user, today=request.vandaag)
    return OpgaveForm(*args, user=request.user, lijst=stand.lijst, today=request.vandaag, **kwargs)


def _toon_opgave(request: Verzoek, form: OpgaveForm) -> HttpResponse:
    context = {"form": form, "rijen": queries.list_segmentopgaven(request.user)}
    return render(request, "marktschets/segmentopgave.html", context, status=400 if form.is_bound else 200)
