"""Cost surveys: the list, a new one, and one with what came out, for its holder and for who was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from stelsel.domein.bekostiging.kostprijs import KostprijsFout
from stelsel.domein.bekostiging.onderzoeksprijs import GeenPrijs

from .. import actions, queries
from ..actions import OnderzoekNietMogelijk
from ..forms import BesluitForm, OnderzoekForm, OnderzoeksprijsForm, UitkomstForm
from ..models import Kostprijsonderzoek, Onderzoeksuitkomst, is_onderzoeker
from ..permissions import ONDERZOEKERS, ONDERZOEKLEZERS, check_onderzoeker
from ..tables import Cijfertabel, KostprijsonderzoekLijst
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen
from .onderzoekstabellen import list_bureautabellen, list_publiektabellen, render_antwoord

_EERSTE_FUNCTIES = (
    "MBO: begeleiders op mbo-niveau\nHBO: begeleiders en behandelaren op hbo-niveau\n"
    "WO: behandelaren op universitair niveau"
)


class KostprijsonderzoekenView(RolVereistMixin, LijstView):
    """The surveys that this user may see."""

    rollen = ONDERZOEKLEZERS
    template_name = "bekostiging/kostprijsonderzoeken.html"
    table_class = KostprijsonderzoekLijst
    titel = "Kostprijsonderzoeken"
    lead = "Wat hulp aanbieders kost, volgens henzelf. De regio vraagt het uit en publiceert percentielen."
    zoekvelden = ("nummer", "naam")
    zoek_uitleg = "Zoek op naam of nummer"
    leeg_tekst = "Er is voor u nog geen kostprijsonderzoek."
    bestandsnaam = "kostprijsonderzoeken"

    def get_basis(self) -> QuerySet[Kostprijsonderzoek]:
        """Of the region, and for an aanbieder those that asked it."""
        return queries.list_onderzoeken(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether this user may set one up."""
        return super().get_context_data(houdt=is_onderzoeker(self.request.user), **kwargs)


class NieuwKostprijsonderzoekView(RolVereistMixin, View):
    """Set up a survey: what, of whom, when."""

    rollen = ONDERZOEKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The form, with the usual functies."""
        check_onderzoeker(request.user)
        jaar = request.vandaag.year - 1
        begin = {"prijsjaar": jaar, "wet": "jw", "functies": _EERSTE_FUNCTIES, "wie": "betaald"}
        return _toon_nieuw(request, OnderzoekForm(initial=begin, today=request.vandaag))

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep it as a concept."""
        check_onderzoeker(request.user)
        form = OnderzoekForm(request.POST, today=request.vandaag)
        if not form.is_valid():
            return _toon_nieuw(request, form)
        onderzoek = actions.create_onderzoek(
            form.cleaned_data["kop"],
            aanbieders=form.cleaned_data["aanbieders"],
            by=request.user,
            now=request.nu,
        )
        return _ga_naar(onderzoek)


