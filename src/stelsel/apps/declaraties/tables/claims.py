"""The lists of claims and of their lines."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, EuroColumn, GetalColumn, LangeColumn, Lijst
from stelsel.domein.declaraties.begrippen import Uitkomst
from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import Eenheid

from ..models import (
    Declaratie,
    Declaratieregel,
)

TONEN = {Uitkomst.GOEDGEKEURD.value: "goed", Uitkomst.DEELS.value: "let_op", Uitkomst.AFGEKEURD.value: "fout"}


class MaandColumn(tables.Column):
    """A claim's period, which is a calendar month: '02-2026'."""

    def render(self, value: Any) -> str:
        """Month and year."""
        return f"{value:%m-%Y}"

    def value(self, value: Any, **kwargs: Any) -> str:
        """The same in an export."""
        return f"{value:%m-%Y}"


class DeclaratieLijst(Lijst):
    """One row per claim."""

    declaratie_nummer = tables.LinkColumn(
        "declaraties:declaratie", args=[tables.A("pk")], verbose_name="Declaratie"
    )
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aanbieder")
    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Gemeente")
    wet = tables.Column(verbose_name="Wet")
    periode_begindatum = MaandColumn(verbose_name="Maand")
    ontvangen_at = DatumColumn(verbose_name="Ontvangen")
    totaal_ingediend = EuroColumn(verbose_name="Gevraagd")
    totaal_toegekend = EuroColumn(verbose_name="Goedgekeurd")
    aantal_afgekeurd = GetalColumn(verbose_name="Regels afgekeurd")
    uitkomst = BadgeColumn(tonen=TONEN, verbose_name="Uitkomst")

    class Meta(Lijst.Meta):
        model = Declaratie
        fields = (
            "declaratie_nummer",
            "aanbieder",
            "gemeente",
            "wet",
            "periode_begindatum",
            "ontvangen_at",
            "totaal_ingediend",
            "totaal_toegekend",
            "aantal_afgekeurd",
            "uitkomst",
        )


class RegelLijst(Lijst):
    """One row per line; `afkeuringen` gives the reasons of the rejected lines that are shown."""

    client = tables.Column(
        accessor="client_nummer", verbose_name="Cliënt", default="onbekend", orderable=False
    )
    toewijzing_nummer = tables.Column(verbose_name="Toewijzing")
    code = tables.Column(verbose_name="Product")
    begindatum = DatumColumn(verbose_name="Van")
    einddatum = DatumColumn(verbose_name="Tot en met")
    volume = GetalColumn(verbose_name="Volume")
    bedrag = EuroColumn(verbose_name="Bedrag")
    oordeel = LangeColumn(accessor="goedgekeurd", verbose_name="Oordeel", orderable=False)
    referentie_nummer = tables.LinkColumn(
        "declaraties:regel", args=[tables.A("pk")], verbose_name="Referentie"
    )

    class Meta(Lijst.Meta):
        model = Declaratieregel
        fields = (
            "client",
            "toewijzing_nummer",
            "code",
            "begindatum",
            "einddatum",
            "volume",
            "bedrag",
            "oordeel",
            "referentie_nummer",
        )

    def render_volume(self, value: int, record: Declaratieregel) -> str:
        """With the unit in a word; a volume in euros is an amount."""
        eenheid = Eenheid(record.eenheid)
        return in_euro(value) if eenheid == Eenheid.EURO else f"{value} {EENHEID_NAAM[eenheid]}"

    def render_toewijzing_nummer(self, value: int) -> str:
        """A number that names, so without thousands points."""
        return str(value)

    def render_oordeel(self, value: bool, record: Declaratieregel) -> str:
        """A word, and for a rejected line what is wrong and what to do."""
        redenen = getattr(record, "afkeuringen", [])
        return render_to_string("declaraties/oordeel.html", {"goedgekeurd": value, "redenen": redenen})

    def value_oordeel(self, value: bool, record: Declaratieregel) -> str:
        """The same in one cell of an export."""
        redenen = getattr(record, "afkeuringen", [])
        return "Goedgekeurd" if value else " ".join(["Afgekeurd:", *(reden.zin for reden in redenen)])


class HerkomstLijst(Lijst):
    """One row per line of any claim, as evidence of an amount."""

    referentie_nummer = tables.LinkColumn("declaraties:regel", args=[tables.A("pk")], verbose_name="Regel")
    declaratie = tables.Column(accessor="declaratie__declaratie_nummer", verbose_name="Declaratie")
    aanbieder = tables.Column(accessor="declaratie__aanbieder__naam", verbose_name="Aanbieder")
    maand = MaandColumn(accessor="declaratie__periode_begindatum", verbose_name="Maand")
    client = tables.Column(
        accessor="client_nummer", verbose_name="Cliënt", default="onbekend", orderable=False
    )
    toewijzing_nummer = tables.Column(verbose_name="Toewijzing")
    code = tables.Column(verbose_name="Product")
    volume = GetalColumn(verbose_name="Volume")
    bedrag = EuroColumn(verbose_name="Bedrag")
    oordeel = LangeColumn(accessor="goedgekeurd", verbose_name="Oordeel", orderable=False)

    class Meta(Lijst.Meta):
        model = Declaratieregel
        fields = (
            "referentie_nummer",
            "declaratie",
            "aanbieder",
            "maand",
            "client",
            "toewijzing_nummer",
            "code",
            "volume",
            "bedrag",
            "oordeel",
        )

    render_volume = RegelLijst.render_volume
    render_toewijzing_nummer = RegelLijst.render_toewijzing_nummer
    render_oordeel = RegelLijst.render_oordeel

    def value_oordeel(self, value: bool, record: Declaratieregel) -> str:
        """The word, with the codes of a rejected line."""
        return "Goedgekeurd" if value else f"Afgekeurd ({record.retourcodes})"
