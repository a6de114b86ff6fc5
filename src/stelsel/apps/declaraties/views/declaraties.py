"""Pages on claims."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from stelsel.apps.accounts.permissions import RolVereistMixin
from stelsel.apps.journal.actions import register_inzages
from stelsel.apps.web.render.lijst import LijstView

from .. import queries
from ..filters import DeclaratieFilter, RegelFilter
from ..models import Declaratie, Declaratieregel
from ..permissions import LEZERS
from ..tables import DeclaratieLijst, RegelLijst


class DeclaratiesView(RolVereistMixin, LijstView):
    """All claims that this user may see."""

    rollen = LEZERS
    template_name = "declaraties/declaraties.html"
    table_class = DeclaratieLijst
    filterset_class = DeclaratieFilter
    titel = "Declaraties"
    lead = "Wat aanbieders per maand hebben gedeclareerd, en wat daarvan is goedgekeurd."
    zoekvelden = ("declaratie_nummer", "aanbieder__naam", "aanbieder__agb")
    zoek_uitleg = "Zoek op nummer of aanbieder"
    leeg_tekst = (
        "Er zijn nog geen declaraties. Ze komen hier zodra een aanbieder een declaratiebericht stuurt."
    )
    bestandsnaam = "declaraties"

    def get_basis(self) -> QuerySet[Declaratie]:
        """Claims of the own gemeente or organisation."""
        return queries.list_declaraties(self.request.user)


class DeclaratieView(RolVereistMixin, LijstView):
    """One claim: its totals, and its lines with the reason where a line was rejected."""

    rollen = LEZERS
    template_name = "declaraties/declaratie.html"
    table_class = RegelLijst
    filterset_class = RegelFilter
    zoekvelden = ("referentie_nummer", "client_nummer", "toewijzing_nummer")
    zoek_uitleg = "Zoek op cliëntnummer, toewijzing of referentie"
    bestandsnaam = "declaratieregels"

    @cached_property
    def declaratie(self) -> Declaratie:
        """The claim; 404 when it is not this user's."""
        declaratie = queries.get_declaratie(self.request.user, self.kwargs["pk"])
        if declaratie is None:
            raise Http404("declaratie")
        return declaratie

    def get_basis(self) -> QuerySet[Declaratieregel]:
        """The lines, rejected ones first."""
        return queries.list_regels(self.declaratie)

    def after_list(self, rows: list[Declaratieregel]) -> None:
        """Add the reasons to the lines that are shown, and log whose they are."""
        afkeuringen = queries.list_afkeuringen(self.declaratie, rows)
        for regel in rows:
            regel.afkeuringen = afkeuringen.get(regel.pk, [])  # type: ignore[attr-defined]  # for the table
        register_inzages(
            client_nummers=queries.list_clientnummers(rows),
            by=self.request.user,
            handeling="declaratie bekeken",
            pagina=self.request.path,
            now=self.request.nu,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The claim and its proposal besides the lines."""
        declaratie = self.declaratie
        voorstel = getattr(declaratie, "betaalvoorstel", None)
        return super().get_context_data(
            **kwargs,
            declaratie=declaratie,
            voorstel=voorstel,
            afgekeurd_bedrag=declaratie.totaal_ingediend - declaratie.totaal_toegekend,
        )
