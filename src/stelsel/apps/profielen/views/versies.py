"""Versions of the catalogue: the list, beginning one, one with its tables and files, and its approval."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.cijfer import Cijfertabel
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_werkboek
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.profielen.assen import INTENSITEITEN
from stelsel.domein.profielen.catalogus import Catalogus, get_standaardassen
from stelsel.domein.profielen.catalogustoets import FOUT
from stelsel.domein.profielen.referentie import get_referentie, list_referenties

from .. import actions, queries
from ..actions import Cataloguskop, CatalogusNietMogelijk
from ..filters import CatalogusFilter
from ..forms import IntrekForm, VersieForm
from ..forms.catalogus import LEEG, NU
from ..models import Catalogusversie
from ..permissions import BEHEERDERS, LEZERS, check_regio, mag_beheren, mag_ontwerpen
from ..tables import CatalogusLijst, create_verschiltabel, create_versietabellen
from ..tables.versies import create_combinaties

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_EERSTE = 50
_NIET_VASTGESTELD, _NIET_INGETROKKEN = "Deze versie is niet vastgesteld", "Deze versie is niet ingetrokken"
_GEEN_REDEN = "Schrijf op waarom deze versie er niet komt."


class VersiesView(RolVereistMixin, LijstView):
    """The versions that this user may see."""

    rollen = LEZERS
    template_name = "profielen/versies.html"
    table_class = CatalogusLijst
    filterset_class = CatalogusFilter
    titel = "Versies van de catalogus"
    lead = "Welke profielen wanneer gelden, wie ze maakte en wie ze vaststelde."
    zoekvelden = ("nummer", "naam", "gemaakt_door")
    zoek_uitleg = "Zoek op naam, nummer of maker"
    leeg_tekst = "Er is nog geen versie. Kies Nieuwe versie om te beginnen."
    bestandsnaam = "catalogusversies"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the way to begin one."""
        return super().get_context_data(**kwargs) | {"mag_beheren": mag_beheren(self.request.user)}

    def get_basis(self) -> QuerySet[Catalogusversie]:
        """Concepts only for who makes them."""
        return list_versies(self.request.user)