class KostprijsonderzoekView(RolVereistMixin, View):
    """One survey; `?export=` takes the published tables along, `?bureau=csv|xlsx` those of its holder."""

    rollen = ONDERZOEKLEZERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        onderzoek = get_onderzoek(request, nummer)
        if request.GET.get("export", ""):
            return _export(request, onderzoek, request.GET["export"])
        if request.GET.get("bureau", ""):
            return _export_bureau(request, onderzoek, request.GET["bureau"])
        return _toon(request, onderzoek)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Its holder opens, closes, makes the outcome, approves it or makes a cost price of it."""
        onderzoek = get_onderzoek(request, nummer)
        check_onderzoeker(request.user)
        handeling = _HANDELINGEN.get(request.POST.get("handeling", ""))
        if handeling is None:
            return _toon(request, onderzoek, fout="Kies wat u wilt doen.")
        try:
            return handeling(request, onderzoek)
        except (OnderzoekNietMogelijk, GeenPrijs, KostprijsFout) as fout:
            return _toon(request, onderzoek, fout=str(fout))


def get_onderzoek(request: Verzoek, nummer: str) -> Kostprijsonderzoek:
    """The survey, or 404 for who may not know of it."""
    return get_object_or_404(queries.list_onderzoeken(request.user), nummer=nummer)


def _open(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    actions.change_status(onderzoek, naar="open", by=request.user, now=request.nu)
    return _ga_naar(onderzoek)


def _close(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    actions.change_status(onderzoek, naar="gesloten", by=request.user, now=request.nu)
    return _ga_naar(onderzoek)


def _create_uitkomst(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    form = UitkomstForm(request.POST, today=request.vandaag)
    if not form.is_valid():
        return _toon(request, onderzoek, form=form)
    actions.create_uitkomst(
        onderzoek, **form.cleaned_data, by=request.user, today=request.vandaag, now=request.nu
    )
    return _ga_naar(onderzoek)


def _approve(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    form = BesluitForm(request.POST)
    if not form.is_valid():
        return _toon(request, onderzoek, form=form)
    uitkomst = _get_uitkomst(onderzoek)
    actions.approve_uitkomst(
        uitkomst, **form.cleaned_data, by=request.user, today=request.vandaag, now=request.nu
    )
    return _ga_naar(onderzoek)


def _create_prijs(request: Verzoek, onderzoek: Kostprijsonderzoek) -> HttpResponse:
    form = OnderzoeksprijsForm(request.POST)
    if not form.is_valid():
        return _toon(request, onderzoek, form=form)
    berekening = actions.create_onderzoeksprijs(
        _get_uitkomst(onderzoek), **form.cleaned_data, by=request.user, now=request.nu
    )
    return HttpResponseRedirect(reverse("bekostiging:kostprijs", args=[berekening.nummer]))


_HANDELINGEN: dict[str, Callable[[Verzoek, Kostprijsonderzoek], HttpResponse]] = {
    "openen": _open,
    "sluiten": _close,
    "uitkomst": _create_uitkomst,
    "vaststellen": _approve,
    "kostprijs": _create_prijs,
}


def _get_uitkomst(onderzoek: Kostprijsonderzoek) -> Onderzoeksuitkomst:
    uitkomst = queries.get_laatste_uitkomst(onderzoek)
    if uitkomst is None:
        raise OnderzoekNietMogelijk("Er is nog geen uitkomst.")
    return uitkomst


def _ga_naar(onderzoek: Kostprijsonderzoek) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:kostprijsonderzoek", args=[onderzoek.nummer]))


def _toon_nieuw(request: Verzoek, form: OnderzoekForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return render(request, "bekostiging/kostprijsonderzoek_nieuw.html", {"form": form}, status=status)


def _toon(
    request: Verzoek, onderzoek: Kostprijsonderzoek, *, fout: str = "", form: Any = None
) -> HttpResponse:
    uitkomst = queries.get_laatste_uitkomst(onderzoek)
    tabellen = list_publiektabellen(request, onderzoek, uitkomst=uitkomst)
    context = {
        "form": form,
        "onderzoek": onderzoek,
        "uitkomst": uitkomst,
        "antwoord": render_antwoord(onderzoek, uitkomst),
        "aanbieders": queries.get_regels(request.vandaag).aanbieders,
        "fouten": fout.splitlines(),
        "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        "reacties": queries.list_zienswijzen(request.user, onderzoek).count(),
    }
    if is_onderzoeker(request.user):
        context |= _create_bureau(request, onderzoek, uitkomst, form)
    status = 400 if fout or form else 200
    return render(request, "bekostiging/kostprijsonderzoek.html", context, status=status)


def _create_bureau(
    request: Verzoek, onderzoek: Kostprijsonderzoek, uitkomst: Onderzoeksuitkomst | None, form: Any
) -> dict[str, Any]:
    """What only the holder of the survey sees."""
    deelnemers = onderzoek.deelnemers.select_related("aanbieder").order_by("aanbieder__naam")
    return {
        "houdt": True,
        "bureau": [(tabel, "") for tabel in list_bureautabellen(request, onderzoek)],
        "deelnemers": list(deelnemers),
        "formulieren": _create_formulieren(request, onderzoek, uitkomst, form),
    }


def _create_formulieren(
    request: Verzoek, onderzoek: Kostprijsonderzoek, uitkomst: Onderzoeksuitkomst | None, form: Any
) -> dict[str, Any]:
    """The forms that belong to this moment, each under the word of its act; a form with faults instead of an
    empty one."""
    Status = Kostprijsonderzoek.Status
    leeg: dict[str, Any] = {}
    if onderzoek.status in {Status.GESLOTEN, Status.HOOR}:
        leeg["uitkomst"] = UitkomstForm(today=request.vandaag)
    if onderzoek.status == Status.HOOR and uitkomst is not None:
        leeg["vaststellen"] = BesluitForm()
    if onderzoek.status == Status.VASTGESTELD:
        leeg["kostprijs"] = OnderzoeksprijsForm(initial={"naam": onderzoek.naam})
    return {naam: form if isinstance(form, type(kaal)) else kaal for naam, kaal in leeg.items()}


def _export(request: Verzoek, onderzoek: Kostprijsonderzoek, soort: str) -> HttpResponse:
    uitkomst = queries.get_laatste_uitkomst(onderzoek)
    tabellen = list_publiektabellen(request, onderzoek, uitkomst=uitkomst)
    naam = f"kostprijsonderzoek-{onderzoek.nummer}"
    if uitkomst is None or soort not in {"csv", "xlsx", "pdf"}:
        raise Http404("export")
    if soort != "pdf":
        return write_tabellen(tabellen, soort=soort, naam=naam)
    rapport = actions.render_vergelijkrapport(
        titel=f"Kostprijsonderzoek {onderzoek.nummer}: {onderzoek.naam}",
        antwoord=render_antwoord(onderzoek, uitkomst),
        herkomst=_list_herkomst(onderzoek, uitkomst),
        tabellen=list_rapportdelen(tabellen),
        now=uitkomst.gemaakt_at,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")


def _export_bureau(request: Verzoek, onderzoek: Kostprijsonderzoek, soort: str) -> HttpResponse:
    """What single aanbieders gave: for its holder only, under a name that says so."""
    check_onderzoeker(request.user)
    if soort not in {"csv", "xlsx"}:
        raise Http404("export")
    tabellen: list[Cijfertabel] = list_bureautabellen(request, onderzoek)
    return write_tabellen(tabellen, soort=soort, naam=f"vertrouwelijk-{onderzoek.nummer}")


def _list_herkomst(onderzoek: Kostprijsonderzoek, uitkomst: Onderzoeksuitkomst) -> list[str]:
    """Sentences on where the figures are from and who stands for them."""
    zinnen = [
        f"Uitkomst {uitkomst.versie}, van {uitkomst.gemaakt_door} op {uitkomst.gemaakt_at:%d-%m-%Y}.",
        f"Opgaven van {onderzoek.vandatum:%d-%m-%Y} tot en met {onderzoek.totdatum:%d-%m-%Y}, "
        f"prijzen van {onderzoek.prijsjaar}.",
    ]
    if uitkomst.vastgesteld_at:
        zinnen.append(
            f"Vastgesteld door {uitkomst.vastgesteld_door} op {uitkomst.vastgesteld_at:%d-%m-%Y}: "
            f"{uitkomst.besluit}"
        )
    else:
        zinnen.append(f"Dit is een concept: aanbieders reageren tot en met {uitkomst.hoor_tot:%d-%m-%Y}.")
    return zinnen
