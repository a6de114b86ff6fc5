"""The list of books of tarieven, and the tables of one: the same on the page, in a file and in the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import django_tables2 as tables

from stelsel.apps.web.tables import BadgeColumn, DatumColumn, GetalColumn, Lijst
from stelsel.domein.bekostiging.indexatie import Methode
from stelsel.domein.bekostiging.modellen import MODEL_NAAM
from stelsel.domein.bekostiging.tarievenboek import EIGEN, Indexering, Verschil, compute_pgb
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM, Eenheid

from ..models import Tarievenboek
from ..queries import Boekbeeld, Boekregel
from .cellen import CENTEN, create_euro
from .kostprijs import Cel, Cijfertabel

METHODE_NAAM = {
    Methode.RATIO.value: "nacalculatie als verhouding",
    Methode.VERSCHIL.value: "nacalculatie als verschil",
    EIGEN: "eigen percentage",
}


class TarievenboekLijst(Lijst):
    """One row per version."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:tarievenboek", {"nummer": tables.A("nummer")})
    )
    naam = tables.Column(verbose_name="Naam")
    wet = tables.Column(verbose_name="Wet")
    prijspeil = tables.Column(verbose_name="Prijzen van")
    status = BadgeColumn(verbose_name="Status", tonen={"concept": "let_op", "vastgesteld": "goed"})
    aantal = GetalColumn(verbose_name="Tarieven")
    eigenaar = tables.Column(accessor="gemeente__naam", verbose_name="Van", default="Regio")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = DatumColumn(verbose_name="Gemaakt op")

    class Meta(Lijst.Meta):
        model = Tarievenboek
        fields = (
            "nummer", "naam", "wet", "prijspeil", "status", "aantal", "eigenaar",
            "gemaakt_door", "gemaakt_at",
        )  # fmt: skip

    def render_prijspeil(self, value: int) -> str:
        """A year is no amount: no separator."""
        return str(value)


def create_boektabellen(beeld: Boekbeeld, *, pgb_namen: Mapping[str, str]) -> list[Cijfertabel]:
    """All tables of a book, in order."""
    tabellen = [create_tarieftabel(beeld)]
    if beeld.indexeringen:
        tabellen += [create_indextabel(beeld), create_staptabel(beeld)]
    if beeld.boek.pgb:
        tabellen.append(create_pgbtabel(beeld, pgb_namen))
    return tabellen


def create_tarieftabel(beeld: Boekbeeld) -> Cijfertabel:
    """Every line with the cost price under it."""
    return Cijfertabel(
        naam="tarieven",
        vraag="Wat betalen wij per product en profiel?",
        koppen=[
            "Code", "Naam", "Per", "Vanaf", "Tot en met", "Tarief", "Functie", "Kostprijs",
            "Tarief min kostprijs", "Oordeel", "Manier van betalen",
        ],
        rijen=[_create_tariefrij(regel) for regel in beeld.regels],
        uitleg=beeld.bodem_uitleg,
    )  # fmt: skip


def create_indextabel(beeld: Boekbeeld) -> Cijfertabel:
    """Per line the old, the factor, what rounding did, and the new."""
    return Cijfertabel(
        naam="indexering",
        vraag=f"Hoe is elk tarief van {beeld.boek.vorige} geïndexeerd?",
        koppen=["Code", "Per", "Oud tarief", "Factor", "Niet afgerond", "Afronding (cent)", "Nieuw tarief"],
        rijen=[_create_indexrij(rij) for rij in beeld.indexeringen],
        uitleg="De jaren samen geven één factor. Wij ronden één keer af, op hele centen.",
    )


def create_staptabel(beeld: Boekbeeld) -> Cijfertabel:
    """The index of each year, with its method and source."""
    return Cijfertabel(
        naam="jaren",
        vraag="Welke index geldt voor welk jaar?",
        koppen=["Jaar", "Index", "Methode", "Bron"],
        rijen=[
            [Cel(str(s.jaar)), _procent(s.procent), Cel(METHODE_NAAM[s.methode]), Cel(s.bron)]
            for s in beeld.stappen
        ],
    )


