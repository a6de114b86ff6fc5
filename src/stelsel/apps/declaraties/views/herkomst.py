"""From a figure to its lines, and from one line all the way back: claim, allocation, contract, message."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.toegang.models import Toewijzing
from stelsel.apps.toegang.queries import get_toewijzing
from stelsel.apps.verwerving.models import Contractproduct
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_tabellen, list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL
from stelsel.domein.toegang.omvang import render_aantal, render_omvang
from stelsel.kern.volume import Eenheid, Frequentie, Omvang

from .. import queries
from ..filters import HerkomstFilter
from ..models import Declaratieregel
from ..permissions import LEZERS, ONTVANGERS
from ..tables import HerkomstLijst


class RegelsView(RolVereistMixin, LijstView):
    """The lines behind a figure: the filters name the figure, the page shows that the lines sum to it."""

    rollen = LEZERS
    template_name = "declaraties/regels.html"
    table_class = HerkomstLijst
    filterset_class = HerkomstFilter
    titel = "Declaratieregels"
    zoekvelden = ("referentie_nummer", "client_nummer", "toewijzing_nummer", "declaratie__declaratie_nummer")
    zoek_uitleg = "Zoek op cliëntnummer, toewijzing, referentie of declaratie"
    leeg_tekst = "Er zijn nog geen declaratieregels."
    bestandsnaam = "declaratieregels"

    def get_basis(self) -> QuerySet[Declaratieregel]:
        """Lines of the own gemeente or organisation."""
        return queries.list_alle_regels(self.request.user)

    def after_list(self, rows: list[Declaratieregel]) -> None:
        """Log whose lines they are."""
        register_inzages(
            client_nummers=queries.list_clientnummers(rows),
            by=self.request.user,
            handeling="declaratieregels bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sums, and the way back to the budget when the filters name one."""
        vraag = self.request.GET
        sleutel = "-".join(vraag.get(deel, "") for deel in ("gemeente", "wet", "jaar"))
        terug = (
            list_verwijzingen(self.request.user, "budgetgebruik", sleutel)
            if "--" not in f"-{sleutel}-"
            else []
        )
        return super().get_context_data(
            **kwargs,
            som=queries.compute_regelsom(self.object_list),
            per_regel=any(vraag.get(deel) for deel in ("zoek", "oordeel", "code")),
            terug=terug,
        )


class RegelView(RolVereistMixin, TemplateView):
    """One claim line."""

    request: Verzoek
    rollen = LEZERS
    template_name = "declaraties/regel.html"

    @cached_property
    def regel(self) -> Declaratieregel:
        """404 when it is not this user's."""
        regel = queries.get_regel(self.request.user, self.kwargs["pk"])
        if regel is None:
            raise Http404("declaratieregel")
        return regel

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The line and everything around it."""
        regel, user = self.regel, self.request.user
        claim = regel.declaratie
        self._log()
        toewijzing = get_toewijzing(user, regel.toewijzing_id) if regel.toewijzing_id else None
        contractproduct = queries.get_contractproduct(regel)
        return super().get_context_data(
            **kwargs,
            **self._list_woorden(toewijzing, contractproduct),
            **self._list_buren(),
            regel=regel,
            volgnummer=regel.rij + 1,
            declaratie=claim,
            redenen=queries.list_afkeuringen(claim, [regel]).get(regel.pk, []),
            toewijzing=toewijzing,
            contractproduct=contractproduct,
            betaalregels=queries.list_betaalregels_van(user, claim) if user.rol in ONTVANGERS else [],
        )

    def _list_buren(self) -> dict[str, Any]:
        """What other contexts know: the budget, the message."""
        user, claim, sleutel = self.request.user, self.regel.declaratie, str(self.regel.pk)
        budget = f"{claim.gemeente_id}-{claim.wet}-{claim.periode_begindatum.year}"
        today = self.request.vandaag
        return {
            "budgetten": list_verwijzingen(user, "budgetgebruik", budget),
            "verwijzingen": list_verwijzingen(user, "declaratieregel", sleutel),
            "tabellen": list_tabellen(user, soort="declaratieregel", sleutel=sleutel, today=today),
        }

    def _list_woorden(
        self, toewijzing: Toewijzing | None, contractproduct: Contractproduct | None
    ) -> dict[str, str]:
        """Volumes with their units."""
        woorden = {"aantal": render_aantal(self.regel.volume, Eenheid(self.regel.eenheid))}
        if toewijzing is not None and toewijzing.volume and toewijzing.eenheid and toewijzing.frequentie:
            eenheid, frequentie = Eenheid(toewijzing.eenheid), Frequentie(toewijzing.frequentie)
            woorden["toegewezen"] = render_omvang(Omvang(toewijzing.volume, eenheid, frequentie))
        if contractproduct is not None:
            woorden["tariefeenheid"] = EENHEID_ENKEL[Eenheid(contractproduct.eenheid)]
        return woorden

    def _log(self) -> None:
        register_inzages(
            client_nummers=queries.list_clientnummers([self.regel]),
            by=self.request.user,
            handeling="declaratieregel bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )
