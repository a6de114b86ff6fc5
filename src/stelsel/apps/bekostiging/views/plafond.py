"""Ceilings: the list, a new one, one with how full it is, and leave to go over it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_tabellen
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from ..actions.plafond import (
    PlafondNietMogelijk,
    decide_ontheffing,
    register_ontheffing,
    register_plafond,
    withdraw_plafond,
)
from ..filters import PlafondFilter
from ..forms.plafond import OntheffingForm, PlafondForm, RedenForm
from ..models import Ontheffing, Plafond
from ..permissions import ONTHEFFINGVRAGERS, PLAFONDLEZERS, PLAFONDMAKERS
from ..queries.plafond import list_ontheffingen, list_plafonds
from ..tables.plafond import PlafondLijst

_BEEINDIGEN, _TOESTAAN, _WEIGEREN = "beeindigen", "toestaan", "weigeren"
_MEESTE = 100


class PlafondsView(RolVereistMixin, LijstView):
    """The ceilings that this user may see."""

    rollen = PLAFONDLEZERS
    template_name = "bekostiging/plafonds.html"
    table_class = PlafondLijst
    filterset_class = PlafondFilter
    titel = "Plafonds"
    lead = "Hoeveel er in een jaar mag worden toegekend, op wie of wat, en wat er gebeurt als dat vol is."
    zoekvelden = ("nummer", "gemeente__naam", "aanbieder__naam", "reden")
    zoek_uitleg = "Zoek op gemeente, aanbieder of nummer"
    leeg_tekst = "Er is geen plafond: alles is een open einde. Kies Nieuw plafond om er een in te stellen."
    bestandsnaam = "plafonds"

    def get_basis(self) -> QuerySet[Plafond]:
        """Of the own gemeente and of the region."""
        return list_plafonds(self.request.user)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With whether this user may set one."""
        return super().get_context_data(mag_maken=self.request.user.rol in PLAFONDMAKERS, **kwargs)


class NieuwPlafondView(RolVereistMixin, View):
    """Set a ceiling."""

    rollen = PLAFONDMAKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The form."""
        return _toon_nieuw(request, PlafondForm(user=request.user, today=request.vandaag))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Set it; what is wrong is told above the form."""
        form = PlafondForm(request.POST, user=request.user, today=request.vandaag)
        if form.is_valid():
            try:
                return _ga_naar(register_plafond(form.get_wens(), by=request.user, now=request.nu))
            except PlafondNietMogelijk as fout:
                form.add_error(None, str(fout))
        return _toon_nieuw(request, form)


class PlafondView(RolVereistMixin, View):
    """One ceiling; a post ends it, or decides on leave to go over it."""

    rollen = PLAFONDLEZERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page."""
        return _toon(request, _get_plafond(request, nummer))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Why something cannot be done is told on the page."""
        plafond, form = _get_plafond(request, nummer), RedenForm(request.POST)
        if request.user.rol not in PLAFONDMAKERS or not form.is_valid():
            return _toon(request, plafond, fout="Dit mag u niet doen.", status=400)
        try:
            _beslis(request, plafond, reden=form.cleaned_data["reden"])
        except PlafondNietMogelijk as fout:
            return _toon(request, plafond, fout=str(fout), status=400)
        return _ga_naar(plafond)


class NieuweOntheffingView(RolVereistMixin, View):
    """Ask leave to go over a ceiling; `?kenmerk=` of the question or request."""

    rollen = ONTHEFFINGVRAGERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The form."""
        plafond = _get_plafond(request, nummer)
        form = OntheffingForm(initial={"kenmerk": request.GET.get("kenmerk", "")})
        return render(request, "bekostiging/ontheffing_nieuw.html", {"plafond": plafond, "form": form})

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Ask it; somebody else decides."""
        plafond, form = _get_plafond(request, nummer), OntheffingForm(request.POST)
        if form.is_valid():
            try:
                register_ontheffing(plafond, **form.cleaned_data, by=request.user, now=request.nu)
                return _ga_naar(plafond)
            except PlafondNietMogelijk as fout:
                form.add_error(None, str(fout))
        context = {"plafond": plafond, "form": form}
        return render(request, "bekostiging/ontheffing_nieuw.html", context, status=400)


def _get_plafond(request: Verzoek, nummer: str) -> Plafond:
    return get_object_or_404(list_plafonds(request.user), nummer=nummer)


def _ga_naar(plafond: Plafond) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:plafond", args=[plafond.nummer]))


def _beslis(request: Verzoek, plafond: Plafond, *, reden: str) -> None:
    """What was asked: end the ceiling, or decide on leave. Raises PlafondNietMogelijk."""
    daad = request.POST.get("daad", "")
    if daad == _BEEINDIGEN:
        if not reden:
            raise PlafondNietMogelijk("Schrijf op waarom u dit plafond beëindigt.")
        withdraw_plafond(plafond, reden=reden, by=request.user, today=request.vandaag, now=request.nu)
        return
    rijen = list_ontheffingen(request.user, plafond)
    ontheffing = rijen.filter(nummer=request.POST.get("ontheffing", "")).first()
    if ontheffing is None or daad not in {_TOESTAAN, _WEIGEREN}:
        raise PlafondNietMogelijk("Kies wat u wilt doen.")
    toestaan = daad == _TOESTAAN
    decide_ontheffing(ontheffing, toestaan=toestaan, reden=reden, by=request.user, now=request.nu)


def _toon_nieuw(request: Verzoek, form: PlafondForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "bekostiging/plafond_nieuw.html", {"form": form}, status=status)


def _toon(request: Verzoek, plafond: Plafond, *, fout: str = "", status: int = 200) -> HttpResponse:
    user = request.user
    context = {
        "plafond": plafond,
        "tabellen": list_tabellen(user, soort="plafond", sleutel=plafond.nummer, today=request.vandaag),
        "ontheffingen": [
            (rij, rij.status == Ontheffing.Status.GEVRAAGD)
            for rij in list_ontheffingen(user, plafond)[:_MEESTE]
        ],
        "werkt": plafond.beeindigd_at is None and plafond.vandatum <= request.vandaag <= plafond.totdatum,
        "mag_beslissen": user.rol in PLAFONDMAKERS,
        "mag_vragen": user.rol in ONTHEFFINGVRAGERS and plafond.actie == Plafond.Actie.STOP,
        "fout": fout,
    }
    return render(request, "bekostiging/plafond.html", context, status=status)
