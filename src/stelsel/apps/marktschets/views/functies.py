"""The functions that are arranged over a wide area: use, products, baselines, scale."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.analyse.onthulling import Norm, Uitgave, get_norm
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.permissions import MomentopnameMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.marktschets.functies import FunctieFout, get_functielijst

from .. import actions, queries
from ..forms import EindeForm, FunctieproductForm, NulmetingForm, SchaalForm
from ..models import Functieproduct, Nulmeting
from ..permissions import BEHEERDERS, LEZERS, PUBLICATIE, get_uitgave, mag_kleine_aantallen
from ..tables import (
    NulmetingLijst,
    create_functietabellen,
    create_nulmetingtabellen,
    create_schaaltabellen,
)
from .beeld import export_tabel, render_plaatjes
from .indeling import AnalistMixin


class FunctiesView(MomentopnameMixin, RolVereistMixin, View):
    """Who uses the functions, where and at which aanbieder, in the edition for this user."""

    rollen = LEZERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        uitgave = get_uitgave(request.user, voor=request.GET.get("voor", ""))
        if not request.user.regio:
            uitgave = Uitgave.OPENBAAR  # figures of other gemeenten: as the public may see them
        norm = get_norm(uitgave, peildatum=request.vandaag)
        pagina = queries.get_functiepagina(
            request.user, jaar=_lees_jaar(request), norm=norm, today=request.vandaag
        )
        tabellen = create_functietabellen(pagina) if pagina else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=pagina.jaar if pagina else None, uitgave=uitgave)
        context = {"pagina": pagina, "tabellen": render_plaatjes(tabellen), "lijst": get_functielijst()}
        return render(request, "marktschets/functies.html", context | _create_uitgave(request, norm))


class FunctieproductenView(RolVereistMixin, View):
    """Which products are which function, and the form for another link."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The list and an empty form."""
        return _toon_producten(request, FunctieproductForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the link; what cannot be is told above the form."""
        form = FunctieproductForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.register_functieproduct(
                    data["koppeling"], waarom=data["waarom"], by=request.user, now=request.nu
                )
            except FunctieFout as fout:
                form.weiger(fout)
            else:
                return HttpResponseRedirect(reverse("marktschets:functieproducten"))
        return _toon_producten(request, form)


class FunctieproductView(RolVereistMixin, View):
    """A link that ends or that was entered by mistake."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek, pk: int) -> HttpResponse:
        """The link with the form."""
        return _toon_einde(request, EindeForm(), _get_product(request, pk))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, pk: int) -> HttpResponse:
        """Let it end, or take it away."""
        rij, form = _get_product(request, pk), EindeForm(request.POST)
        if form.is_valid():
            try:
                if form.cleaned_data["hoe"] == "fout":
                    actions.withdraw_functieproduct(rij, by=request.user, now=request.nu)
                else:
                    tot = form.cleaned_data["tot"]
                    actions.close_functieproduct(rij, tot=tot, by=request.user, now=request.nu)
            except FunctieFout as fout:
                form.add_error("tot", str(fout))
            else:
                return HttpResponseRedirect(reverse("marktschets:functieproducten"))
        return _toon_einde(request, form, rij)


class NulmetingenView(AnalistMixin, LijstView):
    """The baselines that were frozen."""

    table_class = NulmetingLijst
    titel = "Nulmetingen van de bovenregionale functies"
    lead = "Een nulmeting staat vast: de cijfers van toen, met de gegevens en de afspraken van toen."
    zoekvelden = ("nummer", "waarom", "gemaakt_door")
    zoek_uitleg = "Zoek op nummer, doel of maker"
    leeg_tekst = "Er is nog geen nulmeting vastgelegd."
    bestandsnaam = "nulmetingen"

    def get_basis(self) -> QuerySet[Nulmeting]:
        """Those of the region."""
        return queries.list_nulmetingen(self.request.user)


