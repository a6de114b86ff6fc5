"""The public start page, Mijn werk and search. Everything they show comes from the register in web."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from stelsel.apps.accounts.models import Rol
from stelsel.apps.accounts.permissions import MEDEWERKERS, RolVereistMixin, rol_vereist
from stelsel.apps.berichtenverkeer.queries import get_gezondheid
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.journal.models import Dagwortel
from stelsel.apps.journal.queries import get_stand, list_dagwortels
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import Rij, list_treffers, list_werk
from stelsel.apps.web.render.lijst import LijstView

from .filters import DagwortelFilter
from .tables import DagwortelLijst

KORTSTE_ZOEKTERM = 2
#: A resident has one quiet page instead of work lists.
ADRES_INWONER = "/toegang/mijn"
ZOEKERS = tuple(rol.value for rol in (*MEDEWERKERS, Rol.AANBIEDER, Rol.BEHEERDER))


@method_decorator(login_not_required, name="dispatch")
class StartView(TemplateView):
    """What Stelsel is, for everybody."""

    template_name = "portaal/start.html"


class MijnWerkView(TemplateView):
    """What waits for this user, from every context that registered work for the role."""

    template_name = "portaal/mijn_werk.html"
    request: Verzoek

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A resident goes to the own page."""
        if request.user.rol == Rol.INWONER:
            return HttpResponseRedirect(ADRES_INWONER)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The work lists; every person named in them is logged."""
        request = self.request
        werk = list_werk(request.user, request.vandaag)
        _log_personen(request, [rij for _, voorraad in werk for rij in voorraad.rijen])
        return super().get_context_data(
            werk=werk, totaal=sum(voorraad.aantal for _, voorraad in werk), **kwargs
        )


@rol_vereist(*ZOEKERS)
def zoek(request: Verzoek) -> HttpResponse:
    """Search over everything this user may see; persons that are shown are logged."""
    zoekterm = request.GET.get("q", "").strip()[:80]
    te_kort = len(zoekterm) < KORTSTE_ZOEKTERM
    treffers = [] if te_kort else list_treffers(request.user, zoekterm)
    _log_personen(request, [rij for _, rijen in treffers for rij in rijen])
    return render(
        request, "portaal/zoek.html", {"zoekterm": zoekterm, "te_kort": te_kort, "treffers": treffers}
    )


def _log_personen(request: Verzoek, rijen: list[Rij]) -> None:
    """One line in the log per person shown; nothing when nobody is."""
    nummers = sorted({rij.client_nummer for rij in rijen if rij.client_nummer})
    if nummers:
        register_inzages(
            client_nummers=nummers,
            by=request.user,
            handeling="lijst",
            pagina=request.path,
            now=request.nu,
        )


class JournaalView(RolVereistMixin, LijstView):
    """Is what was recorded still what was written? The last check, and the root of every day."""

    rollen = (Rol.CONTROLLER.value, Rol.BEHEERDER.value)
    template_name = "portaal/journaal.html"
    table_class = DagwortelLijst
    filterset_class = DagwortelFilter
    titel = "Journaal"
    lead = (
        "Elk besluit, elke inzage en elk bericht is een schakel in een keten. Wie iets verandert, breekt die."
    )
    zoekvelden = ("hash",)
    zoek_uitleg = "Zoek op een deel van de wortel"
    leeg_tekst = "Er zijn nog geen wortels. De verwerking maakt er elke dag een."
    bestandsnaam = "wortels"

    def get_basis(self) -> QuerySet[Dagwortel]:
        """The roots; they say nothing about anybody."""
        return list_dagwortels()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How the chain stands."""
        return super().get_context_data(**kwargs, **get_stand())


@login_not_required
def gezond(request: Verzoek) -> JsonResponse:
    """For machines: 200 when web, database and worker are well, else 503. Tells nothing else."""
    delen = {"web": True, **get_gezondheid(request.nu)}
    goed = all(delen.values())
    return JsonResponse({"gezond": goed, **delen}, status=200 if goed else 503)
