"""Pages on the catalogue."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_tabellen, list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView
from stelsel.apps.web.render.wegwijzer import list_wegen
from stelsel.domein.profielen.catalogus import Catalogusprofiel
from stelsel.domein.profielen.catalogusverschil import render_mixbron
from stelsel.domein.toegang.begrippen import Eenheid, Frequentie
from stelsel.domein.toegang.omvang import render_omvang
from stelsel.kern.volume import Omvang

from .. import queries
from ..filters import ProfielFilter
from ..models import Product, Profiel, Profielcel
from ..permissions import LEZERS
from ..tables import ProfielLijst
from .wegwijzer import WEGWIJZER


class ProfielenView(RolVereistMixin, LijstView):
    """The profiles in force."""

    rollen = LEZERS
    template_name = "profielen/profielen.html"
    table_class = ProfielLijst
    filterset_class = ProfielFilter
    titel = "Profielen"
    lead = (
        "Wat een cliënt nodig heeft, in gewone taal. Een profiel zegt wat er bereikt moet worden, niet hoe."
    )
    zoekvelden = ("code", "naam", "doel", "uitleg")
    zoek_uitleg = "Zoek op naam, code of omschrijving"
    leeg_tekst = "Er zijn nog geen profielen. Ze komen hier zodra de regio ze vaststelt."
    bestandsnaam = "profielen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the ways to the bench, the versions and the trends for who may."""
        return super().get_context_data(wegen=list_wegen(self.request.user, WEGWIJZER), **kwargs)

    def get_basis(self) -> QuerySet[Profiel]:
        """The catalogue is the same for everybody."""
        return queries.list_profielen(today=self.request.vandaag)


def create_celrij(cel: Profielcel) -> tuple[str, str, str, str]:
    """An allowed combination in words: intensity, months, usual hours, and from and to."""
    maanden = f"{cel.maanden_van} tot {cel.maanden_tot} maanden"
    uren, laag, hoog = (round(m / 60) for m in (cel.minuten, cel.minuten_van, cel.minuten_tot))
    return cel.intensiteit, maanden, f"{uren} uur", f"{laag} tot {hoog} uur"


def _get_inhoud(profiel: Profiel) -> Catalogusprofiel | None:
    """The profile as its version of the catalogue has it; None for one of before there were versions."""
    return profiel.catalogus.get_catalogus().get_profiel(profiel.code) if profiel.catalogus else None


def render_gebruikelijk(product: Product) -> str:
    """The usual amount of a product: '83 uur in totaal'."""
    return render_omvang(
        Omvang(product.standaard_volume, Eenheid(product.eenheid), Frequentie(product.frequentie))
    )


class ProfielView(RolVereistMixin, TemplateView):
    """One profile: for whom, to what end, in which intensities, by whom and at what tariff."""

    request: Verzoek
    rollen = LEZERS
    template_name = "profielen/profiel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The profile with its products; 404 for an unknown code."""
        today = self.request.vandaag
        profiel = queries.get_profiel(kwargs["code"], today=today)
        if profiel is None:
            raise Http404("profiel")
        inhoud = _get_inhoud(profiel)
        tabellen = list_tabellen(self.request.user, soort="profiel", sleutel=str(profiel.pk), today=today)
        return super().get_context_data(
            profiel=profiel,
            producten=[(p, render_gebruikelijk(p)) for p in queries.list_producten(profiel)],
            tabellen=tabellen,
            cellen=[create_celrij(cel) for cel in profiel.cellen.all()],
            verwijzingen=list_verwijzingen(self.request.user, "profiel", profiel.code),
            herkomst=inhoud,
            mixbron=render_mixbron(inhoud.mixbron) if inhoud else "",
            functiemix=[(functie, round(100 * deel)) for functie, deel in profiel.functiemix.items()],
            versies=list(queries.list_versies(profiel)),
        )
