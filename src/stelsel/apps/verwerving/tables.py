"""The lists of contracts and of tariffs."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.web.tables import DatumColumn, EuroColumn, GetalColumn, Lijst
from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.kern.volume import Eenheid

from .models import Contract, Contractproduct


class ContractLijst(Lijst):
    """One row per contract."""

    nummer = tables.LinkColumn("verwerving:contract", args=[tables.A("nummer")], verbose_name="Contract")
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Aanbieder")
    wet = tables.Column(verbose_name="Wet")
    vandatum = DatumColumn(verbose_name="Van")
    totdatum = DatumColumn(verbose_name="Tot en met", default="onbepaald")
    aantal_producten = GetalColumn(verbose_name="Producten")

    class Meta(Lijst.Meta):
        model = Contract
        fields = ("nummer", "aanbieder", "wet", "vandatum", "totdatum", "aantal_producten")


class TariefLijst(Lijst):
    """One row per product in a contract."""

    product = tables.Column(accessor="product__naam", verbose_name="Product")
    code = tables.Column(accessor="product__code", verbose_name="Code")
    aanbieder = tables.Column(accessor="contract__aanbieder__naam", verbose_name="Aanbieder")
    contract = tables.Column(accessor="contract__nummer", verbose_name="Contract")
    tarief = EuroColumn(verbose_name="Tarief")
    eenheid = tables.Column(verbose_name="Per")
    variant = tables.Column(verbose_name="Bekostiging")
    vandatum = DatumColumn(verbose_name="Van")
    totdatum = DatumColumn(verbose_name="Tot en met", default="onbepaald")

    class Meta(Lijst.Meta):
        model = Contractproduct
        fields = (
            "product",
            "code",
            "aanbieder",
            "contract",
            "tarief",
            "eenheid",
            "variant",
            "vandatum",
            "totdatum",
        )

    def render_eenheid(self, value: str) -> str:
        """The unit in a word."""
        return EENHEID_NAAM[Eenheid(value)]

    def value_eenheid(self, value: str) -> str:
        """The same word in an export."""
        return EENHEID_NAAM[Eenheid(value)]

    def render_contract(self, value: str) -> str:
        """A link to the contract."""
        adres = reverse("verwerving:contract", args=[value])
        return format_html('<a class="nl-link" href="{}">{}</a>', adres, value)

    def value_contract(self, value: str) -> str:
        """The bare number in an export."""
        return value
