"""The lists of messages. No column names a person."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, Lijst

from .models import InkomendBericht, UitgaandBericht
from .queries import TONEN_IN, TONEN_UIT

TONEN_ANTWOORD = {"goed": "goed", "afgekeurd": "fout", "te_laat": "let_op"}


class InkomendLijst(Lijst):
    """One row per file that came in."""

    bijschrift = "Ontvangen berichten"
    bericht = tables.Column(verbose_name="Bericht", empty_values=())
    identificatie = tables.Column(verbose_name="Identificatie")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Van", default="onbekend")
    ontvangen_at = DatumColumn(verbose_name="Ontvangen")
    status = BadgeColumn(verbose_name="Status", tonen=TONEN_IN)
    codes = tables.Column(verbose_name="Codes", orderable=False)

    class Meta(Lijst.Meta):
        model = InkomendBericht
        fields = ("bericht", "identificatie", "aanbieder", "ontvangen_at", "status", "codes")
        order_by = "-ontvangen_at"

    def render_bericht(self, record: InkomendBericht) -> str:
        """A link to the message."""
        adres = reverse("berichtenverkeer:inkomend", args=[record.pk])
        return format_html(
            '<a class="nl-link" href="{}">{}</a>', adres, record.bericht or record.bestandsnaam
        )

    def value_bericht(self, record: InkomendBericht) -> str:
        """The bare name in an export."""
        return record.bericht or record.bestandsnaam


class UitgaandLijst(Lijst):
    """One row per message that we made; `te_laat` is set by the query."""

    bijschrift = "Gemaakte berichten"
    bericht = tables.Column(verbose_name="Bericht")
    identificatie = tables.Column(verbose_name="Identificatie")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aan")
    dagtekening = DatumColumn(verbose_name="Dagtekening")
    status = BadgeColumn(verbose_name="Status", tonen=TONEN_UIT)
    antwoord = tables.Column(verbose_name="Antwoord", empty_values=(), orderable=False)

    class Meta(Lijst.Meta):
        model = UitgaandBericht
        fields = ("bericht", "identificatie", "aanbieder", "dagtekening", "status", "antwoord")
        order_by = "-dagtekening"

    def render_bericht(self, record: UitgaandBericht) -> str:
        """A link to the message."""
        adres = reverse("berichtenverkeer:uitgaand", args=[record.pk])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, record.bericht)

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
