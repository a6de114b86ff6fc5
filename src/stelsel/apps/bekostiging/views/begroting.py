"""Begrotingen: the versions, a new one from history and prices, its lines overruled, and approved."""

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
from stelsel.apps.web.render.lijst import LijstView
from stelsel.apps.web.render.samenloop import (
    VELD,
    Samenloop,
    TussentijdsGewijzigd,
    ensure_ongewijzigd,
    render_begin,
)

from ..actions.begroting import (
    BegrotingNietMogelijk,
    approve_begroting,
    change_begrotingsregel,
    create_begrotingsregel,
    register_begroting,
)
from ..actions.rapport import render_tabellenrapport
from ..filters import BegrotingFilter
from ..forms.begroting import BegrotingForm, EigenRegelForm, RegelForm
from ..models import Begroting, Begrotingsregel
from ..permissions import BEGROTERS, BEGROTINGLEZERS, VASTSTELLERS
from ..queries.begroting import (
    Begrotingsbeeld,
    GeenHistorie,
    get_begrotingsbeeld,
    list_begrotingen,
)
from ..tables.begroting import BegrotingLijst, create_begrotingstabellen
from ..tables.cellen import in_hele_euro
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen

_VASTSTELLEN = "vaststellen"


class BegrotingenView(RolVereistMixin, LijstView):
    """The versions that this user may see."""

    rollen = BEGROTINGLEZERS
    template_name = "bekostiging/begrotingen.html"
    table_class = BegrotingLijst
    filterset_class = BegrotingFilter
    titel = "Begrotingen"
    lead = "Hoeveel hulp een gemeente in een jaar verwacht, tegen welke prijs. Elke versie blijft bewaard."
    zoekvelden = ("nummer", "gemeente__naam", "gemaakt_door")
    zoek_uitleg = "Zoek op gemeente, nummer of maker"
    leeg_tekst = "Er is nog geen begroting. Kies Nieuwe begroting om te beginnen."
    bestandsnaam = "begrotingen"

    def get_basis(self) -> QuerySet[Begroting]:
        """Of the own gemeente, or of all."""
        return list_begrotingen(self.request.user)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With whether this user may make one."""
        return super().get_context_data(mag_maken=self.request.user.rol in BEGROTERS, **kwargs)


class NieuweBegrotingView(RolVereistMixin, View):
    """A proposal from the years before and the prices of a book."""

    rollen = BEGROTERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The form; next year is the usual one."""
        begin = {"jaar": request.vandaag.year + 1, "wet": "jw", "methode": "trend", "prijsstijging": 0}
        return _toon_nieuw(request, BegrotingForm(user=request.user, initial=begin))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the proposal as a concept; without history the page says what is missing."""
        form = BegrotingForm(request.POST, user=request.user)
        if form.is_valid():
            toelichting = form.cleaned_data["toelichting"]
            keuze, today = form.get_keuze(), request.vandaag
            try:
                begroting = register_begroting(
                    keuze, toelichting=toelichting, by=request.user, today=today, now=request.nu
                )
                return _ga_naar(begroting)
            except GeenHistorie as fout:
                form.add_error(None, str(fout))
        return _toon_nieuw(request, form)


class BegrotingView(RolVereistMixin, View):
    """One version; `?export=` as a file; a post adds a line or approves."""

    rollen = BEGROTINGLEZERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        begroting = _get_begroting(request, nummer)
        if soort := request.GET.get("export", ""):
            return _export(soort, get_begrotingsbeeld(begroting))
        return _toon(request, begroting, form=EigenRegelForm())

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """A second person approves, or a maker adds a line; why not is told on the page."""
        begroting = _get_begroting(request, nummer)
        form = EigenRegelForm(None if request.POST.get("daad") == _VASTSTELLEN else request.POST)
        try:
            if not form.is_bound and request.user.rol in VASTSTELLERS:
                approve_begroting(begroting, by=request.user, now=request.nu)
            elif request.user.rol in BEGROTERS and form.is_valid():
                velden = form.get_velden()
                create_begrotingsregel(begroting, **velden, by=request.user, now=request.nu)
            else:
                return _toon(request, begroting, form=form, status=400)
        except BegrotingNietMogelijk as fout:
            return _toon(request, begroting, form=form, fout=str(fout), status=400)
        return _ga_naar(begroting)


class BegrotingsregelView(RolVereistMixin, View):
    """One line: what was proposed, and another volume, price or amount with a reason."""

    rollen = BEGROTERS

    def get(self, request: Verzoek, nummer: str, pk: int) -> HttpResponse:
        """The form, filled in as the line is."""
        regel = get_object_or_404(_get_begroting(request, nummer).regels, pk=pk)
        return _toon_regel(request, regel, RegelForm(regel=regel))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str, pk: int) -> HttpResponse:
        """Overrule it, unless somebody else did so since the form was opened."""
        begroting = _get_begroting(request, nummer)
        regel = get_object_or_404(begroting.regels, pk=pk)
        form = RegelForm(request.POST, regel=regel)
        if form.is_valid():
            try:
                change_begrotingsregel(
                    regel,
                    wens=form.get_wens(),
                    by=request.user,
                    now=request.nu,
                    bewaak=lambda rij: ensure_ongewijzigd(request.POST, nu=RegelForm(regel=rij)),
                )
                return _ga_naar(begroting)
            except BegrotingNietMogelijk as fout:
                form.add_error(None, str(fout))
            except TussentijdsGewijzigd as fout:
                form = RegelForm(fout.samenloop.data, regel=regel)
                return _toon_regel(request, regel, form, samenloop=fout.samenloop)
        return _toon_regel(request, regel, form)


def _toon_regel(
    request: Verzoek, regel: Begrotingsregel, form: RegelForm, *, samenloop: Samenloop | None = None
) -> HttpResponse:
    begin = (VELD, render_begin(form))
    context = {"regel": regel, "form": form, "begin": begin, "samenloop": samenloop}
    status = 409 if samenloop else 400 if form.is_bound else 200
    return render(request, "bekostiging/begrotingsregel.html", context, status=status)


def _get_begroting(request: Verzoek, nummer: str) -> Begroting:
    return get_object_or_404(list_begrotingen(request.user), nummer=nummer)


def _ga_naar(begroting: Begroting) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:begroting", args=[begroting.nummer]))


def _toon_nieuw(request: Verzoek, form: BegrotingForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "bekostiging/begroting_nieuw.html", {"form": form}, status=status)


def _toon(
    request: Verzoek, begroting: Begroting, *, form: EigenRegelForm, fout: str = "", status: int = 200
) -> HttpResponse:
    beeld = get_begrotingsbeeld(begroting)
    tabellen = create_begrotingstabellen(beeld)
    concept = begroting.status == Begroting.Status.CONCEPT
    context = {
        "beeld": beeld,
        "begroting": begroting,
        "antwoord": create_antwoord(beeld),
        "herkomst": list_herkomst(begroting),
        "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        "mag_wijzigen": concept and request.user.rol in BEGROTERS,
        "mag_vaststellen": concept and request.user.rol in VASTSTELLERS and not request.user.regio,
        "form": form,
        "fout": fout,
    }
    return render(request, "bekostiging/begroting.html", context, status=status)


def create_antwoord(beeld: Begrotingsbeeld) -> str:
    """The answer in one or two sentences."""
    begroting = beeld.begroting
    zin = (
        f"{begroting.gemeente} verwacht in {begroting.jaar} {in_hele_euro(beeld.totaal)} uit te geven voor "
        f"de {begroting.get_wet_display()}."
    )
    if beeld.band is None:
        return f"{zin} Hoe zeker dat is, kunnen wij niet zeggen: daarvoor zijn er te weinig jaren bekend."
    laag, hoog = beeld.band
    return f"{zin} In 8 van de 10 jaren ligt het tussen {in_hele_euro(laag)} en {in_hele_euro(hoog)}."


def list_herkomst(begroting: Begroting) -> list[str]:
    """Where the figures come from, in sentences."""
    grond = begroting.grondslag
    jaren = ", ".join(str(jaar) for jaar in grond["jaren"])
    bronnen = ", ".join(f"{bron} tot en met {dag}" for bron, dag in grond["bronnen"])
    groei = f"{100 * (grond['groei'] - 1):+.1f} %".replace(".", ",")
    zinnen = [
        f"Gemaakt door {begroting.gemaakt_door} op {begroting.gemaakt_at:%d-%m-%Y}.",
        f"Gegevens: goedgekeurde declaratieregels van {jaren}; bron {bronnen}; versie {grond['lakeversie']}.",
        f"Alle producten samen veranderden {groei} per jaar, bij gelijke prijzen.",
    ]
    if begroting.boek is not None:
        zinnen.append(f"Prijzen uit tarievenboek {begroting.boek.nummer} ({begroting.boek.naam}).")
    if begroting.vastgesteld_at:
        zinnen.append(
            f"Vastgesteld door {begroting.vastgesteld_door} op {begroting.vastgesteld_at:%d-%m-%Y}."
        )
    else:
        zinnen.append("Dit is een concept: deze begroting is nog niet vastgesteld.")
    return zinnen


def _export(soort: str, beeld: Begrotingsbeeld) -> HttpResponse:
    begroting, tabellen = beeld.begroting, create_begrotingstabellen(beeld)
    naam = f"begroting-{begroting.nummer}"
    if soort in {"csv", "xlsx"}:
        return write_tabellen(tabellen, soort=soort, naam=naam)
    if soort != "pdf":
        raise Http404("export")
    rapport = render_tabellenrapport(
        titel=f"Begroting {begroting.jaar}: {begroting.gemeente}, {begroting.get_wet_display()}",
        antwoord=create_antwoord(beeld),
        herkomst=list_herkomst(begroting),
        tabellen=list_rapportdelen(tabellen),
        now=begroting.vastgesteld_at or begroting.gemaakt_at,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
