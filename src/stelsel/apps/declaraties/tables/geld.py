"""The lists of what is proposed for payment, paid, booked and exported."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.apps.web.tables import BadgeColumn, DatumColumn, EuroColumn, GetalColumn, Lijst
from stelsel.domein.declaraties.betaalrun import BETAALSTAND_NAAM, Betaalstand, Runstatus

from ..models import (
    Betaalregel,
    Betaalrun,
    Betaalvoorstel,
    Betaling,
    Boekhoudexport,
    Rekeningnummer,
)
from .claims import MaandColumn

STAND_TONEN = {
    Betaalstand.TE_VERREKENEN.value: "info",
    Betaalstand.AANGEHOUDEN.value: "let_op",
    Betaalstand.OPEN.value: "info",
    Runstatus.CONCEPT.value: "info",
    Runstatus.VOORGELEGD.value: "let_op",
    Runstatus.GOEDGEKEURD.value: "info",
    Runstatus.BESTAND.value: "info",
    Runstatus.BETAALD.value: "goed",
}
RUN_TONEN = {
    Runstatus.CONCEPT.value: "neutraal",
    Runstatus.VOORGELEGD.value: "let_op",
    Runstatus.GOEDGEKEURD.value: "info",
    Runstatus.BESTAND.value: "info",
    Runstatus.BETAALD.value: "goed",
    Runstatus.INGETROKKEN.value: "neutraal",
}
BETALING_TONEN = {"klaar": "info", "betaald": "goed", "terug": "fout"}
#: By: confirmed, rejected.
REKENING_STAND = {
    (False, False): ("Wacht op een tweede persoon", "let_op"),
    (True, False): ("Bevestigd", "goed"),
    (False, True): ("Afgewezen", "neutraal"),
}


class BetaalvoorstelLijst(Lijst):
    """One row per proposal."""

    declaratie = tables.Column(accessor="declaratie__declaratie_nummer", verbose_name="Declaratie")
    aanbieder = tables.Column(accessor="declaratie__aanbieder__naam", verbose_name="Aanbieder")
    gemeente = tables.Column(accessor="declaratie__gemeente__naam", verbose_name="Gemeente")
    wet = tables.Column(accessor="declaratie__wet", verbose_name="Wet")
    maand = MaandColumn(accessor="declaratie__periode_begindatum", verbose_name="Maand")
    bedrag = EuroColumn(verbose_name="Voorstel")
    uiterste_betaaldatum = DatumColumn(verbose_name="Betalen voor of op")
    stand = tables.Column(verbose_name="Stand")
    betaaldatum = DatumColumn(verbose_name="Betaald op", default="nog niet")

    class Meta(Lijst.Meta):
        model = Betaalvoorstel
        fields = (
            "declaratie",
            "aanbieder",
            "gemeente",
            "wet",
            "maand",
            "bedrag",
            "uiterste_betaaldatum",
            "stand",
            "betaaldatum",
        )

    def render_stand(self, value: str, record: Any) -> str:
        """Where it stands, and that it is late where it is."""
        woord, toon = BETAALSTAND_NAAM[value], STAND_TONEN.get(value, "neutraal")
        badge = '<span class="nl-data-badge app-badge app-badge--{}">{}</span>'
        if record.te_laat:
            return format_html(f"{badge} {badge}", toon, woord, "fout", "Te laat")
        return format_html(badge, toon, woord)

    def value_stand(self, value: str, record: Any) -> str:
        """The same in words."""
        return f"{BETAALSTAND_NAAM[value]}, te laat" if record.te_laat else BETAALSTAND_NAAM[value]

    def render_declaratie(self, value: str, record: Betaalvoorstel) -> str:
        """A link to the claim."""
        adres = reverse("declaraties:declaratie", args=[record.declaratie_id])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, value)

    def value_declaratie(self, value: str) -> str:
        """The bare number in an export."""
        return value


class BoekhoudexportLijst(Lijst):
    """One row per export."""

    nummer = tables.Column(verbose_name="Export")
    tot_en_met = DatumColumn(verbose_name="Tot en met")
    aantal_regels = GetalColumn(verbose_name="Regels")
    bedrag = EuroColumn(verbose_name="Debet is credit")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")
    gemaakt_by = tables.Column(verbose_name="Gemaakt door")
    bestand = tables.Column(accessor="nummer", verbose_name="Bestand", orderable=False)

    class Meta(Lijst.Meta):
        model = Boekhoudexport
        fields = ("nummer", "tot_en_met", "aantal_regels", "bedrag", "gemaakt_at", "gemaakt_by", "bestand")

    def render_bestand(self, value: str) -> str:
        """Both files."""
        adres = reverse("declaraties:boekhoudbestand", args=[value])
        link = '<a class="nl-link" href="{}" aria-label="{} van {}">{}</a>'
        return format_html(
            f"{link}, {link}", f"{adres}?soort=xlsx", "Excel", value, "Excel", adres, "CSV", value, "CSV"
        )

    def value_bestand(self, record: Boekhoudexport) -> str:
        """The digest of the file, to compare with what the bookkeeping got."""
        return record.sha256


class GrootboekLijst(Lijst):
    """One row per aanbieder, law and month; the month leads to the claims behind it."""

    periode = MaandColumn(verbose_name="Maand")
    aanbieder = tables.Column(verbose_name="Aanbieder")
    wet = tables.Column(verbose_name="Wet")
    declaraties = GetalColumn(verbose_name="Declaraties")
    gedeclareerd = EuroColumn(accessor="som_gedeclareerd", verbose_name="Gedeclareerd")
    afgekeurd = EuroColumn(accessor="som_afgekeurd", verbose_name="Afgekeurd")
    goedgekeurd = EuroColumn(accessor="som_goedgekeurd", verbose_name="Goedgekeurd")
    gecrediteerd = EuroColumn(accessor="som_gecrediteerd", verbose_name="Gecrediteerd")
    te_betalen = EuroColumn(verbose_name="Te betalen")
    betaald = EuroColumn(accessor="som_betaald", verbose_name="Betaald")
    nog_te_betalen = EuroColumn(verbose_name="Nog open")

    class Meta(Lijst.Meta):
        fields = (
            "periode",
            "aanbieder",
            "wet",
            "declaraties",
            "gedeclareerd",
            "afgekeurd",
            "goedgekeurd",
            "gecrediteerd",
            "te_betalen",
            "betaald",
            "nog_te_betalen",
        )

    def render_periode(self, value: Any, record: dict[str, Any]) -> str:
        """A link to the claims of this row."""
        vraag = f"aanbieder={record['agb']}&wet={record['wet']}&maand={value:%Y-%m}"
        adres = f"{reverse('declaraties:declaraties')}?{vraag}"
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, f"{value:%m-%Y}")

    def render_wet(self, value: str) -> str:
        """The name of the law."""
        return dict(WET_KEUZES)[value]

    value_wet = render_wet


class BetaalrunLijst(Lijst):
    """One row per run."""

    nummer = tables.LinkColumn("declaraties:betaalrun", args=[tables.A("nummer")], verbose_name="Betaalrun")
    status = BadgeColumn(tonen=RUN_TONEN, verbose_name="Stand")
    uitvoeringsdatum = DatumColumn(verbose_name="Betalen op")
    betalen_tot = DatumColumn(verbose_name="Declaraties tot en met")
    aantal_betalingen = GetalColumn(verbose_name="Betalingen")
    totaal = EuroColumn(verbose_name="Bedrag")
    gemaakt_by = tables.Column(verbose_name="Gemaakt door")
    goedgekeurd_by = tables.Column(verbose_name="Goedgekeurd door", default="nog niemand")

    class Meta(Lijst.Meta):
        model = Betaalrun
        fields = (
            "nummer",
            "status",
            "uitvoeringsdatum",
            "betalen_tot",
            "aantal_betalingen",
            "totaal",
            "gemaakt_by",
            "goedgekeurd_by",
        )


class BetalingLijst(Lijst):
    """One row per payment to an aanbieder."""

    kenmerk = tables.LinkColumn("declaraties:betaling", args=[tables.A("pk")], verbose_name="Betaling")
    gemeente = tables.Column(accessor="betaalrun__gemeente__naam", verbose_name="Gemeente")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aanbieder")
    uitvoeringsdatum = DatumColumn(accessor="betaalrun__uitvoeringsdatum", verbose_name="Betalen op")
    iban = tables.Column(verbose_name="Naar rekening", default="ontbreekt")
    aantal_declaraties = GetalColumn(verbose_name="Declaraties")
    bedrag = EuroColumn(verbose_name="Bedrag")
    status = BadgeColumn(tonen=BETALING_TONEN, verbose_name="Stand")

    class Meta(Lijst.Meta):
        model = Betaling
        fields = (
            "kenmerk",
            "gemeente",
            "aanbieder",
            "uitvoeringsdatum",
            "iban",
            "aantal_declaraties",
            "bedrag",
            "status",
        )


class BetaalregelLijst(Lijst):
    """One row per claim in a payment."""

    declaratie = tables.Column(accessor="voorstel__declaratie__declaratie_nummer", verbose_name="Declaratie")
    wet = tables.Column(accessor="voorstel__declaratie__wet", verbose_name="Wet")
    maand = MaandColumn(accessor="voorstel__declaratie__periode_begindatum", verbose_name="Maand")
    toegekend = EuroColumn(accessor="voorstel__bedrag", verbose_name="Toegekend")
    bedrag = EuroColumn(verbose_name="In deze betaling")

    class Meta(Lijst.Meta):
        model = Betaalregel
        fields = ("declaratie", "wet", "maand", "toegekend", "bedrag")

    def render_declaratie(self, value: str, record: Betaalregel) -> str:
        """A link to the claim."""
        adres = reverse("declaraties:declaratie", args=[record.voorstel.declaratie_id])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, value)

    def value_declaratie(self, value: str) -> str:
        """The bare number in an export."""
        return value


class RekeningnummerLijst(Lijst):
    """One row per account that was asked for."""

    van = tables.Column(accessor="aanbieder__naam", verbose_name="Van", default="De gemeente zelf")
    iban = tables.LinkColumn(
        "declaraties:rekeningnummer", args=[tables.A("pk")], verbose_name="Rekeningnummer"
    )
    tenaamstelling = tables.Column(verbose_name="Op naam van")
    vanaf = DatumColumn(verbose_name="Geldt vanaf")
    gevraagd_by = tables.Column(verbose_name="Ingevoerd door")
    stand = tables.Column(accessor="pk", verbose_name="Stand", orderable=False)

    class Meta(Lijst.Meta):
        model = Rekeningnummer
        fields = ("van", "iban", "tenaamstelling", "vanaf", "gevraagd_by", "stand")

    def render_stand(self, record: Rekeningnummer) -> str:
        """A word with its tone."""
        woord, toon = REKENING_STAND[record.bevestigd_at is not None, record.afgewezen_at is not None]
        return format_html('<span class="nl-data-badge app-badge app-badge--{}">{}</span>', toon, woord)

    def value_stand(self, record: Rekeningnummer) -> str:
        """The word."""
        return REKENING_STAND[record.bevestigd_at is not None, record.afgewezen_at is not None][0]