class NieuweNulmetingView(AnalistMixin, View):
    """Freeze the figures of a reference day."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The form, with the last day of the data."""
        laatste = queries.get_laatste_peildatum()
        begin = {"peildatum": laatste.isoformat() if laatste else ""}
        return _toon_nulmetingform(request, NulmetingForm(initial=begin, laatste=laatste))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Freeze them, or say why not."""
        form = NulmetingForm(request.POST, laatste=queries.get_laatste_peildatum())
        if form.is_valid():
            peiling = queries.create_peiling(request.user, peildatum=form.cleaned_data["peildatum"])
            if peiling is not None:
                rij = actions.register_nulmeting(
                    peiling, waarom=form.cleaned_data["waarom"], by=request.user, now=request.nu
                )
                return HttpResponseRedirect(reverse("marktschets:nulmeting", args=[rij.nummer]))
            form.add_error("peildatum", "De gegevens beginnen later dan twaalf maanden voor deze dag.")
        return _toon_nulmetingform(request, form)


class NulmetingView(AnalistMixin, View):
    """A baseline beside the last twelve months."""

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or one of its tables as a file with `?tabel=…&export=csv|xlsx`."""
        beeld = queries.get_nulmetingbeeld(request.user, nummer)
        if beeld is None:
            raise Http404("nulmeting")
        tabellen = create_nulmetingtabellen(beeld)
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=beeld.nulmeting.peildatum.year)
        context = {"beeld": beeld, "tabellen": render_plaatjes(tabellen)}
        return render(request, "marktschets/nulmeting.html", context)


class SchaalView(AnalistMixin, View):
    """On which scale a function can exist."""

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or its table as a file with `?tabel=…&export=csv|xlsx`."""
        form = SchaalForm(request.GET)
        form.is_valid()
        gevraagd: dict[str, Any] = dict.fromkeys(("functie", "norm", "zekerheid", "inwoners"))
        gevraagd |= form.cleaned_data
        vraag = queries.create_schaalvraag(
            **(gevraagd | {"functie": gevraagd["functie"] or ""}), today=request.vandaag
        )
        pagina = queries.get_schaalpagina(request.user, vraag, today=request.vandaag)
        tabellen = create_schaaltabellen(pagina) if pagina else []
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            return export_tabel(request, tabellen, jaar=pagina.jaren[-1] if pagina and pagina.jaren else None)
        context = {
            "pagina": pagina, "tabellen": render_plaatjes(tabellen), "fouten": list(form.errors.values()),
        }  # fmt: skip
        return render(request, "marktschets/schaal.html", context)


def _create_uitgave(request: Verzoek, norm: Norm) -> dict[str, Any]:
    return {
        "analist": mag_kleine_aantallen(request.user),
        "beschermd": norm.beschermt,
        "openbaar": norm.aantal > 1,
        "publicatie": PUBLICATIE,
        "deelbaar": [] if norm.beschermt else ["gebruik", "per-gebied", "aanbieders"],
    }


def _lees_jaar(request: Verzoek) -> int | None:
    jaar = request.GET.get("jaar", "")
    return int(jaar) if jaar.isdecimal() and len(jaar) == len("2026") else None


def _get_product(request: Verzoek, pk: int) -> Functieproduct:
    rij = queries.list_functieproducten(request.user).filter(pk=pk).first()
    if rij is None:
        raise Http404("functieproduct")
    return rij


def _toon_producten(request: Verzoek, form: FunctieproductForm) -> HttpResponse:
    lijst = get_functielijst()
    context = {
        "form": form,
        "rijen": [(lijst.namen[rij.functie], rij) for rij in queries.list_functieproducten(request.user)],
        "begin": [(lijst.namen[k.functie], k) for k in lijst.begin],
    }
    return render(request, "marktschets/functieproducten.html", context, status=400 if form.is_bound else 200)


def _toon_einde(request: Verzoek, form: EindeForm, rij: Functieproduct) -> HttpResponse:
    naam = get_functielijst().namen[rij.functie]
    kop = f"{rij.productcode or 'categorie ' + rij.productcategorie} hoort bij {naam}"
    context = {"form": form, "kop": kop, "product": rij}
    return render(request, "marktschets/gebied_form.html", context, status=400 if form.is_bound else 200)


def _toon_nulmetingform(request: Verzoek, form: NulmetingForm) -> HttpResponse:
    context = {"form": form, "kop": "Nulmeting vastleggen", "nulmeting": True}
    return render(request, "marktschets/gebied_form.html", context, status=400 if form.is_bound else 200)
