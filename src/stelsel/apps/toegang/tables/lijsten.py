"""The lists of clients, allocations and looks."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.journal.models import Inzage
from stelsel.apps.web.panels import list_verwijzingen
from stelsel.apps.web.tables import BadgeColumn, DatumColumn, GetalColumn, Lijst

from .. import queries
from ..models import Aanvraag, Client, Taakmelding, Toewijzing, Vraag
from ..permissions import Handeling, mag


class ClientLijst(Lijst):
    """One row per client, without BSN: searching on it goes by the form above the list."""

    naam = tables.LinkColumn(
        "toegang:client",
        args=[tables.A("nummer")],
        accessor="volledige_naam",
        order_by="geslachtsnaam",
        verbose_name="Naam",
    )
    nummer = tables.Column(verbose_name="Nummer")
    geboortedatum = DatumColumn(verbose_name="Geboren")
    plaats = tables.Column(verbose_name="Woonplaats")
    open_vragen = GetalColumn(verbose_name="Open vragen")

    class Meta(Lijst.Meta):
        model = Client
        fields = ("naam", "nummer", "geboortedatum", "plaats", "open_vragen")


class VraagLijst(Lijst):
    """One row per open question, with the last day to decide."""

    bijschrift = "Open vragen"
    client = tables.LinkColumn(
        "toegang:vraag",
        args=[tables.A("nummer")],
        accessor="client__volledige_naam",
        order_by="client__geslachtsnaam",
        verbose_name="Cliënt",
    )
    nummer = tables.Column(verbose_name="Vraag")
    wet = tables.Column(verbose_name="Wet")
    gesteld_datum = DatumColumn(verbose_name="Gesteld op")
    uiterlijk = DatumColumn(empty_values=(), orderable=False, verbose_name="Beslis uiterlijk")

    class Meta(Lijst.Meta):
        model = Vraag
        fields = ("client", "nummer", "wet", "gesteld_datum", "uiterlijk")

    def render_uiterlijk(self, record: Vraag) -> str:
        """The last day that the law allows."""
        return f"{queries.get_uiterste_besluitdatum(record):%d-%m-%Y}"


class ToewijzingLijst(Lijst):
    """One row per allocation, with the state of delivery in a word."""

    bijschrift = "Toewijzingen"
    toewijzing_nummer = tables.LinkColumn(
        "toegang:toewijzing", args=[tables.A("pk")], verbose_name="Toewijzing"
    )
    client = tables.Column(
        accessor="client__volledige_naam", order_by="client__geslachtsnaam", verbose_name="Cliënt"
    )
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aanbieder")
    code = tables.Column(verbose_name="Product")
    ingangsdatum = DatumColumn(verbose_name="Van")
    einddatum = DatumColumn(verbose_name="Tot en met", default="open")
    levering = tables.Column(empty_values=(), orderable=False, verbose_name="Levering")

    class Meta(Lijst.Meta):
        model = Toewijzing
        fields = ("toewijzing_nummer", "client", "aanbieder", "code", "ingangsdatum", "einddatum", "levering")

    def render_levering(self, record: Toewijzing) -> str:
        """The state of delivery on the day of the request."""
        levering = queries.get_levering(record, today=self.request.vandaag)
        return format_html(
            '<span class="nl-data-badge app-badge app-badge--{}">{}</span>', levering.toon, levering.status
        )

    def value_levering(self, record: Toewijzing) -> str:
        """The word."""
        return queries.get_levering(record, today=self.request.vandaag).status


class AanvraagLijst(Lijst):
    """One row per decision: a product of a VOT, or a VOW."""

    bijschrift = "Verzoeken"
    nummer = tables.LinkColumn(
        "toegang:verzoek",
        args=[tables.A("verzoek__nummer")],
        accessor="verzoek__nummer",
        verbose_name="Verzoek",
    )
    client = tables.Column(
        empty_values=(), order_by=("verzoek__client__geslachtsnaam", "pk"), verbose_name="Cliënt"
    )
    aanbieder = tables.Column(accessor="verzoek__aanbieder__naam", verbose_name="Aanbieder")
    soort = tables.Column(accessor="verzoek__soort", verbose_name="Wat")
    wet = tables.Column(accessor="verzoek__wet", verbose_name="Wet")
    ontvangen = DatumColumn(accessor="verzoek__ontvangen_datum", verbose_name="Ontvangen")
    uiterste_datum = DatumColumn(verbose_name="Antwoord uiterlijk")
    status = BadgeColumn(tonen=queries.TONEN_VERZOEK, verbose_name="Stand")

    class Meta(Lijst.Meta):
        model = Aanvraag
        fields = (
            *("nummer", "client", "aanbieder", "soort", "wet"),
            *("ontvangen", "uiterste_datum", "status"),
        )

    def render_client(self, record: Aanvraag) -> str:
        """The client, or the name in the request while nobody here knows the person."""
        return record.verzoek.persoonsnaam

    def render_soort(self, record: Aanvraag) -> str:
        """In words."""
        return record.verzoek.get_soort_display()

    def render_wet(self, record: Aanvraag) -> str:
        """In words."""
        return record.verzoek.get_wet_display()

    def value_client(self, record: Aanvraag) -> str:
        """As shown."""
        return record.verzoek.persoonsnaam


class TaakleveringLijst(Lijst):
    """One row per start that was reported without an allocation."""

    bijschrift = "Taakgerichte hulp"
    client = tables.Column(
        accessor="client__volledige_naam",
        order_by="client__geslachtsnaam",
        default="Hier nog niet bekend",
        verbose_name="Cliënt",
    )
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aanbieder")
    product = tables.Column(accessor="productnaam", order_by="code", verbose_name="Product")
    begindatum = DatumColumn(verbose_name="Begonnen")
    stopdatum = DatumColumn(verbose_name="Gestopt", default="")
    stand = tables.Column(verbose_name="Stand")
    bericht_sleutel = tables.Column(orderable=False, verbose_name="Bericht")

    class Meta(Lijst.Meta):
        model = Taakmelding
        fields = ("client", "aanbieder", "product", "begindatum", "stopdatum", "stand", "bericht_sleutel")

    def render_client(self, value: str, record: Taakmelding) -> str:
        """A link to the dossier, for who may open it."""
        if record.client is None or not mag(self.request.user, Handeling.DOSSIER_LEZEN):
            return value
        adres = reverse("toegang:client", args=[record.client.nummer])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, value)

    def value_client(self, value: str) -> str:
        """The bare name in an export."""
        return value

    def render_product(self, value: str, record: Taakmelding) -> str:
        """The name with the code of the messages."""
        return f"{value} ({record.code})"

    def render_stand(self, value: str) -> str:
        """The word, with its tone."""
        woord = dict(queries.STANDEN_TAAK)[value]
        toon = queries.TONEN_TAAK[value]
        return format_html('<span class="nl-data-badge app-badge app-badge--{}">{}</span>', toon, woord)

    def value_stand(self, value: str) -> str:
        """The word."""
        return dict(queries.STANDEN_TAAK)[value]

    def render_bericht_sleutel(self, value: str) -> str:
        """A link to the message, for who may open messages."""
        verwijzingen = list_verwijzingen(self.request.user, "taakmelding", value)
        if not verwijzingen:
            return value
        return format_html('<a class="nl-link" href="{}">{}</a>', verwijzingen[0][1], value)

    def value_bericht_sleutel(self, value: Any) -> str:
        """The bare key in an export."""
        return str(value)


class InzageLijst(Lijst):
    """Who looked, when, and at what."""

    bijschrift = "Wie keek hier"
    gezien_at = tables.DateTimeColumn(format="d-m-Y H:i", verbose_name="Wanneer")
    wie = tables.Column(verbose_name="Wie")
    actor_rol = tables.Column(verbose_name="Rol")
    handeling = tables.Column(verbose_name="Wat")

    class Meta(Lijst.Meta):
        model = Inzage
        fields = ("gezien_at", "wie", "actor_rol", "handeling")
