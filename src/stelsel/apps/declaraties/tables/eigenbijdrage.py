"""The list of the register of the own contribution."""

from __future__ import annotations

import django_tables2 as tables

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, Lijst
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering

from ..models import Bijdrageperiode

_TONEN = {
    Aanlevering.EERSTE.value: "info",
    Aanlevering.GEWIJZIGD.value: "info",
    Aanlevering.VERWIJDERD.value: "neutraal",
}


class BijdrageLijst(Lijst):
    """One row per person and period."""

    start_nummer = tables.Column(verbose_name="Startnummer")
    client = tables.Column(accessor="client__nummer", verbose_name="Cliënt")
    startdatum = DatumColumn(verbose_name="Start")
    stopdatum = DatumColumn(verbose_name="Stop", default="loopt")
    status = BadgeColumn(tonen=_TONEN, verbose_name="Stand")
    bijgewerkt_at = DatumColumn(verbose_name="Bijgewerkt op")

    class Meta(Lijst.Meta):
        model = Bijdrageperiode
        fields = ("start_nummer", "client", "startdatum", "stopdatum", "status", "bijgewerkt_at")

    def render_start_nummer(self, value: int) -> str:
        """A number that names, so without thousands points."""
        return str(value)
