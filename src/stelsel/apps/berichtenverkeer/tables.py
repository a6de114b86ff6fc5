"""The lists of messages. No column names a person."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, GetalColumn, LangeColumn, Lijst

from .models import Aanleverbestand, Aanlevering, InkomendBericht, Storing, UitgaandBericht
from .queries import (
    TONEN_AANLEVERING,
    TONEN_AFLOOP,
    TONEN_IN,
    TONEN_UIT,
    get_uiterste_dag,
    render_bevinding,
    render_herstel,
)

TONEN_ANTWOORD = {"goed": "goed", "afgekeurd": "fout", "te_laat": "let_op"}


class _BerichtLijst(Lijst):
    """An aanbieder sees which gemeente, a gemeente sees which aanbieder; an export has both."""

    def before_render(self, request: Any) -> None:
        """Hide the own organisation, which is the same in every row."""
        self.columns.hide("aanbieder" if request.user.agb else "gemeente")


class InkomendLijst(_BerichtLijst):
    """One row per file that came in."""

    bijschrift = "Ontvangen berichten"
    bericht = tables.Column(verbose_name="Bericht", empty_values=())
    identificatie = tables.Column(verbose_name="Identificatie")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Van", default="onbekend")
    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Aan", default="onbekend")
    ontvangen_at = DatumColumn(verbose_name="Ontvangen")
    status = BadgeColumn(verbose_name="Status", tonen=TONEN_IN)
    codes = tables.Column(verbose_name="Codes", orderable=False)

    class Meta(Lijst.Meta):
        model = InkomendBericht
        fields = ("bericht", "identificatie", "aanbieder", "gemeente", "ontvangen_at", "status", "codes")
        order_by = "-ontvangen_at"

    def render_bericht(self, record: InkomendBericht) -> str:
        """A link to the message."""
        adres = reverse("berichtenverkeer:inkomend", args=[record.pk])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, record.naam)

    def value_bericht(self, record: InkomendBericht) -> str:
        """The bare name in an export."""
        return record.bericht or record.bestandsnaam


class UitgaandLijst(_BerichtLijst):
    """One row per message that we made; `te_laat` is set by the query."""

    bijschrift = "Gemaakte berichten"
    bericht = tables.Column(verbose_name="Bericht")
    identificatie = tables.Column(verbose_name="Identificatie")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aan")
    gemeente = tables.Column(accessor="gemeente__naam", verbose_name="Van", default="onbekend")
    dagtekening = DatumColumn(verbose_name="Dagtekening")
    status = BadgeColumn(verbose_name="Status", tonen=TONEN_UIT)
    antwoord = tables.Column(verbose_name="Antwoord", empty_values=(), orderable=False)
    uiterlijk = DatumColumn(
        verbose_name="Antwoord uiterlijk", accessor="verzonden_at", orderable=False, default=""
    )

    class Meta(Lijst.Meta):
        model = UitgaandBericht
        fields = (
            *("bericht", "identificatie", "aanbieder", "gemeente", "dagtekening", "status", "antwoord"),
            "uiterlijk",
        )
        order_by = "-dagtekening"

    def render_uiterlijk(self, record: UitgaandBericht) -> str:
        """The last day of the term of the aanbieder; nothing when no answer is waited for."""
        return self.value_uiterlijk(record)

    def value_uiterlijk(self, record: UitgaandBericht) -> str:
        """The same in an export."""
        dag = None if record.beantwoord else get_uiterste_dag(record.bericht, record.verzonden_at)
        return f"{dag:%d-%m-%Y}" if dag else ""

    def render_bericht(self, record: UitgaandBericht) -> str:
        """A link to the message."""
        adres = reverse("berichtenverkeer:uitgaand", args=[record.pk])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, record.naam)

    def value_bericht(self, record: UitgaandBericht) -> str:
        """The bare name in an export."""
        return record.bericht

    def render_antwoord(self, record: Any) -> str:
        """The aanbieder's answer, or that it is late."""
        woord, toon = self._get_antwoord(record)
        if not woord:
            return ""
        return format_html('<span class="nl-data-badge app-badge app-badge--{}">{}</span>', toon, woord)

    def value_antwoord(self, record: Any) -> str:
        """The word."""
        return self._get_antwoord(record)[0]

    def _get_antwoord(self, record: Any) -> tuple[str, str]:
        if record.beantwoord:
            return record.get_beantwoord_display(), TONEN_ANTWOORD[record.beantwoord]
        return ("Te laat", TONEN_ANTWOORD["te_laat"]) if record.te_laat else ("", "")


