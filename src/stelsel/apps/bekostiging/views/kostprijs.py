"""What an hour of help costs: versions, a new one, and one with its pictures, tables and files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.profielen.models import Profielcel
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.bekostiging.kostprijs import rond_tarief
from stelsel.domein.bekostiging.kostprijsinvoer import parse_kostprijs
from stelsel.kern.bedrag import in_euro

from .. import actions, queries
from ..forms import BestandForm, VeldenForm, create_begin
from ..forms.kostprijs import put_mix
from ..models import Kostprijsberekening
from ..permissions import KOSTPRIJSMAKERS
from ..queries import Kostprijsbeeld
from ..queries.profielmix import (
    get_cel,
    get_huidige_cel,
    get_profielmix,
    list_cellen,
    list_mixverschillen,
)
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
    zoekvelden = ("nummer", "naam", "gemaakt_door", "profielcel__profiel__code")
    zoek_uitleg = "Zoek op naam, nummer, profiel of maker"
    leeg_tekst = "Er is nog geen kostprijs berekend. Kies Nieuwe berekening om te beginnen."
    bestandsnaam = "kostprijzen"

    def get_basis(self) -> QuerySet[Kostprijsberekening]:
        """Of the region, and of the own gemeente."""
        return queries.list_kostprijzen(self.request.user)


class NieuweKostprijsView(RolVereistMixin, View):
    """Fill in, or give TOML (`?vorm=toml`); `?van=` starts from an earlier version, `?profiel=` (with
    `?intensiteit=`) with the mix and the hours of a combination."""

    rollen = KOSTPRIJSMAKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """Empty, usual values, those of the earlier version, or with the mix of a profiel."""
        vorige = _get_vorige(request, request.GET.get("van", ""))
        cel = _kies_cel(request) or (vorige.profielcel if vorige else None)
        begin = create_begin(parse_kostprijs(vorige.invoer) if vorige else None, today=request.vandaag)
        kop = {"naam": vorige.naam, "wet": vorige.wet} if vorige else {"wet": Kostprijsberekening.Wet.WMO}
        if request.GET.get("vorm") == "toml" or (begin is None and "profiel" not in request.GET):
            form = BestandForm(initial={**kop, "tekst": vorige.invoer if vorige else ""})
            return _toon_formulier(request, form, vorige, cel=cel)
        begin = begin or create_begin(None, today=request.vandaag) or {}
        if "profiel" in request.GET and cel is not None:
            mix = get_profielmix(cel)
            begin = put_mix(begin, aandelen=mix.aandelen, uren=mix.uren)
            kop = {"naam": f"Kostprijs {cel}", "wet": cel.profiel.wet}
        return _toon_formulier(
            request, VeldenForm(initial={**begin, **kop}, today=request.vandaag), vorige, cel=cel
        )

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Compute and keep; what is wrong is told above the form."""
        vorige = _get_vorige(request, request.POST.get("van", ""))
        cel = get_cel(request.POST.get("cel", ""))
        if request.POST.get("vorm") == "toml":
            form: BestandForm | VeldenForm = BestandForm(request.POST, request.FILES)
        else:
            form = VeldenForm(request.POST, today=request.vandaag)
        if not form.is_valid():
            return _toon_formulier(request, form, vorige, cel=cel)
        velden = {naam: form.cleaned_data[naam] for naam in ("naam", "toelichting", "wet", "invoer")}
        berekening = actions.register_kostprijs(
            **velden, vorige=vorige, profielcel=cel, by=request.user, now=request.nu
        )
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
        context |= _create_profielcontext(berekening, beeld, today=request.vandaag)
        keuze = {"functie": functie, "met": eerder.nummer if eerder else ""}
        return render(request, "bekostiging/kostprijs.html", context | keuze)


def _get_vorige(request: Verzoek, nummer: str) -> Kostprijsberekening | None:
    if not nummer:
        return None
    return get_object_or_404(queries.list_kostprijzen(request.user), nummer=nummer)


def _kies_cel(request: Verzoek) -> Profielcel | None:
    """The combination of the address; the first of the profiel without an intensity that it allows."""
    code = request.GET.get("profiel", "")
    cellen = list_cellen(code, today=request.vandaag) if code else []
    gekozen = request.GET.get("intensiteit", "")
    return next((cel for cel in cellen if cel.intensiteit == gekozen), cellen[0] if cellen else None)


def _toon_formulier(
    request: Verzoek, form: BestandForm | VeldenForm, vorige: Kostprijsberekening | None, *,
    cel: Profielcel | None,
) -> HttpResponse:  # fmt: skip
    met_profiel = "profiel" in request.GET and cel is not None
    context = {
        "form": form,
        "vorige": vorige,
        "cel": cel,
        "mix": get_profielmix(cel) if cel else None,
        "cellen": list_cellen(cel.profiel.code, today=request.vandaag) if cel and met_profiel else [],
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


def _create_profielcontext(
    berekening: Kostprijsberekening, beeld: Kostprijsbeeld, *, today: date
) -> dict[str, Any]:
    """Whether the price still is that of the profiel that it began with."""
    cel = berekening.profielcel
    if cel is None:
        return {}
    return {
        "mixverschillen": list_mixverschillen(beeld.invoer, get_profielmix(cel)),
        "celverschil": _list_celverschil(cel, today=today),
    }


def _list_celverschil(cel: Profielcel, *, today: date) -> list[str]:
    """What the profiel that holds now has otherwise than the combination that a price began with."""
    huidig = get_huidige_cel(cel, today=today)
    if huidig is None:
        return [f"{cel} is nu niet meer toegestaan."]
    oud, nu = get_profielmix(cel), get_profielmix(huidig)
    if (oud.aandelen, oud.uren) == (nu.aandelen, nu.uren):
        return []
    return [
        f"Profiel {cel.profiel.code} heeft sinds {huidig.profiel.vandatum:%d-%m-%Y} een andere mix of andere "
        "uren. Maak een nieuwe kostprijs."
    ]


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