def create_pgbtabel(beeld: Boekbeeld, namen: Mapping[str, str]) -> Cijfertabel:
    """What a personal budget may pay, per class of supplier, the highest share first."""
    klassen = sorted(beeld.boek.pgb.items(), key=lambda klasse: (-Fraction(klasse[1]), klasse[0]))
    delen = {klasse: Fraction(procent) for klasse, procent in klassen}
    return Cijfertabel(
        naam="pgb",
        vraag="Wat betekent dit voor het pgb?",
        koppen=[
            "Code", "Per", "Vanaf", "Tarief",
            *(f"Pgb {namen.get(k, k)} ({_procent(deel).tekst})" for k, deel in delen.items()),
        ],
        rijen=[
            [
                Cel(regel.rij.code),
                Cel(EENHEID_ENKEL[Eenheid(regel.rij.eenheid)]),
                Cel(f"{regel.rij.vandatum:%d-%m-%Y}"),
                create_euro(regel.rij.tarief),
                *(create_euro(compute_pgb(regel.rij.tarief, procent=deel)) for deel in delen.values()),
            ]
            for regel in beeld.regels
        ],
        uitleg="Een deel van het tarief, afgerond op hele centen. Pgb's lopen niet via de berichten die wij "
        "lezen. Wie het raakt, rekent u uit met een eigen bestand: Gevolgen voor pgb's.",
        dicht=True,
    )  # fmt: skip


def create_boekverschil(verschillen: Iterable[Verschil], *, eerder: Tarievenboek) -> Cijfertabel:
    """The newest tarief per code in two versions."""
    return Cijfertabel(
        naam="verschil",
        vraag=f"Wat is er anders dan in {eerder.nummer} ({eerder.naam})?",
        koppen=["Code", "Per", eerder.nummer, "Dit boek", "Verschil", "Verschil in %", "Wat is er gebeurd"],
        rijen=[
            [
                Cel(v.code),
                Cel(EENHEID_ENKEL[Eenheid(v.eenheid)]),
                create_euro(v.oud),
                create_euro(v.nieuw),
                create_euro(None if v.oud is None or v.nieuw is None else v.nieuw - v.oud),
                Cel("") if v.deel is None else _procent(100 * v.deel),
                Cel(_get_woord(v)),
            ]
            for v in verschillen
        ],
        uitleg="Van elke code het laatste tarief in elk van de twee boeken.",
    )


def create_sjabloon(producten: Iterable[tuple[str, str, str]], *, jaar: int) -> list[list[Any]]:
    """The rows of an empty file to fill in: every product with its name, still without tarief."""
    kop = ["code", "naam", "tarief", "eenheid", "vanaf", "tot", "functie"]
    eerste = date(jaar, 1, 1)
    return [
        kop,
        *(
            [code, naam, "", EENHEID_NAAM[Eenheid(eenheid)], eerste, "", ""]
            for code, naam, eenheid in producten
        ),
    ]


def _create_tariefrij(regel: Boekregel) -> Sequence[Cel]:
    rij = regel.rij
    verschil = None if regel.bodem is None else rij.tarief - regel.bodem
    return [
        Cel(rij.code),
        Cel(rij.naam),
        Cel(EENHEID_ENKEL[Eenheid(rij.eenheid)]),
        Cel(f"{rij.vandatum:%d-%m-%Y}"),
        Cel(f"{rij.totdatum:%d-%m-%Y}" if rij.totdatum else "geen einddatum"),
        create_euro(rij.tarief),
        Cel(rij.functie),
        create_euro(regel.bodem),
        create_euro(verschil),
        Cel("niet getoetst" if verschil is None else "onder de kostprijs" if verschil < 0 else "dekkend"),
        Cel("nog niet gekozen" if regel.vorm is None else MODEL_NAAM[regel.vorm]),
    ]


def _create_indexrij(rij: Indexering) -> Sequence[Cel]:
    exact = rij.exact / CENTEN
    return [
        Cel(rij.oud.code),
        Cel(EENHEID_ENKEL[Eenheid(rij.oud.eenheid)]),
        create_euro(rij.oud.tarief),
        Cel(f"{float(rij.factor):.6f}".replace(".", ","), float(rij.factor)),
        Cel(_exact(exact), float(exact)),
        Cel(f"{float(rij.afronding):+.2f}".replace(".", ","), float(rij.afronding)),
        create_euro(rij.nieuw.tarief),
    ]


def _exact(euro: Fraction) -> str:
    """Euros in four decimals, as people here write them."""
    return f"€ {float(euro):,.4f}".replace(",", "_").replace(".", ",").replace("_", ".")


def _procent(procent: Fraction) -> Cel:
    return Cel(f"{float(procent):.2f} %".replace(".", ","), float(procent))


def _get_woord(verschil: Verschil) -> str:
    if verschil.oud is None:
        return "nieuw"
    if verschil.nieuw is None:
        return "vervallen"
    return (
        "gelijk" if verschil.oud == verschil.nieuw else "hoger" if verschil.nieuw > verschil.oud else "lager"
    )