class AanleveringLijst(Lijst):
    """One row per time that somebody handed something in."""

    bijschrift = "Aanleveringen"
    aangeleverd_at = tables.Column(verbose_name="Aangeleverd")
    door_naam = tables.Column(verbose_name="Door")
    aantal = GetalColumn(verbose_name="Bestanden")
    niet_aangenomen = GetalColumn(verbose_name="Niet aangenomen")
    wachtend = GetalColumn(verbose_name="Wacht op controle")

    class Meta(Lijst.Meta):
        model = Aanlevering
        fields = ("aangeleverd_at", "door_naam", "aantal", "niet_aangenomen", "wachtend")
        order_by = "-aangeleverd_at"

    def render_aangeleverd_at(self, value: Any, record: Aanlevering) -> str:
        """A link to the batch."""
        adres = reverse("berichtenverkeer:aanlevering", args=[record.pk])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, date_format(value, "d-m-Y H:i"))

    def value_aangeleverd_at(self, record: Aanlevering) -> Any:
        """The moment in an export."""
        return localtime(record.aangeleverd_at)


class AanleverbestandLijst(Lijst):
    """One row per file of a batch: what became of it, what is wrong and what to do."""

    bijschrift = "Aangeleverde bestanden"
    naam = tables.Column(verbose_name="Bestand")
    bericht = tables.Column(accessor="inkomend__bericht", verbose_name="Bericht", default="")
    toestand = tables.Column(verbose_name="Status")
    bevinding = LangeColumn(verbose_name="Wat er niet klopt", empty_values=(), orderable=False)
    herstel = LangeColumn(verbose_name="Wat u doet", empty_values=(), orderable=False)
    antwoord = tables.Column(verbose_name="Antwoord", empty_values=(), orderable=False)

    class Meta(Lijst.Meta):
        model = Aanleverbestand
        fields = ("naam", "bericht", "toestand", "bevinding", "herstel", "antwoord")
        order_by = "volgnummer"

    def _is_eigen(self, record: Any) -> bool:
        toestand = Aanleverbestand.Toestand
        return record.toestand not in (toestand.ELDERS, toestand.GEWEIGERD)

    def render_naam(self, value: str, record: Any) -> str:
        """A link to the message, when there is one that the user may see."""
        if not self._is_eigen(record):
            return value
        adres = reverse("berichtenverkeer:inkomend", args=[record.inkomend_id])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, value)

    def value_naam(self, value: str) -> str:
        """The bare name in an export."""
        return value

    def render_bericht(self, value: str, record: Any) -> str:
        """The kind of message, of own messages only."""
        return value if self._is_eigen(record) else ""

    def render_toestand(self, value: str) -> str:
        """The word, with its tone."""
        woord, toon = Aanleverbestand.Toestand(value).label, TONEN_AANLEVERING[value]
        return format_html('<span class="nl-data-badge app-badge app-badge--{}">{}</span>', toon, woord)

    def value_toestand(self, value: str) -> str:
        """The word."""
        return str(Aanleverbestand.Toestand(value).label)

    def render_bevinding(self, record: Any) -> str:
        """In a sentence."""
        return render_bevinding(record)

    def render_herstel(self, record: Any) -> str:
        """In a sentence."""
        return render_herstel(record)

    def render_antwoord(self, record: Any) -> str:
        """A link to our answer."""
        antwoord = record.inkomend.antwoord if self._is_eigen(record) else None
        if antwoord is None:
            return ""
        adres = reverse("berichtenverkeer:uitgaand_xml", args=[antwoord.pk])
        return format_html('<a class="nl-link" href="{}">{} downloaden</a>', adres, antwoord.bericht)

    def value_antwoord(self, record: Any) -> str:
        """The kind of answer."""
        antwoord = record.inkomend.antwoord if self._is_eigen(record) else None
        return antwoord.bericht if antwoord is not None else ""


class StoringLijst(Lijst):
    """One row per thing that does not go on by itself."""

    bijschrift = "Vastgelopen berichten"
    titel = tables.Column(verbose_name="Wat")
    soort = tables.Column(verbose_name="Soort")
    uitleg = LangeColumn(verbose_name="Waarom", orderable=False)
    ontstaan_at = DatumColumn(verbose_name="Sinds")
    afloop = BadgeColumn(verbose_name="Afloop", tonen=TONEN_AFLOOP, empty_values=())
    afgedaan_door = tables.Column(verbose_name="Door", default="")

    class Meta(Lijst.Meta):
        model = Storing
        fields = ("titel", "soort", "uitleg", "ontstaan_at", "afloop", "afgedaan_door")
        order_by = "-ontstaan_at"

    def render_titel(self, record: Storing) -> str:
        """A link to what can be done."""
        return format_html(
            '<a class="nl-link" href="{}">{}</a>',
            reverse("berichtenverkeer:storing", args=[record.pk]),
            record.titel,
        )

    def value_titel(self, record: Storing) -> str:
        """The bare title in an export."""
        return record.titel
