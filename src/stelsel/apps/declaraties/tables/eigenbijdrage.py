"""The lists of the own contribution: the register, what was told to the CAK, and what was decided."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, EuroColumn, LangeColumn, Lijst
from stelsel.domein.declaraties.eigenbijdrage import Aanlevering

from ..models import Bijdragemelding, Bijdrageperiode, Bijdrageregel

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

    def render_start_nummer(self, value: int, record: Bijdrageperiode) -> str:
        """A number that names, so without thousands points; it leads to the person's months."""
        adres = reverse("declaraties:bijdrageperiode", args=[record.pk])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, str(value))

    def value_start_nummer(self, value: int) -> int:
        """The bare number in an export."""
        return value


class BijdragemeldingLijst(Lijst):
    """One row per change that the CAK has to know."""

    gemeld_at = DatumColumn(verbose_name="Gemeld op")
    status = BadgeColumn(tonen=_TONEN, verbose_name="Soort")
    start_nummer = tables.Column(accessor="periode__start_nummer", verbose_name="Startnummer")
    client = tables.Column(accessor="periode__client__nummer", verbose_name="Cliënt")
    startdatum = DatumColumn(verbose_name="Start")
    stopdatum = DatumColumn(verbose_name="Stop", default="loopt")

    class Meta(Lijst.Meta):
        model = Bijdragemelding
        fields = ("gemeld_at", "status", "start_nummer", "client", "startdatum", "stopdatum")

    def render_start_nummer(self, value: int, record: Bijdragemelding) -> str:
        """Leads to the person's months."""
        adres = reverse("declaraties:bijdrageperiode", args=[record.periode_id])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, str(value))

    def value_start_nummer(self, value: int) -> int:
        """The bare number in an export."""
        return value


class BijdrageregelLijst(Lijst):
    """One row per product and day."""

    product = tables.Column(accessor="product__naam", verbose_name="Product")
    code = tables.Column(accessor="product__code", verbose_name="Code")
    vanaf = DatumColumn(verbose_name="Vanaf")
    vrijgesteld = tables.Column(verbose_name="Eigen bijdrage")
    kostprijs = EuroColumn(verbose_name="Kostprijs", default="niet ingevoerd")
    besluit = LangeColumn(verbose_name="Besluit")

    class Meta(Lijst.Meta):
        model = Bijdrageregel
        fields = ("product", "code", "vanaf", "vrijgesteld", "kostprijs", "besluit")

    def render_vrijgesteld(self, value: bool) -> str:
        """In words."""
        return "Nee, vrijgesteld" if value else "Ja"

    value_vrijgesteld = render_vrijgesteld
