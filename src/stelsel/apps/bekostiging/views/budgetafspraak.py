"""Amounts per aanbieder: the list, new proposals, and one gemeente and year with its lines."""

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

from ..actions.budgetafspraak import AfspraakNietMogelijk, change_afspraakregel, register_budgetafspraak
from ..actions.rapport import render_tabellenrapport
from ..forms.budgetafspraak import AfspraakForm, AfspraakregelForm
from ..models import Afspraakregel, Budgetafspraak
from ..permissions import BEGROTERS
from ..queries.begroting import GeenHistorie
from ..queries.budgetafspraak import list_afspraakregels, list_budgetafspraken
from ..tables.budgetafspraak import BudgetafspraakLijst, create_afspraaktabel, get_naam
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen


class BudgetafsprakenView(RolVereistMixin, LijstView):
    """The proposals that this user may see."""

    rollen = BEGROTERS
    template_name = "bekostiging/budgetafspraken.html"
    table_class = BudgetafspraakLijst
    titel = "Budgetafspraken"
    lead = "Wat een gemeente per aanbieder voor een jaar voorstelt en afspreekt, uit wat eerder is betaald."
    zoekvelden = ("nummer", "gemeente__naam", "gemaakt_door")
    zoek_uitleg = "Zoek op gemeente, nummer of maker"
    leeg_tekst = "Er is nog geen voorstel. Kies Nieuw voorstel om te beginnen."
    bestandsnaam = "budgetafspraken"

    def get_basis(self) -> QuerySet[Budgetafspraak]:
        """Of the own gemeente, or of all."""
        return list_budgetafspraken(self.request.user)


class NieuweBudgetafspraakView(RolVereistMixin, View):
    """Proposals from the years before."""

    rollen = BEGROTERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The form; next year is the usual one."""
        return _toon_nieuw(
            request, AfspraakForm(user=request.user, initial={"jaar": request.vandaag.year + 1})
        )

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the proposals; without history the page says what is missing."""
        form = AfspraakForm(request.POST, user=request.user)
        if form.is_valid():
            vraag, today = form.get_vraag(), request.vandaag
            try:
                afspraak = register_budgetafspraak(vraag, by=request.user, today=today, now=request.nu)
                return _ga_naar(afspraak)
            except GeenHistorie as fout:
                form.add_error(None, str(fout))
        return _toon_nieuw(request, form)


class BudgetafspraakView(RolVereistMixin, View):
    """One gemeente, law and year; `?export=` as a file."""

    rollen = BEGROTERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        afspraak = _get_afspraak(request, nummer)
        tabellen = [create_afspraaktabel(afspraak)]
        naam = f"budgetafspraak-{afspraak.nummer}"
        soort = request.GET.get("export", "")
        if soort in {"csv", "xlsx"}:
            return write_tabellen(tabellen, soort=soort, naam=naam)
        if soort:
            return _render_pdf(soort, afspraak, naam)
        context = {
            "afspraak": afspraak,
            "regels": [(regel, get_naam(regel)) for regel in list_afspraakregels(afspraak)],
            "herkomst": list_herkomst(afspraak),
            "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        }
        return render(request, "bekostiging/budgetafspraak.html", context)


class AfspraakregelView(RolVereistMixin, View):
    """One aanbieder: another amount, or that it was agreed."""

    rollen = BEGROTERS

    def get(self, request: Verzoek, nummer: str, pk: int) -> HttpResponse:
        """The form, filled in as the line is."""
        regel = get_object_or_404(_get_afspraak(request, nummer).regels.select_related("aanbieder"), pk=pk)
        return _toon_regel(request, regel, AfspraakregelForm(regel=regel))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str, pk: int) -> HttpResponse:
        """Change it, unless somebody else did so since; why not is told above the form."""
        afspraak = _get_afspraak(request, nummer)
        regel = get_object_or_404(afspraak.regels.select_related("aanbieder"), pk=pk)
        form = AfspraakregelForm(request.POST, regel=regel)
        if form.is_valid():
            try:
                change_afspraakregel(
                    regel,
                    **form.get_velden(),
                    by=request.user,
                    now=request.nu,
                    bewaak=lambda rij: ensure_ongewijzigd(request.POST, nu=AfspraakregelForm(regel=rij)),
                )
                return _ga_naar(afspraak)
            except AfspraakNietMogelijk as fout:
                form.add_error(None, str(fout))
            except TussentijdsGewijzigd as fout:
                form = AfspraakregelForm(fout.samenloop.data, regel=regel)
                return _toon_regel(request, regel, form, samenloop=fout.samenloop)
        return _toon_regel(request, regel, form)


def _toon_regel(
    request: Verzoek, regel: Afspraakregel, form: AfspraakregelForm, *, samenloop: Samenloop | None = None
) -> HttpResponse:
    begin = (VELD, render_begin(form))
    context = {"regel": regel, "naam": get_naam(regel), "form": form, "begin": begin, "samenloop": samenloop}
    status = 409 if samenloop else 400 if form.is_bound else 200
    return render(request, "bekostiging/afspraakregel.html", context, status=status)


def _get_afspraak(request: Verzoek, nummer: str) -> Budgetafspraak:
    return get_object_or_404(list_budgetafspraken(request.user), nummer=nummer)


def _ga_naar(afspraak: Budgetafspraak) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:budgetafspraak", args=[afspraak.nummer]))


def _toon_nieuw(request: Verzoek, form: AfspraakForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "bekostiging/budgetafspraak_nieuw.html", {"form": form}, status=status)


def list_herkomst(afspraak: Budgetafspraak) -> list[str]:
    """Where the figures come from, in sentences."""
    grond = afspraak.grondslag
    bronnen = ", ".join(f"{bron} tot en met {dag}" for bron, dag in grond["bronnen"])
    delen = zip(grond["jaren"], grond["gewichten"], grond["indices"], strict=True)
    jaren = "; ".join(f"{j} telt voor {g} met index {i}" for j, g, i in delen).replace(".", ",")
    return [
        f"Gemaakt door {afspraak.gemaakt_door} op {afspraak.gemaakt_at:%d-%m-%Y}.",
        f"Gegevens: goedgekeurde declaratieregels; bron {bronnen}; versie {grond['lakeversie']}.",
        f"Jaren: {jaren}. Groei van de bevolking: {grond['groei']} %.",
    ]


def _render_pdf(soort: str, afspraak: Budgetafspraak, naam: str) -> HttpResponse:
    if soort != "pdf":
        raise Http404("export")
    rapport = render_tabellenrapport(
        titel=f"Budgetafspraken {afspraak.jaar}: {afspraak.gemeente}, {afspraak.get_wet_display()}",
        antwoord="Het voorstel per aanbieder en wat daarvan is afgesproken.",
        herkomst=list_herkomst(afspraak),
        tabellen=list_rapportdelen([create_afspraaktabel(afspraak)]),
        now=afspraak.gemaakt_at,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
