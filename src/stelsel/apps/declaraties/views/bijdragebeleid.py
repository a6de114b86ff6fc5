"""Pages on what the gemeente decided on the own contribution, and on what the CAK says it has."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import Tabel
from stelsel.apps.web.render.eenmalig import eenmalig
from stelsel.apps.web.render.export import write_csv, write_xlsx
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.declaraties.bijdrageopgave import OPGAVEVERSCHIL_NAAM, OpgaveOnleesbaar, Opgaveverschil
from stelsel.domein.parameters import get_aantal, get_parameter
from stelsel.kern.periode import Periode

from .. import actions, queries
from ..filters import BijdrageregelFilter
from ..forms import BijdrageopgaveForm, BijdrageregelForm, BijdragetariefForm
from ..models import Bijdrageregel
from ..permissions import BIJDRAGEHOUDERS
from ..queries import Opgavebeeld
from ..tables import BijdrageregelLijst

_GETOONDE_VERSCHILLEN = 100
_KOPPEN = ("Startnummer", "Cliënt", "Verschil", "Bij ons", "Bij het CAK", "Dagen verschil in start")


class BijdrageregelsView(RolVereistMixin, LijstView):
    """Amounts per year, by law and of the gemeente, and the list of decisions on products."""

    request: Verzoek
    rollen = BIJDRAGEHOUDERS
    template_name = "declaraties/bijdrageregels.html"
    table_class = BijdrageregelLijst
    filterset_class = BijdrageregelFilter
    titel = "Regels voor de eigen bijdrage"
    zoekvelden = ("product__code", "product__naam", "besluit")
    zoek_uitleg = "Zoek op product of besluit"
    leeg_tekst = "Voor geen enkel product is iets besloten: overal geldt de eigen bijdrage."
    bestandsnaam = "eigen-bijdrage-regels"

    def get_basis(self) -> QuerySet[Bijdrageregel]:
        """Of the own gemeente."""
        return queries.list_bijdrageregels(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With both kinds of amount, and what holds today."""
        vandaag = self.request.vandaag
        tarief = queries.create_tariefvraag(self.request.user.gemeentecode)(vandaag)
        return super().get_context_data(
            **kwargs,
            maximum=get_parameter("eigen_bijdrage_maximum"),
            maximum_nu=queries.get_bijdragemaximum(vandaag),
            tarieven=queries.list_bijdragetarieven(self.request.user),
            tarief_nu=tarief,
            tarief_bekend=tarief is not None,
            vandaag=vandaag,
        )


class _InvoerView(RolVereistMixin, FormView):
    """A form for one decision; the subclass says what is done with it."""

    request: Verzoek
    rollen = BIJDRAGEHOUDERS
    template_name = "declaraties/bijdrage_invoer.html"
    kop = ""
    lead = ""
    goed = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        return super().get_context_data(**kwargs, kop=self.kop, lead=self.lead)

    def form_valid(self, form: Any) -> HttpResponse:
        """Entered, or the reason why not."""
        try:
            self.register(form.cleaned_data)
        except actions.BijdrageNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, self.goed)
        return redirect("declaraties:bijdrageregels")

    def register(self, schoon: dict[str, Any]) -> None:
        """The action. Raises BijdrageNietMogelijk."""
        raise NotImplementedError


@method_decorator(eenmalig, name="post")
class NieuwBijdragetariefView(_InvoerView):
    """What the gemeente asks per month, from a day on."""

    form_class = BijdragetariefForm
    kop = "Bedrag van de gemeente"
    lead = "Uw gemeente mag minder vragen dan het landelijke maximum. Dit geldt tot het volgende bedrag."
    goed = "Het bedrag is bewaard."

    def register(self, schoon: dict[str, Any]) -> None:
        """Enter it."""
        actions.register_bijdragetarief(**schoon, by=self.request.user, now=self.request.nu)


