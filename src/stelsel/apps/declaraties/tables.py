"""The lists of claims, of their lines, and of what is proposed for payment."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.apps.web.tables import BadgeColumn, DatumColumn, EuroColumn, GetalColumn, Lijst
from stelsel.domein.declaraties.begrippen import Uitkomst
from stelsel.domein.declaraties.betaalrun import BETAALSTAND_NAAM, Betaalstand, Runstatus
from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.kern.bedrag import in_euro
from stelsel.kern.volume import Eenheid

from .models import (
    Betaalregel,
    Betaalrun,
    Betaalvoorstel,
    Betaling,
    Boekhoudexport,
    Declaratie,
    Declaratieregel,
    Rekeningnummer,
)

TONEN = {Uitkomst.GOEDGEKEURD.value: "goed", Uitkomst.DEELS.value: "let_op", Uitkomst.AFGEKEURD.value: "fout"}

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
    oordeel = tables.Column(accessor="goedgekeurd", verbose_name="Oordeel", orderable=False)
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
    oordeel = tables.Column(accessor="goedgekeurd", verbose_name="Oordeel", orderable=False)

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
