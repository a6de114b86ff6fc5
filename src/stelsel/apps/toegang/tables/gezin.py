"""The lists and the picture of household plans, of who answers for help, and of looking again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, GetalColumn, Lijst
from stelsel.domein.toegang.herijking import get_herijkingsregel

from ..models import Gezinsplan, Herijking, Hoofdverantwoordelijke, Toewijzing, Uitzondering
from ..queries.aanvullingen import Producten, get_oordeel, get_producten
from ..queries.gezinsplannen import Gezinsbeeld, Hulpregel

CENTEN = 100
IN_ORDE = "In orde"


class GezinsplanLijst(Lijst):
    """One row per plan, with the names of who belongs to it now."""

    bijschrift = "Gezinsplannen"
    nummer = tables.LinkColumn("toegang:gezinsplan", args=[tables.A("nummer")], verbose_name="Plan")
    leden = tables.Column(empty_values=(), orderable=False, verbose_name="Wie horen erbij")
    aantal_leden = GetalColumn(verbose_name="Personen")
    open_doelen = GetalColumn(verbose_name="Doelen")
    begindatum = DatumColumn(verbose_name="Sinds")
    einddatum = DatumColumn(verbose_name="Tot en met", default="loopt")

    class Meta(Lijst.Meta):
        model = Gezinsplan
        fields = ("nummer", "leden", "aantal_leden", "open_doelen", "begindatum", "einddatum")

    def render_leden(self, record: Gezinsplan) -> str:
        """In the order in which they came."""
        nu = [lid for lid in record.leden.all() if lid.tot is None]
        return ", ".join(lid.client.volledige_naam for lid in sorted(nu, key=lambda lid: lid.pk))

    def value_leden(self, record: Gezinsplan) -> str:
        """As shown."""
        return self.render_leden(record)


class ContactpersoonLijst(Lijst):
    """One row per lead, with the person there."""

    bijschrift = "Hoofdverantwoordelijken"
    toewijzing = tables.LinkColumn(
        "toegang:toewijzing",
        args=[tables.A("toewijzing_id")],
        accessor="toewijzing__toewijzing_nummer",
        verbose_name="Toewijzing",
    )
    client = tables.Column(
        accessor="toewijzing__client__volledige_naam",
        order_by="toewijzing__client__geslachtsnaam",
        verbose_name="Cliënt",
    )
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Hoofdverantwoordelijke")
    contactpersoon = tables.Column(
        verbose_name="Contactpersoon", empty_values=(None,), order_by="contactpersoon"
    )
    functie = tables.Column(verbose_name="Functie", default="")
    vanaf = DatumColumn(verbose_name="Vanaf")
    tot = DatumColumn(accessor="toewijzing__einddatum", verbose_name="Hulp tot en met", default="open")

    class Meta(Lijst.Meta):
        model = Hoofdverantwoordelijke
        fields = ("toewijzing", "client", "aanbieder", "contactpersoon", "functie", "vanaf", "tot")

    def render_contactpersoon(self, value: str) -> str:
        """The name, or that there is none yet."""
        return value or "nog niet genoemd"


TONEN_UITZONDERING = {"gevraagd": "let_op", "goedgekeurd": "goed", "afgewezen": "neutraal"}


class UitzonderingLijst(Lijst):
    """One row per exception."""

    bijschrift = "Uitzonderingen"
    toewijzing = tables.LinkColumn(
        "toegang:uitzondering",
        args=[tables.A("pk")],
        accessor="toewijzing__toewijzing_nummer",
        verbose_name="Toewijzing",
    )
    client = tables.Column(
        accessor="toewijzing__client__volledige_naam",
        order_by="toewijzing__client__geslachtsnaam",
        verbose_name="Cliënt",
    )
    aanbieder = tables.Column(accessor="aanbieder__naam", verbose_name="Tweede aanbieder")
    vanaf = DatumColumn(verbose_name="Van")
    tot = DatumColumn(verbose_name="Tot en met")
    status = BadgeColumn(tonen=TONEN_UITZONDERING, verbose_name="Stand")

    class Meta(Lijst.Meta):
        model = Uitzondering
        fields = ("toewijzing", "client", "aanbieder", "vanaf", "tot", "status")


TONEN_HERIJKING = {"open": "let_op", "afgedaan": "goed", "vervallen": "neutraal"}


class HerijkingLijst(Lijst):
    """One row per task, with the rule and the fact."""

    bijschrift = "Opnieuw bekijken"
    client = tables.LinkColumn(
        "toegang:herijking",
        args=[tables.A("pk")],
        accessor="toewijzing__client__volledige_naam",
        order_by="toewijzing__client__geslachtsnaam",
        verbose_name="Cliënt",
    )
    regel = tables.Column(verbose_name="Waarom")
    feit = tables.Column(verbose_name="Feit", orderable=False)
    aanbieder = tables.Column(accessor="toewijzing__aanbieder__naam", verbose_name="Aanbieder")
    uiterste_datum = DatumColumn(verbose_name="Uiterlijk")
    status = BadgeColumn(tonen=TONEN_HERIJKING, verbose_name="Stand")

    class Meta(Lijst.Meta):
        model = Herijking
        fields = ("client", "regel", "feit", "aanbieder", "uiterste_datum", "status")

    def render_regel(self, record: Herijking) -> str:
        """The name of the rule as it was on the day of the task."""
        regel = get_herijkingsregel(record.regel, today=record.ontstaan_datum)
        return regel.naam if regel else record.regel

    def value_regel(self, record: Herijking) -> str:
        """As shown."""
        return self.render_regel(record)


class AanvullingLijst(Lijst):
    """One row per running addition, judged by the rules of its first day."""

    bijschrift = "Aanvullende hulp"
    toewijzing_nummer = tables.LinkColumn(
        "toegang:toewijzing", args=[tables.A("pk")], verbose_name="Toewijzing"
    )
    client = tables.Column(
        accessor="client__volledige_naam", order_by="client__geslachtsnaam", verbose_name="Cliënt"
    )
    soort = tables.Column(empty_values=(), orderable=False, verbose_name="Soort")
    hulp = tables.Column(empty_values=(), orderable=False, verbose_name="Hulp")
    ingangsdatum = DatumColumn(verbose_name="Van")
    einddatum = DatumColumn(verbose_name="Tot en met", default="open")
    oordeel = tables.Column(empty_values=(), orderable=False, verbose_name="Volgens de regels?")

    class Meta(Lijst.Meta):
        model = Toewijzing
        fields = ("toewijzing_nummer", "client", "soort", "hulp", "ingangsdatum", "einddatum", "oordeel")

    @cached_property
    def producten(self) -> Producten:
        """Read once for the whole page."""
        return get_producten()

    def render_soort(self, record: Toewijzing) -> str:
        """The kind in a word."""
        return get_oordeel(record, self.producten).soort

    def render_hulp(self, record: Toewijzing) -> str:
        """The product in words."""
        return get_oordeel(record, self.producten).hulp

    def render_oordeel(self, record: Toewijzing) -> str:
        """In order, or what is against the rules with the reason that was given."""
        woord = self.value_oordeel(record)
        toon = "goed" if woord == IN_ORDE else "let_op"
        kort = woord if woord == IN_ORDE else "Wijkt af"
        rest = "" if woord == IN_ORDE else woord
        badge = '<span class="nl-data-badge app-badge app-badge--{}">{}</span> {}'
        return format_html(badge, toon, kort, rest)

    def value_soort(self, record: Toewijzing) -> str:
        """As shown."""
        return self.render_soort(record)

    def value_hulp(self, record: Toewijzing) -> str:
        """As shown."""
        return self.render_hulp(record)

    def value_oordeel(self, record: Toewijzing) -> str:
        """All of it in words."""
        bezwaren = get_oordeel(record, self.producten).bezwaren
        if not bezwaren:
            return IN_ORDE
        reden = record.besluit.vraag.stapelreden if record.besluit else ""
        return " ".join(bezwaren) + (f" Reden: {reden}" if reden else " Er is geen reden vastgelegd.")


def create_planregels(beeld: Gezinsbeeld) -> list[list[Any]]:
    """The help of a household plan as rows of a file, with a head; amounts in euros."""
    kop = ["Persoon", "Wet", "Hulp", "Aanbieder", "Hoofdverantwoordelijke", "Contactpersoon"]
    kop += ["Van", "Tot en met", "Loopt", "Toegekend in euro"]
    rijen: list[list[Any]] = [kop]
    for regel in beeld.hulp:
        rij, hoofd = regel.toewijzing, regel.hoofd
        rijen.append(
            [
                rij.client.volledige_naam,
                regel.wet,
                regel.hulp,
                rij.aanbieder.naam,
                hoofd.aanbieder.naam if hoofd else "",
                hoofd.contactpersoon if hoofd else "",
                rij.ingangsdatum,
                rij.einddatum or "",
                "ja" if regel.loopt else "nee",
                "" if regel.bedrag is None else regel.bedrag / CENTEN,
            ]
        )
    return rijen


@dataclass(frozen=True)
class Balk:
    """One bar of the picture, in units of its width."""

    tekst: str
    x: int
    breedte: int
    loopt: bool


@dataclass(frozen=True)
class Tijdbalk:
    """The help of a household on a line of time from `eerste` to `laatste`: bars, the first of every year
    and today."""

    eerste: date
    laatste: date
    balken: tuple[Balk, ...]
    jaren: tuple[int, ...]
    vandaag: int


_BREEDTE, _SMALST, _RAND = 600, 4, timedelta(days=30)


def create_tijdbalk(beeld: Gezinsbeeld, *, today: date) -> Tijdbalk | None:
    """From the first day of any help to the last; None without help."""
    if not beeld.hulp:
        return None
    eerste = min(regel.toewijzing.ingangsdatum for regel in beeld.hulp)
    laatste = max([today, *(regel.toewijzing.einddatum or today for regel in beeld.hulp)]) + _RAND
    schaal = _BREEDTE / max(1, (laatste - eerste).days)

    def get_x(dag: date) -> int:
        return round((min(max(dag, eerste), laatste) - eerste).days * schaal)

    return Tijdbalk(
        eerste=eerste,
        laatste=laatste,
        balken=tuple(_create_balk(regel, get_x, laatste) for regel in beeld.hulp),
        jaren=tuple(get_x(date(jaar, 1, 1)) for jaar in range(eerste.year + 1, laatste.year + 1)),
        vandaag=get_x(today),
    )


def _create_balk(regel: Hulpregel, get_x: Callable[[date], int], laatste: date) -> Balk:
    rij = regel.toewijzing
    x, eind = get_x(rij.ingangsdatum), get_x(rij.einddatum or laatste)
    naam = rij.client.voornamen or rij.client.volledige_naam
    return Balk(f"{naam}: {regel.hulp}", x, max(_SMALST, eind - x), regel.loopt)
