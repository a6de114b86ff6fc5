"""Pages on contracts and tariffs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.views.generic import TemplateView

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.web.middleware.klok import Verzoek
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.render.lijst import LijstView
from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.kern.volume import Eenheid

from . import queries
from .filters import ContractFilter, TariefFilter
from .models import Contract, Contractproduct
from .permissions import LEZERS
from .tables import ContractLijst, TariefLijst


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
