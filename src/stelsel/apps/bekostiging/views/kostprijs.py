"""What an hour of help costs: versions, a new one, and one with its pictures, tables and files."""

from __future__ import annotations

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
from stelsel.domein.bekostiging.kostprijs import rond_tarief
from stelsel.domein.bekostiging.kostprijsinvoer import parse_kostprijs
from stelsel.kern.bedrag import in_euro

from .. import actions, queries
from ..forms import BestandForm, VeldenForm, create_begin
from ..models import Kostprijsberekening
from ..permissions import KOSTPRIJSMAKERS
from ..queries import Kostprijsbeeld
from ..tables import Cijfertabel, KostprijsLijst, create_tabellen
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen


class KostprijzenView(RolVereistMixin, LijstView):
    """The versions that this user may see."""

    rollen = KOSTPRIJSMAKERS
    template_name = "bekostiging/kostprijzen.html"
    table_class = KostprijsLijst
    titel = "Kostprijzen"
    lead = (
        "Wat een uur hulp kost, van salaris tot tarief. Elke berekening blijft bewaard, met wie en wanneer."
    )
    zoekvelden = ("nummer", "naam", "gemaakt_door")
    zoek_uitleg = "Zoek op naam, nummer of maker"
    leeg_tekst = "Er is nog geen kostprijs berekend. Kies Nieuwe berekening om te beginnen."
    bestandsnaam = "kostprijzen"

    def get_basis(self) -> QuerySet[Kostprijsberekening]:
        """Of the region, and of the own gemeente."""
        return queries.list_kostprijzen(self.request.user)


class NieuweKostprijsView(RolVereistMixin, View):
    """Fill in, or give TOML (`?vorm=toml`); `?van=` starts from an earlier version."""

    rollen = KOSTPRIJSMAKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """Empty, usual values, or those of the earlier version."""
        vorige = _get_vorige(request, request.GET.get("van", ""))
        begin = create_begin(parse_kostprijs(vorige.invoer) if vorige else None, today=request.vandaag)
        kop = {"naam": vorige.naam, "wet": vorige.wet} if vorige else {"wet": Kostprijsberekening.Wet.WMO}
        if begin is None or request.GET.get("vorm") == "toml":
            tekst = vorige.invoer if vorige else ""
            return _toon_formulier(request, BestandForm(initial={**kop, "tekst": tekst}), vorige)
        return _toon_formulier(request, VeldenForm(initial={**begin, **kop}, today=request.vandaag), vorige)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Compute and keep; what is wrong is told above the form."""
        vorige = _get_vorige(request, request.POST.get("van", ""))
        if request.POST.get("vorm") == "toml":
            form: BestandForm | VeldenForm = BestandForm(request.POST, request.FILES)
        else:
            form = VeldenForm(request.POST, today=request.vandaag)
        if not form.is_valid():
            return _toon_formulier(request, form, vorige)
        velden = {naam: form.cleaned_data[naam] for naam in ("naam", "toelichting", "wet", "invoer")}
        berekening = actions.register_kostprijs(**velden, vorige=vorige, by=request.user, now=request.nu)
        return HttpResponseRedirect(reverse("bekostiging:kostprijs", args=[berekening.nummer]))


class KostprijsView(RolVereistMixin, View):
    """One version; `?functie=` for the pictures, `?met=` beside another, `?export=` as a file."""

    rollen = KOSTPRIJSMAKERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        rijen = queries.list_kostprijzen(request.user)
        berekening = get_object_or_404(rijen, nummer=nummer)
        beeld = queries.get_beeld(berekening)
        eerder = rijen.filter(nummer=request.GET.get("met", "")).first()
        verschil = queries.compare_versies(berekening, eerder=eerder) if eerder else None
        functie = beeld.get_tarief(request.GET.get("functie", "")).naam
        tabellen = create_tabellen(beeld, functie=functie, verschil=verschil)
        if request.GET.get("export", ""):
            return _export(request.GET["export"], berekening, beeld, tabellen)
        context = _create_context(berekening, beeld, tabellen, list(rijen.exclude(pk=berekening.pk)[:50]))
        return render(
            request,
            "bekostiging/kostprijs.html",
            context | {"functie": functie, "met": eerder.nummer if eerder else ""},
        )


def _get_vorige(request: Verzoek, nummer: str) -> Kostprijsberekening | None:
    if not nummer:
        return None
    return get_object_or_404(queries.list_kostprijzen(request.user), nummer=nummer)


def _toon_formulier(
    request: Verzoek, form: BestandForm | VeldenForm, vorige: Kostprijsberekening | None
) -> HttpResponse:
    context = {
        "form": form,
        "vorige": vorige,
        "vorm": "toml" if isinstance(form, BestandForm) else "velden",
    }
    return render(request, "bekostiging/kostprijs_nieuw.html", context, status=400 if form.is_bound else 200)


def _create_context(
    berekening: Kostprijsberekening,
    beeld: Kostprijsbeeld,
    tabellen: list[Cijfertabel],
    andere: list[Kostprijsberekening],
) -> dict[str, Any]:
    nu = queries.create_uitkomst(beeld.kostprijs)
    return {
        "berekening": berekening,
        "beeld": beeld,
        "antwoord": create_antwoord(beeld),
        "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        "functies": [tarief.naam for tarief in beeld.kostprijs.tarieven],
        "mix": None if beeld.kostprijs.mix is None else rond_tarief(beeld.kostprijs.mix),
        "ontbreekt": [toets for toets in beeld.toetsen if not toets.aanwezig],
        "tekort": [v for v in beeld.huidig if v.verschil < 0],
        "verouderd": nu != berekening.uitkomst,
        "andere": andere,
    }


def create_antwoord(beeld: Kostprijsbeeld) -> str:
    """The answer in one or two sentences."""
    tarieven = beeld.kostprijs.tarieven
    delen = ", ".join(f"{t.naam} {in_euro(t.tarief)}" for t in tarieven)
    zin = f"Een uur kost: {delen}."
    if beeld.kostprijs.mix is not None and len(tarieven) > 1:
        zin += f" De mix kost {in_euro(rond_tarief(beeld.kostprijs.mix))} per uur."
    if beeld.kostprijs.traject is not None:
        zin += f" Een traject kost {in_euro(beeld.kostprijs.traject)}."
    return zin


def _export(
    soort: str, berekening: Kostprijsberekening, beeld: Kostprijsbeeld, tabellen: list[Cijfertabel]
) -> HttpResponse:
    naam = f"kostprijs-{berekening.nummer}"
    if soort == "toml":
        return write_bestand(berekening.invoer.encode(), soort="application/toml", naam=f"{naam}.toml")
    if soort == "pdf":
        rapport = actions.render_rapport(
            berekening,
            antwoord=create_antwoord(beeld),
            opmerkingen=beeld.opmerkingen,
            tabellen=list_rapportdelen(tabellen),
        )
        return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
    if soort in {"xlsx", "csv"}:
        return write_tabellen(tabellen, soort=soort, naam=naam)
    raise Http404("export")
