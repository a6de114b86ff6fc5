"""Advice on the way of paying: the versions, a new one per segment, one with its tables, then per profiel."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from stelsel.analyse.onthulling import get_drempel
from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.lijst import LijstView

from ..actions.advies import register_profieladvies, register_segmentadvies
from ..actions.rapport import render_tabellenrapport
from ..filters import AdviesFilter
from ..forms.advies import AdviesForm
from ..models import Bekostigingsadvies
from ..permissions import BEGROTINGLEZERS, VERGELIJKERS, check_regio
from ..queries.advies import get_feiten, list_adviezen
from ..tables.advies import AdviesLijst, create_adviestabellen, render_model
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen


class AdviezenView(RolVereistMixin, LijstView):
    """The versions that this user may see."""

    rollen = BEGROTINGLEZERS
    template_name = "bekostiging/adviezen.html"
    table_class = AdviesLijst
    filterset_class = AdviesFilter
    titel = "Adviezen over bekostiging"
    lead = "Welke manier van betalen past bij elk segment en profiel, en waarom. Elke versie blijft bewaard."
    zoekvelden = ("nummer", "naam", "gemaakt_door")
    zoek_uitleg = "Zoek op naam, nummer of maker"
    leeg_tekst = "Er is nog geen advies. Wie voor de regio werkt, maakt er een."
    bestandsnaam = "adviezen"

    def get_basis(self) -> QuerySet[Bekostigingsadvies]:
        """Those of the region."""
        return list_adviezen(self.request.user)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With whether this user may make one."""
        return super().get_context_data(mag_maken=self.request.user.rol in VERGELIJKERS, **kwargs)


class NieuwAdviesView(RolVereistMixin, View):
    """Weigh per segment."""

    rollen = VERGELIJKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The weights to start from."""
        check_regio(request.user)
        return render(request, "bekostiging/advies_nieuw.html", {"form": AdviesForm()})

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the advice with these weights."""
        check_regio(request.user)
        form = AdviesForm(request.POST)
        if not form.is_valid():
            return render(request, "bekostiging/advies_nieuw.html", {"form": form}, status=400)
        vraag = form.get_vraag()
        advies = register_segmentadvies(vraag, feiten=get_feiten(vraag.wet), by=request.user, now=request.nu)
        return _ga_naar(advies)


class AdviesView(RolVereistMixin, View):
    """One version; `?export=` as a file; a post makes the advice per profiel that follows from it."""

    rollen = BEGROTINGLEZERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The page, or a file of it."""
        advies = get_object_or_404(list_adviezen(request.user), nummer=nummer)
        if soort := request.GET.get("export", ""):
            return _export(soort, advies)
        return _toon(request, advies)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek, nummer: str) -> HttpResponse:
        """Only from advice per segment, by who works for the region, and when there are data."""
        advies = get_object_or_404(list_adviezen(request.user), nummer=nummer)
        if request.user.rol not in VERGELIJKERS or advies.soort != Bekostigingsadvies.Soort.SEGMENT:
            return _toon(request, advies, fout="Dat kan de regio, uit een advies per segment.", status=400)
        feiten = get_feiten(advies.wet)
        if feiten is None:
            return _toon(request, advies, fout="Er is nog geen heel jaar aan declaraties.", status=400)
        drempel = get_drempel(request.vandaag)
        nieuw = register_profieladvies(
            advies, feiten=feiten, drempel=drempel, by=request.user, now=request.nu
        )
        return _ga_naar(nieuw)


def _ga_naar(advies: Bekostigingsadvies) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("bekostiging:advies", args=[advies.nummer]))


def _toon(request: Verzoek, advies: Bekostigingsadvies, *, fout: str = "", status: int = 200) -> HttpResponse:
    tabellen = create_adviestabellen(advies)
    per_segment = advies.soort == Bekostigingsadvies.Soort.SEGMENT
    context = {
        "advies": advies,
        "antwoord": create_antwoord(advies),
        "herkomst": list_herkomst(advies),
        "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        "mag_verder": per_segment and request.user.rol in VERGELIJKERS,
        "fout": fout,
    }
    return render(request, "bekostiging/advies.html", context, status=status)


def create_antwoord(advies: Bekostigingsadvies) -> str:
    """The advice in a sentence."""
    if advies.soort == Bekostigingsadvies.Soort.SEGMENT:
        delen = [
            f"{s}: {render_model(r['gekozen']).lower()}" for s, r in advies.uitkomst["segmenten"].items()
        ]
        return f"Advies per segment voor de {advies.get_wet_display()}: {'; '.join(delen)}."
    profielen = advies.uitkomst["profielen"].values()
    met = sum(bool(rij["gekozen"]) for rij in profielen)
    return f"Voor {met} van de {len(profielen)} profielen van de {advies.get_wet_display()} is er een advies."


def list_herkomst(advies: Bekostigingsadvies) -> list[str]:
    """Where it comes from, in sentences."""
    uitkomst = advies.uitkomst
    bronnen = ", ".join(f"{bron} tot en met {dag}" for bron, dag in uitkomst["bronnen"])
    zinnen = [f"Gemaakt door {advies.gemaakt_door} op {advies.gemaakt_at:%d-%m-%Y}."]
    if uitkomst["jaar"] is None:
        return [*zinnen, "Zonder gegevens over cliënten en kosten: er was nog geen heel jaar."]
    return [
        *zinnen,
        f"Gegevens: goedgekeurde declaratieregels van {uitkomst['jaar']}; bron {bronnen}; versie "
        f"{uitkomst['lakeversie']}. Segment C zijn de cliënten met wie de helft van de kosten is gemoeid.",
        "De scores zijn schattingen van deskundigen en de gewichten een keuze: zij zijn te bespreken.",
    ]


def _export(soort: str, advies: Bekostigingsadvies) -> HttpResponse:
    tabellen, naam = create_adviestabellen(advies), f"advies-{advies.nummer}"
    if soort in {"csv", "xlsx"}:
        return write_tabellen(tabellen, soort=soort, naam=naam)
    if soort != "pdf":
        raise Http404("export")
    rapport = render_tabellenrapport(
        titel=f"Advies over bekostiging {advies.nummer}: {advies.naam}",
        antwoord=create_antwoord(advies),
        herkomst=list_herkomst(advies),
        tabellen=list_rapportdelen(tabellen),
        now=advies.gemaakt_at,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
