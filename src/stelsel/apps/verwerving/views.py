"""Pages on contracts, tariffs, and what a perceel asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.profielen.models import Catalogusversie
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.cijfer import draw_tabellen
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_werkboek
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.kern.volume import Eenheid

from . import queries
from .actions import EisenNietMogelijk, register_eisenlijst
from .filters import ContractFilter, EisenFilter, TariefFilter
from .forms import EisenForm
from .models import Contract, Contractproduct, Eisenlijst
from .permissions import EISENMAKERS, LEZERS, check_regio
from .tables import ContractLijst, EisenLijst, TariefLijst, create_eisentabel, create_verschiltabel


class ContractenView(RolVereistMixin, LijstView):
    """All contracts that this user may see."""

    rollen = LEZERS
    template_name = "verwerving/contracten.html"
    table_class = ContractLijst
    filterset_class = ContractFilter
    titel = "Contracten"
    lead = "Met wie de gemeenten afspraken hebben over hulp en ondersteuning, en tot wanneer."
    zoekvelden = ("nummer", "aanbieder__naam", "aanbieder__agb")
    zoek_uitleg = "Zoek op aanbieder of contractnummer"
    leeg_tekst = "Er zijn nog geen contracten. Ze komen hier zodra ze zijn overgenomen."
    bestandsnaam = "contracten"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the way to the demands for who makes them."""
        return super().get_context_data(**kwargs) | {"eisenmakers": EISENMAKERS}

    def get_basis(self) -> QuerySet[Contract]:
        """Contracts of the own gemeente, region or organisation."""
        return queries.list_contracten(self.request.user)


class TarievenView(RolVereistMixin, LijstView):
    """All agreed tariffs, by product and aanbieder."""

    rollen = LEZERS
    template_name = "verwerving/tarieven.html"
    table_class = TariefLijst
    filterset_class = TariefFilter
    titel = "Tarieven"
    lead = "Wat per product en per aanbieder is afgesproken. Declaraties worden met deze tarieven vergeleken."
    zoekvelden = ("product__naam", "product__code", "contract__aanbieder__naam", "contract__nummer")
    zoek_uitleg = "Zoek op product, code of aanbieder"
    leeg_tekst = "Er zijn nog geen tarieven. Ze komen mee met een contract."
    bestandsnaam = "tarieven"

    def get_basis(self) -> QuerySet[Contractproduct]:
        """Product lines of the contracts that this user may see."""
        return queries.list_tarieven(self.request.user)


class ContractView(RolVereistMixin, TemplateView):
    """One contract: with whom, for which gemeenten, which products at what tariff, from when to when."""

    rollen = LEZERS
    template_name = "verwerving/contract.html"
    request: Verzoek

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The contract; 404 when it is not this user's."""
        contract = queries.get_contract(self.request.user, kwargs["nummer"])
        if contract is None:
            raise Http404("contract")
        peildatum = _get_peildatum(contract, self.request.vandaag)
        regels = queries.list_producten(contract, peildatum=peildatum)
        return super().get_context_data(
            contract=contract,
            gemeenten=contract.gemeenten.all(),
            producten=[(regel, EENHEID_NAAM[Eenheid(regel.eenheid)]) for regel in regels],
            peildatum=peildatum,
            loopt=peildatum == self.request.vandaag,
            verwijzingen=list_verwijzingen(self.request.user, "aanbieder", contract.aanbieder_id),
        )


def _get_peildatum(contract: Contract, today: date) -> date:
    """Today, or the nearest day on which the contract runs."""
    dag = max(today, contract.vandatum)
    return dag if contract.totdatum is None else min(dag, contract.totdatum)


class EisenlijstenView(RolVereistMixin, LijstView):
    """What every perceel asks, all versions."""

    rollen = EISENMAKERS
    template_name = "verwerving/eisenlijsten.html"
    table_class = EisenLijst
    filterset_class = EisenFilter
    titel = "Eisen per perceel"
    lead = "Wat een aanbesteding van aanbieders vraagt, overgenomen uit de profielen, met versie en datum."
    zoekvelden = ("nummer", "perceel", "catalogus__nummer")
    zoek_uitleg = "Zoek op perceel, nummer of catalogus"
    leeg_tekst = "Er is nog geen lijst. Kies Nieuwe lijst om eisen uit de profielen over te nemen."
    bestandsnaam = "eisenlijsten"

    def get_basis(self) -> QuerySet[Eisenlijst]:
        """Of the region."""
        check_regio(self.request.user)
        return queries.list_eisenlijsten()


