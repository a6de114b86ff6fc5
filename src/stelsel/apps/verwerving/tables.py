"""The lists of contracts, of tariffs and of demands, and the tables of one list of demands."""

from __future__ import annotations

from collections.abc import Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from stelsel.apps.web.render.cijfer import TEKST, Cijfertabel
from stelsel.apps.web.tables import DatumColumn, EuroColumn, GetalColumn, Lijst
from stelsel.domein.toegang.begrippen import EENHEID_NAAM
from stelsel.kern.volume import Eenheid

from .models import Contract, Contractproduct, Eisenlijst
from .queries import Eisverschil


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


class EisenLijst(Lijst):
    """One row per version of the demands of a perceel."""

    bijschrift = "Eisen per perceel"
    nummer = tables.Column(
        verbose_name="Nummer", linkify=("verwerving:eisenlijst", {"nummer": tables.A("nummer")})
    )
    perceel = tables.Column(verbose_name="Perceel")
    wet = tables.Column(verbose_name="Wet")
    versie = GetalColumn(verbose_name="Versie")
    catalogus = tables.Column(accessor="catalogus__nummer", verbose_name="Catalogus")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Eisenlijst
        fields = ("nummer", "perceel", "wet", "versie", "catalogus", "gemaakt_door", "gemaakt_at")


def create_eisentabel(lijst: Eisenlijst) -> Cijfertabel:
    """Every demand, with the profiel that it is from."""
    rijen = [(f"{code} {naam}", zin) for code, naam, zin in lijst.eisen]
    rijen += [("Hele perceel", zin) for zin in lijst.eigen]
    return Cijfertabel(
        naam="eisen",
        vraag="Wat vragen wij van aanbieders?",
        koppen=(("Voor", TEKST), ("Eis", TEKST)),
        rijen=rijen,
        uitleg=(
            f"De eisen per profiel komen uit catalogus {lijst.catalogus.nummer}, zoals die is vastgesteld. "
            "De eisen voor het hele perceel zijn hier toegevoegd.",
            "Deze lijst verandert niet meer. Een nieuwe versie is een nieuwe lijst.",
        ),
    )


def create_verschiltabel(verschillen: Sequence[Eisverschil]) -> Cijfertabel:
    """What the catalogue that holds now asks otherwise."""
    return Cijfertabel(
        naam="verschil",
        vraag="Wat vraagt de catalogus van nu anders?",
        koppen=(("Profiel", TEKST), ("Verschil", TEKST), ("Eis", TEKST)),
        rijen=[(v.code, "nieuw in de catalogus" if v.nieuw else "niet meer", v.zin) for v in verschillen],
    )