@method_decorator(eenmalig, name="post")
class NieuweBijdrageregelView(_InvoerView):
    """Exempt a product, or enter its cost price."""

    form_class = BijdrageregelForm
    kop = "Besluit over een product"
    lead = "Stel een product vrij van de eigen bijdrage, of vul in wat het kost."
    goed = "Het besluit is bewaard. Werk daarna het register bij."

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the products that have the contribution."""
        return super().get_form_kwargs() | {"producten": queries.list_bijdrageproducten()}

    def register(self, schoon: dict[str, Any]) -> None:
        """Enter it."""
        actions.register_bijdrageregel(**schoon, by=self.request.user, now=self.request.nu)


@method_decorator(eenmalig, name="post")
class BijdrageopgaveView(RolVereistMixin, FormView):
    """The file of the CAK, and where it differs from the register. `?export=csv` or `xlsx`."""

    request: Verzoek
    rollen = BIJDRAGEHOUDERS
    template_name = "declaraties/bijdrageopgave.html"
    form_class = BijdrageopgaveForm

    @cached_property
    def beeld(self) -> Opgavebeeld | None:
        """The last file beside the register."""
        return queries.get_opgavebeeld(self.request.user.gemeentecode)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        soort = request.GET.get("export", "")
        if soort not in {"csv", "xlsx"}:
            return super().get(request, *args, **kwargs)
        rijen = self._list_rijen(None)
        schrijf = write_csv if soort == "csv" else write_xlsx
        return schrijf(rijen=[_KOPPEN, *rijen], naam="verschillen-cak")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The differences, and how many starts are more than a month off."""
        beeld, grens = self.beeld, get_aantal("bijdrage_startverschil", peildatum=self.request.vandaag)
        verschillen = beeld.verschillen if beeld else []
        rijen = tuple(self._list_rijen(_GETOONDE_VERSCHILLEN))
        return super().get_context_data(
            **kwargs,
            beeld=beeld,
            grens=grens,
            ver_uiteen=sum(verschil.dagen > grens for verschil in verschillen),
            tabel=Tabel("Verschillen", _KOPPEN, rijen),
            meer=max(0, len(verschillen) - _GETOONDE_VERSCHILLEN),
        )

    def form_valid(self, form: BijdrageopgaveForm) -> HttpResponse:
        """Kept and compared, or the reasons why not."""
        bestand = form.cleaned_data["bestand"]
        try:
            opgave = actions.register_bijdrageopgave(
                bestandsnaam=bestand.name, inhoud=bestand.read(), by=self.request.user, now=self.request.nu
            )
        except OpgaveOnleesbaar as fout:
            for zin in fout.fouten:
                form.add_error("bestand", zin)
            return self.form_invalid(form)
        except actions.BijdrageNietMogelijk as fout:
            form.add_error(None, str(fout))
            return self.form_invalid(form)
        messages.success(self.request, f"Het bestand is ingelezen: {len(opgave.regels)} perioden.")
        return redirect("declaraties:bijdrageopgave")

    def _list_rijen(self, meeste: int | None) -> list[tuple[str, ...]]:
        """Rows of words; whose they are is logged."""
        if self.beeld is None:
            return []
        verschillen, clienten = self.beeld.verschillen[:meeste], self.beeld.clienten
        register_inzages(
            client_nummers=[clienten[v.start_nummer] for v in verschillen if v.start_nummer in clienten],
            by=self.request.user,
            handeling="verschillen met het CAK bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )
        return [_create_rij(v, clienten.get(v.start_nummer, "onbekend")) for v in verschillen]


def _create_rij(verschil: Opgaveverschil, client: str) -> tuple[str, ...]:
    return (
        str(verschil.start_nummer),
        client,
        OPGAVEVERSCHIL_NAAM[verschil.soort],
        _render_periode(verschil.register),
        _render_periode(verschil.opgave),
        str(verschil.dagen) if verschil.dagen else "",
    )


def _render_periode(periode: Periode | None) -> str:
    if periode is None:
        return "geen"
    return f"{periode.begin:%d-%m-%Y} tot {f'en met {periode.eind:%d-%m-%Y}' if periode.eind else 'nu'}"
