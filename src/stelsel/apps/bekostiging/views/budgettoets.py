"""New prices against the budget of every gemeente: choose, read, take along."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views import View

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.domein.bekostiging.vierkant import Oordeel

from ..actions.rapport import render_tabellenrapport
from ..forms.uitkering import ToetsForm
from ..permissions import BEGROTERS, get_norm_voor
from ..queries import list_tarievenboeken
from ..queries.budgettoets import Toetsbeeld, Toetsrij, get_toetsbeeld, list_volumejaren
from ..queries.uitkering import get_laatste_jaar
from ..tables.budgettoets import create_toetstabellen
from ..tables.cellen import in_hele_euro
from ..tables.kostprijs import Cijfertabel
from .bestanden import list_rapportdelen, render_tabelgrafieken, write_bestand, write_tabellen
from .exploitatie import list_herkomst


class BudgettoetsView(RolVereistMixin, View):
    """The question of the choice in the address; `?export=csv|xlsx|pdf` as a file."""

    rollen = BEGROTERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The page, a file of it, or what is missing first."""
        keuze = _create_keuze(request)
        if keuze is None:
            return render(request, "bekostiging/budgettoets.html", {"beeld": None})
        soort = request.GET.get("export", "")
        norm = get_norm_voor(request.user, voor="", buiten=bool(soort), today=request.vandaag)
        beeld = get_toetsbeeld(
            keuze.get_keuze(), user=request.user, drempel=norm.drempel, today=request.vandaag
        )
        tabellen = create_toetstabellen(beeld)
        if soort:
            return _export(request, beeld, tabellen)
        context = {
            "beeld": beeld,
            "keuze": keuze,
            "antwoord": create_antwoord(beeld),
            "herkomst": list_toetsherkomst(beeld),
            "tabellen": list(zip(tabellen, render_tabelgrafieken(tabellen), strict=True)),
        }
        return render(request, "bekostiging/budgettoets.html", context)


def _create_keuze(request: Verzoek) -> ToetsForm | None:
    """The choice of an address; None without a book or without a whole year of claim lines."""
    jaren = {wet: list_volumejaren(wet) for wet, _ in WET_KEUZES}
    boeken = [boek for boek in list_tarievenboeken(request.user) if jaren[boek.wet]]
    if not boeken:
        return None
    budgetjaren = {wet: get_laatste_jaar(request.user, wet=wet) for wet, _ in WET_KEUZES}
    return ToetsForm(request.GET, boeken=boeken, jaren=jaren, budgetjaren=budgetjaren)


def create_antwoord(beeld: Toetsbeeld) -> str:
    """The answer in some sentences, for who reads no further."""
    getoetst = [rij for rij in beeld.rijen if not rij.dicht and rij.toets.ruimte is not None]
    keuze = beeld.keuze
    if not getoetst:
        return (
            f"Voor {keuze.budgetjaar} is nog geen integratie-uitkering ingevoerd. Hieronder staat wat de "
            "nieuwe prijzen kosten naast de oude."
        )
    past = sum((rij.toets.ruimte or 0) >= 0 for rij in getoetst)
    gemeenten = "gemeente" if len(getoetst) == 1 else "gemeenten"
    binnen = sum(rij.vierkant.binnen is Oordeel.GOED for rij in getoetst)
    return (
        f"Met de prijzen van {keuze.boek.nummer} en het volume van {keuze.volumejaar} passen {past} van de "
        f"{len(getoetst)} {gemeenten} in hun budget van {keuze.budgetjaar}. {_render_bodem(getoetst)} "
        f"Binnen het hele vierkant van prijs, volume, budget en kwaliteit: {binnen}."
    )


def _render_bodem(getoetst: list[Toetsrij]) -> str:
    """Whether it can be made to fit without going under the cost price."""
    tekort = sum(rij.toets.tekort or 0 for rij in getoetst)
    if tekort:
        return f"Met de kostprijs als bodem ontbreekt er {in_hele_euro(tekort)}."
    return "Met de kostprijs als bodem past het in elke gemeente, als u prijzen verlaagt waar dat nodig is."


def list_toetsherkomst(beeld: Toetsbeeld) -> list[str]:
    """Where the figures come from, in sentences."""
    boek = beeld.keuze.boek
    return [
        f"Prijzen: {boek.nummer} ({boek.get_status_display().lower()}), prijzen van {boek.prijspeil}, zoals "
        f"zij gelden op 1 juli {beeld.keuze.budgetjaar}.",
        f"Volume: goedgekeurde declaratieregels van {beeld.keuze.volumejaar}, met "
        f"{float(beeld.keuze.groei):g} % groei.".replace(".", ",", 1)
        if beeld.keuze.groei
        else f"Volume: goedgekeurde declaratieregels van {beeld.keuze.volumejaar}, zonder groei.",
        *list_herkomst(beeld.stand),
    ]


def _export(request: Verzoek, beeld: Toetsbeeld, tabellen: list[Cijfertabel]) -> HttpResponse:
    soort = request.GET["export"]
    naam = f"budgettoets-{beeld.keuze.boek.nummer}-{beeld.keuze.budgetjaar}"
    if soort in {"csv", "xlsx"}:
        return write_tabellen(tabellen, soort=soort, naam=naam)
    if soort != "pdf":
        raise Http404("export")
    rapport = render_tabellenrapport(
        titel=f"Budgettoets {beeld.keuze.boek.naam}, {beeld.keuze.budgetjaar}",
        antwoord=create_antwoord(beeld),
        herkomst=list_toetsherkomst(beeld),
        tabellen=list_rapportdelen(tabellen),
        now=request.nu,
    )
    return write_bestand(rapport, soort="application/pdf", naam=f"{naam}.pdf")