class NieuweEisenlijstView(RolVereistMixin, View):
    """Take demands over from a version of the catalogue (`?catalogus=`); `?van=` begins with a list."""

    rollen = EISENMAKERS

    def get(self, request: Verzoek) -> HttpResponse:
        """The profielen of the version, or of the newest."""
        check_regio(request.user)
        vorige = _get_vorige(request.GET.get("van", ""))
        versie = _get_versie(request.GET.get("catalogus", ""), vorige)
        if versie is None:
            return render(request, "verwerving/eisenlijst_nieuw.html", {"versies": []})
        begin = None
        if vorige is not None:
            codes = list(dict.fromkeys(code for code, _, _ in vorige.eisen))
            begin = {"perceel": vorige.perceel, "profielen": codes, "eigen": "\n".join(vorige.eigen)}
        return _toon_nieuw(request, EisenForm(catalogus=versie, initial=begin), versie, vorige)

    @method_decorator(eenmalig)
    def post(self, request: Verzoek) -> HttpResponse:
        """Keep the list; why not is told above the form."""
        check_regio(request.user)
        vorige = _get_vorige(request.POST.get("van", ""))
        versie = get_object_or_404(
            queries.list_vastgestelde_versies(), nummer=request.POST.get("catalogus", "")
        )
        form = EisenForm(request.POST, catalogus=versie)
        if form.is_valid():
            try:
                velden = form.get_velden()
                lijst = register_eisenlijst(versie, **velden, vorige=vorige, by=request.user, now=request.nu)
                return HttpResponseRedirect(reverse("verwerving:eisenlijst", args=[lijst.nummer]))
            except EisenNietMogelijk as fout:
                form.add_error(None, str(fout))
        return _toon_nieuw(request, form, versie, vorige)


class EisenlijstView(RolVereistMixin, View):
    """One list; `?export=` as a file."""

    rollen = EISENMAKERS

    def get(self, request: Verzoek, nummer: str) -> HttpResponse:
        """The demands, and what the catalogue of now asks otherwise."""
        check_regio(request.user)
        lijst = get_object_or_404(queries.list_eisenlijsten(), nummer=nummer)
        verschillen = queries.list_eisverschillen(lijst, today=request.vandaag)
        tabellen = [create_eisentabel(lijst)]
        if verschillen:
            tabellen.append(create_verschiltabel(verschillen))
        soort, naam = request.GET.get("export", ""), f"eisen-{lijst.nummer}"
        if soort == "xlsx":
            return write_werkboek(bladen={t.naam: t.list_export() for t in tabellen}, naam=naam)
        if soort == "csv":
            return write_csv(rijen=[rij for t in tabellen for rij in (*t.list_export(), [])], naam=naam)
        context = {"lijst": lijst, "tabellen": draw_tabellen(tabellen), "verschillen": len(verschillen)}
        return render(request, "verwerving/eisenlijst.html", context)


def _get_vorige(nummer: str) -> Eisenlijst | None:
    return get_object_or_404(queries.list_eisenlijsten(), nummer=nummer) if nummer else None


def _get_versie(nummer: str, vorige: Eisenlijst | None) -> Catalogusversie | None:
    """The version asked for, else the newest of the same law as the list before, else the newest."""
    versies = queries.list_vastgestelde_versies()
    if nummer:
        return get_object_or_404(versies, nummer=nummer)
    return (versies.filter(wet=vorige.wet) if vorige else versies).first()


def _toon_nieuw(
    request: Verzoek, form: EisenForm, versie: Catalogusversie, vorige: Eisenlijst | None
) -> HttpResponse:
    context = {
        "form": form,
        "versie": versie,
        "vorige": vorige,
        "versies": list(queries.list_vastgestelde_versies()[:50]),
    }
    status = 400 if form.is_bound else 200
    return render(request, "verwerving/eisenlijst_nieuw.html", context, status=status)
