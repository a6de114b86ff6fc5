"""The tree of gemeente, subregio, regio and bovenregio: to see on a day, and to change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.basis.actions import (
    close_lidmaatschap,
    register_gebied,
    register_lidmaatschap,
    withdraw_lidmaatschap,
)
from stelsel.apps.basis.models import Gebiedslidmaatschap
from stelsel.apps.basis.queries import get_gebiedenboom, list_lidmaatschappen
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.domein.marktschets.gebieden import GebiedFout, list_boom
from stelsel.domein.marktschets.gebiedenlijst import list_rijen

from ..forms import EindeForm, GebiedForm, LidmaatschapForm
from ..permissions import BEHEERDERS, GEBIEDSLEZERS


class GebiedenView(RolVereistMixin, View):
    """The tree on a day (`?dag=`), today when none is asked."""

    rollen = GEBIEDSLEZERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, or the whole list with its days as a file that the command reads (`?export=csv|xlsx`)."""
        boom = get_gebiedenboom()
        if request.GET.get("export", "") in {"csv", "xlsx"}:
            schrijf = write_csv if request.GET["export"] == "csv" else write_xlsx
            return schrijf(rijen=list_rijen(boom), naam="gebieden")
        dag = _lees_dag(request.GET.get("dag", "")) or request.vandaag
        rijen = {(rij.lidcode, rij.gebied_id): rij for rij in list_lidmaatschappen() if _geldt(rij, dag)}
        takken = [
            (gebied, boom.get_inwoners(gebied.code, dag=dag), diepte, rijen.get((gebied.code, li.gebied if li
             else "")))
            for diepte, gebied, li in list_boom(boom, dag=dag)
        ]  # fmt: skip
        eerder = [rij for rij in list_lidmaatschappen() if not _geldt(rij, dag)]
        context = {
            "takken": takken, "dag": dag, "eerder": eerder, "beheert": request.user.rol in BEHEERDERS,
            "groepen": any(gebied.niveau != "gemeente" for gebied, *_ in takken),
        }  # fmt: skip
        return render(request, "marktschets/gebieden.html", context)


class NieuwGebiedView(RolVereistMixin, View):
    """A new area."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek) -> HttpResponse:
        """An empty form."""
        return _toon_form(request, GebiedForm(), kop="Nieuw gebied")

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the area; then say who belongs to it."""
        form = GebiedForm(request.POST)
        if form.is_valid():
            try:
                gebied = register_gebied(**form.cleaned_data, by=request.user, now=request.nu)
            except GebiedFout as fout:
                form.add_error("code", str(fout))
            else:
                return HttpResponseRedirect(
                    f"{reverse('marktschets:lidmaatschap_nieuw')}?gebied={gebied.code}"
                )
        return _toon_form(request, form, kop="Nieuw gebied")


class NieuwLidmaatschapView(RolVereistMixin, View):
    """A gemeente or area becomes part of an area."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek) -> HttpResponse:
        """A form with the area of `?gebied=`."""
        form = LidmaatschapForm(initial={"gebied": request.GET.get("gebied", "")}, boom=get_gebiedenboom())
        return _toon_form(request, form, kop="Wie hoort bij een gebied?")

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the membership; what does not fit in the tree is told above the form."""
        form = LidmaatschapForm(request.POST, boom=get_gebiedenboom())
        if form.is_valid():
            try:
                register_lidmaatschap(**form.cleaned_data, by=request.user, now=request.nu)
            except GebiedFout as fout:
                form.add_error(None, str(fout))
            else:
                messages.success(request, "Vastgelegd.")
                return HttpResponseRedirect(reverse("marktschets:gebieden"))
        return _toon_form(request, form, kop="Wie hoort bij een gebied?")


class LidmaatschapView(RolVereistMixin, View):
    """A membership that ends or that was entered by mistake."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek, pk: int) -> HttpResponse:
        """The membership with the form."""
        return _toon_einde(request, EindeForm(), _get_lid(pk))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, pk: int) -> HttpResponse:
        """Let it end, or take it away."""
        lid, form = _get_lid(pk), EindeForm(request.POST)
        if form.is_valid():
            try:
                if form.cleaned_data["hoe"] == "fout":
                    withdraw_lidmaatschap(lid, by=request.user, now=request.nu)
                else:
                    close_lidmaatschap(lid, tot=form.cleaned_data["tot"], by=request.user, now=request.nu)
            except GebiedFout as fout:
                form.add_error("tot", str(fout))
            else:
                return HttpResponseRedirect(reverse("marktschets:gebieden"))
        return _toon_einde(request, form, lid)


def _get_lid(pk: int) -> Gebiedslidmaatschap:
    lid = next((rij for rij in list_lidmaatschappen() if rij.pk == pk), None)
    if lid is None:
        raise Http404("lidmaatschap")
    return lid


def _toon_einde(request: Verzoek, form: EindeForm, lid: Gebiedslidmaatschap) -> HttpResponse:
    wie = lid.gemeente or lid.deel
    return _toon_form(request, form, kop=f"{wie} hoort bij {lid.gebied}", lid=lid)


def _toon_form(request: Verzoek, form: Any, *, kop: str, **meer: Any) -> HttpResponse:
    context = {"form": form, "kop": kop} | meer
    return render(request, "marktschets/gebied_form.html", context, status=400 if form.is_bound else 200)


def _geldt(rij: Gebiedslidmaatschap, dag: date) -> bool:
    return (rij.vandatum is None or rij.vandatum <= dag) and (rij.totdatum is None or dag <= rij.totdatum)


def _lees_dag(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        return None