class NieuweVersieView(RolVereistMixin, View):
    """Begin a version with what holds now, with a published catalogue, or with nothing."""

    rollen = BEHEERDERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The choice, and what the published catalogues hold."""
        check_regio(request.user)
        return _toon_nieuw(request, VersieForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """A concept; to its page."""
        check_regio(request.user)
        form = VersieForm(request.POST)
        if not form.is_valid():
            return _toon_nieuw(request, form)
        data = form.cleaned_data
        kop = {n: data[n] for n in ("naam", "vanaf", "toelichting")}
        inhoud, van = _get_begin(request, data["begin"], kop)
        versie = actions.register_catalogus(inhoud, kop=van, by=request.user, now=request.nu)
        return ga_naar_versie(versie)


def _get_begin(request: Verzoek, begin: str, kop: dict[str, Any]) -> tuple[Catalogus, Cataloguskop]:
    """The content to begin with, and what is said of the version."""
    soort, _, wet = begin.partition("-")
    if soort == NU:
        vorige = queries.get_geldige_versie(wet, today=request.vandaag)
        van = vorige.referentie if vorige else ""
        inhoud = queries.get_geldige_catalogus(wet, today=request.vandaag)
        return inhoud, Cataloguskop(wet=wet, vorige=vorige, referentie=van, **kop)
    if soort == LEEG:
        return Catalogus(get_standaardassen(), ()), Cataloguskop(wet=wet, **kop)
    referentie = get_referentie(begin)
    return referentie.catalogus, Cataloguskop(wet=referentie.wet, referentie=begin, **kop)


class VersieView(RolVereistMixin, View):
    """One version; `?met=` beside another, `?export=` as a file."""

    rollen = LEZERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        versie = get_versie(request, nummer)
        if request.GET.get("export", ""):
            return _export(request, versie)
        return _toon_versie(request, versie)


class VaststelView(RolVereistMixin, View):
    """A second person approves a version."""

    rollen = BEHEERDERS

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """From its first day its profiles hold; why not is told on the page."""
        check_regio(request.user)
        versie = get_versie(request, nummer)
        try:
            actions.approve_catalogus(versie, by=request.user, now=request.nu)
        except CatalogusNietMogelijk as fout:
            return _toon_versie(request, versie, fouten=fout.redenen)
        return ga_naar_versie(versie)


class IntrekView(RolVereistMixin, View):
    """Give up a concept."""

    rollen = BEHEERDERS

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """It stays to be read; why it cannot be withdrawn is told on the page."""
        check_regio(request.user)
        versie, form = get_versie(request, nummer), IntrekForm(request.POST)
        if not form.is_valid():
            return _toon_versie(request, versie, fouten=[_GEEN_REDEN], fout_kop=_NIET_INGETROKKEN)
        try:
            reden = form.cleaned_data["reden"]
            actions.withdraw_catalogus(versie, reden=reden, by=request.user, now=request.nu)
        except CatalogusNietMogelijk as fout:
            return _toon_versie(request, versie, fouten=fout.redenen, fout_kop=_NIET_INGETROKKEN)
        return ga_naar_versie(versie)


def list_versies(user: User) -> QuerySet[Catalogusversie]:
    """Those that this user may see."""
    return queries.list_catalogusversies(met_concepten=mag_beheren(user))


def get_versie(request: Verzoek, nummer: str) -> Catalogusversie:
    """The version of the address; 404 when this user may not see it."""
    return get_object_or_404(list_versies(request.user), nummer=nummer)


def ga_naar_versie(versie: Catalogusversie, *, plek: str = "") -> HttpResponseRedirect:
    """To the page of a version, at one of its parts."""
    return HttpResponseRedirect(reverse("profielen:versie", args=[versie.nummer]) + plek)


def _toon_nieuw(request: Verzoek, form: VersieForm) -> HttpResponse:
    context = {
        "form": form,
        "referenties": [(r, create_combinaties(r.catalogus)) for r in list_referenties()],
        "intensiteiten": [intensiteit.naam for intensiteit in INTENSITEITEN],
    }
    return render(request, "profielen/versie_nieuw.html", context, status=400 if form.is_bound else 200)


def _toon_versie(
    request: Verzoek,
    versie: Catalogusversie,
    *,
    fouten: list[str] | None = None,
    fout_kop: str = _NIET_VASTGESTELD,
) -> HttpResponse:
    andere = list_versies(request.user).filter(wet=versie.wet).exclude(pk=versie.pk)
    context = {
        "versie": versie,
        "catalogus": versie.get_catalogus(),
        "tabellen": [(tabel, "") for tabel in _list_tabellen(request, versie)],
        "andere": list(andere[:_EERSTE]),
        "met": request.GET.get("met", ""),
        "mag_ontwerpen": mag_ontwerpen(request.user),
        "fouten": fouten,
        "fout_kop": fout_kop,
        **_create_toets(request, versie),
    }
    return render(request, "profielen/versie.html", context, status=400 if fouten else 200)


def _create_toets(request: Verzoek, versie: Catalogusversie) -> dict[str, Any]:
    """What stands in the way of approving, for who may."""
    punten = queries.list_cataloguspunten(versie)
    return {
        "punten": [(punt, "fout" if punt.ernst == FOUT else "let_op") for punt in punten],
        "fouten_open": sum(1 for punt in punten if punt.ernst == FOUT),
        "mag_beheren": mag_beheren(request.user),
        "eigen": request.user.persoon_sleutel in versie.makers,
        "vandaag": request.vandaag,
        "verwijzingen": list_verwijzingen(request.user, "catalogusversie", versie.nummer),
        "intrekken": IntrekForm(),
    }


def _list_tabellen(request: Verzoek, versie: Catalogusversie) -> list[Cijfertabel]:
    tabellen = create_versietabellen(versie.get_catalogus())
    eerdere = list_versies(request.user).exclude(pk=versie.pk)
    eerder = eerdere.filter(nummer=request.GET.get("met", ""), wet=versie.wet).first()
    if eerder is not None:
        verschillen = queries.compare_catalogusversies(versie, eerder=eerder)
        tabellen.insert(0, create_verschiltabel(verschillen, eerder=eerder))
    return tabellen


def _export(request: Verzoek, versie: Catalogusversie) -> HttpResponse:
    soort, naam = request.GET["export"], f"profielen-{versie.nummer}"
    if soort == "json":
        kop = {"nummer": versie.nummer, "naam": versie.naam, "wet": versie.wet, "status": versie.status}
        data = kop | {"vanaf": versie.vanaf.isoformat()} | versie.inhoud
        tekst = json.dumps(data, ensure_ascii=False, indent=2)
        return _write_bestand(tekst.encode(), soort="application/json", naam=f"{naam}.json")
    if soort == "pdf":
        rapport = actions.render_catalogusrapport(versie, herkomst=list_herkomst(versie))
        return _write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
    tabellen = _list_tabellen(request, versie)
    gekozen = [t for t in tabellen if t.naam == request.GET.get("tabel", "")] or tabellen
    if soort == "xlsx":
        return write_werkboek(bladen={t.naam: t.list_export() for t in gekozen}, naam=naam)
    if soort != "csv":
        raise Http404("export")
    return write_csv(rijen=[rij for t in gekozen for rij in (*t.list_export(), [])], naam=naam)


def _write_bestand(inhoud: bytes, *, soort: str, naam: str) -> HttpResponse:
    return HttpResponse(
        inhoud, content_type=soort, headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


def list_herkomst(versie: Catalogusversie) -> list[str]:
    """Sentences on where a version is from and who stands for it."""
    zinnen = [f"Gemaakt door {versie.gemaakt_door} op {versie.gemaakt_at:%d-%m-%Y}."]
    if versie.vastgesteld_at:
        zinnen.append(f"Vastgesteld door {versie.vastgesteld_door} op {versie.vastgesteld_at:%d-%m-%Y}.")
    else:
        zinnen.append("Dit is een concept: het is nog niet vastgesteld.")
    if versie.vorige:
        zinnen.append(f"Begonnen met {versie.vorige.nummer}.")
    if versie.referentie:
        referentie = get_referentie(versie.referentie)
        zinnen.append(f"Eerste begin: {referentie.naam}. Bron: {referentie.bron}.")
    return zinnen
