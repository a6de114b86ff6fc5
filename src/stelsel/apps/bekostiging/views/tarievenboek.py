"""Books of tarieven: the versions, one read in, one with tables and files, one indexed to another year."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_xlsx
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.bekostiging.tarievenboek import TarievenboekFout

from .. import actions, queries
from ..actions import VaststellenNietMogelijk
from ..filters import TarievenboekFilter
from ..forms import PGB_KLASSEN, BoekForm, IndexeerForm
from ..models import Tarievenboek
from ..permissions import TARIEFMAKERS
from ..queries import Boekbeeld
from ..tables import (
    Cijfertabel,
    TarievenboekLijst,
    create_boektabellen,
    create_boekverschil,
    create_sjabloon,
)
from .bestanden import list_rapportdelen, write_bestand, write_tabellen

_EERSTE = 50


class TarievenboekenView(RolVereistMixin, LijstView):
    """The versions that this user may see."""

    rollen = TARIEFMAKERS
    template_name = "bekostiging/tarievenboeken.html"
    table_class = TarievenboekLijst
    filterset_class = TarievenboekFilter
    titel = "Tarievenboeken"
    lead = "Wat wij per product en profiel betalen. Elke versie blijft zoals zij is, met wie en wanneer."
    zoekvelden = ("nummer", "naam", "gemaakt_door")
    zoek_uitleg = "Zoek op naam, nummer of maker"
    leeg_tekst = "Er is nog geen tarievenboek. Kies Inlezen om te beginnen."
    bestandsnaam = "tarievenboeken"

    def get_basis(self) -> QuerySet[Tarievenboek]:
        """Of the region, and of the own gemeente."""
        return queries.list_tarievenboeken(self.request.user)


class NieuwTarievenboekView(RolVereistMixin, View):
    """Read in a file; `?sjabloon=wmo|jw` gives one to fill in."""

    rollen = TARIEFMAKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The form, or the file to fill in."""
        jaar = request.vandaag.year + 1
        if wet := request.GET.get("sjabloon", ""):
            rijen = create_sjabloon(queries.list_sjabloonregels(wet), jaar=jaar)
            return write_xlsx(rijen=rijen, naam=f"tarieven-{jaar}")
        return _toon_nieuw(request, BoekForm(user=request.user, initial={"prijspeil": jaar}))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the book as a concept; what is wrong is told above the form, line by line."""
        form = BoekForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return _toon_nieuw(request, form)
        data = form.cleaned_data
        boek = actions.register_tarievenboek(data["regels"], kop=data["kop"], by=request.user, now=request.nu)
        return _ga_naar(boek)


class TarievenboekView(RolVereistMixin, View):
    """One version; `?met=` beside another, `?export=` as a file; a post approves it."""

    rollen = TARIEFMAKERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        boek = _get_boek(request, nummer)
        if request.GET.get("export", ""):
            beeld = queries.get_boekbeeld(boek, today=request.vandaag)
            return _export(request.GET["export"], beeld, _list_tabellen(request, beeld))
        return _toon_boek(request, boek)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """A second person approves; why not is told on the page."""
        boek = _get_boek(request, nummer)
        try:
            actions.approve_tarievenboek(boek, by=request.user, now=request.nu)
        except VaststellenNietMogelijk as fout:
            return _toon_boek(request, boek, fout=str(fout))
        return _ga_naar(boek)


class IndexeerView(RolVereistMixin, View):
    """A new version in the prices of a later year."""

    rollen = TARIEFMAKERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The choice of year and method."""
        boek = _get_boek(request, nummer)
        return _toon_indexeren(request, boek, IndexeerForm(boek=boek))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Keep the indexed book as a concept."""
        boek = _get_boek(request, nummer)
        form = IndexeerForm(request.POST, boek=boek)
        if form.is_valid():
            velden = {naam: form.cleaned_data[naam] for naam in ("stappen", "naam", "toelichting")}
            try:
                nieuw = actions.index_tarievenboek(boek, **velden, by=request.user, now=request.nu)
                return _ga_naar(nieuw)
            except TarievenboekFout as fout:
                form.add_error(None, str(fout))
        return _toon_indexeren(request, boek, form)


def _get_boek(request: Verzoek, nummer: str) -> Tarievenboek:
    return get_object_or_404(queries.list_tarievenboeken(request.user), nummer=nummer)


def _ga_naar(boek: Tarievenboek) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:tarievenboek", args=[boek.nummer]))


def _toon_nieuw(request: Verzoek, form: BoekForm) -> HttpResponse:
    context = {"form": form}
    return render(
        request, "bekostiging/tarievenboek_nieuw.html", context, status=400 if form.is_bound else 200
    )


def _toon_indexeren(request: Verzoek, boek: Tarievenboek, form: IndexeerForm) -> HttpResponse:
    context = {"form": form, "boek": boek}
    return render(
        request, "bekostiging/tarievenboek_index.html", context, status=400 if form.is_bound else 200
    )


def _toon_boek(request: Verzoek, boek: Tarievenboek, *, fout: str = "") -> HttpResponse:
    beeld = queries.get_boekbeeld(boek, today=request.vandaag)
    andere = queries.list_tarievenboeken(request.user).filter(wet=boek.wet).exclude(pk=boek.pk)
    context = {
        "boek": boek,
        "beeld": beeld,
        "antwoord": create_boekantwoord(beeld),
        "tabellen": [(tabel, "") for tabel in _list_tabellen(request, beeld)],
        "andere": list(andere[:_EERSTE]),
        "met": request.GET.get("met", ""),
        "eigen": boek.gemaakt_persoon == request.user.persoon_sleutel,
        "fout": fout,
        "fouten": fout.splitlines(),
    }
    return render(request, "bekostiging/tarievenboek.html", context, status=400 if fout else 200)


def _list_tabellen(request: Verzoek, beeld: Boekbeeld) -> list[Cijfertabel]:
    tabellen = create_boektabellen(beeld, pgb_namen=PGB_KLASSEN)
    boeken = queries.list_tarievenboeken(request.user).exclude(pk=beeld.boek.pk)
    eerder = boeken.filter(nummer=request.GET.get("met", ""), wet=beeld.boek.wet).first()
    if eerder is not None:
        verschillen = queries.compare_tarievenboeken(beeld.boek, eerder=eerder)
        tabellen.append(create_boekverschil(verschillen, eerder=eerder))
    return tabellen


def create_boekantwoord(beeld: Boekbeeld) -> str:
    """The answer in one or two sentences."""
    aantal = len(beeld.regels)
    zin = f"{aantal} {'tarief' if aantal == 1 else 'tarieven'} in prijzen van {beeld.boek.prijspeil}."
    if not beeld.getoetst:
        return f"{zin} Geen daarvan is getoetst aan een kostprijs."
    laag = len(beeld.te_laag)
    oordeel = "elk daarvan dekt de kostprijs" if not laag else f"{laag} daarvan ligt onder de kostprijs"
    if laag > 1:
        oordeel = f"{laag} daarvan liggen onder de kostprijs"
    return f"{zin} {beeld.getoetst} getoetst: {oordeel}."


def _export(soort: str, beeld: Boekbeeld, tabellen: list[Cijfertabel]) -> HttpResponse:
    naam = f"tarievenboek-{beeld.boek.nummer}"
    if soort in {"csv", "xlsx"}:
        return write_tabellen(tabellen, soort=soort, naam=naam)
    if soort != "pdf":
        raise Http404("export")
    rapport = actions.render_vergelijkrapport(
        titel=f"Tarievenboek {beeld.boek.nummer}: {beeld.boek.naam}",
        antwoord=create_boekantwoord(beeld),
        herkomst=_list_herkomst(beeld.boek),
        tabellen=list_rapportdelen(tabellen),
        now=beeld.boek.gemaakt_at,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")


def _list_herkomst(boek: Tarievenboek) -> list[str]:
    """Sentences on where a book is from and who stands for it."""
    zinnen = [f"Gemaakt door {boek.gemaakt_door} op {boek.gemaakt_at:%d-%m-%Y}."]
    if boek.vastgesteld_at:
        zinnen.append(f"Vastgesteld door {boek.vastgesteld_door} op {boek.vastgesteld_at:%d-%m-%Y}.")
    else:
        zinnen.append("Dit is een concept: het is nog niet vastgesteld.")
    if boek.vorige:
        zinnen.append(f"Geïndexeerd uit {boek.vorige.nummer}.")
    if boek.bestand:
        zinnen.append(f"Ingelezen uit {boek.bestand}.")
    return zinnen
