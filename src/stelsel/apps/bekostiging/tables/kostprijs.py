"""The list of cost prices, and the tables of one: the same rows on the page, in the export and the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import django_tables2 as tables

from stelsel.analyse.bekostiging.kostprijsgrafiek import (
    create_grafiek_band,
    create_grafiek_gevoeligheid,
    create_grafiek_opbouw,
)
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.apps.web.tables import Lijst
from stelsel.domein.bekostiging.kostprijs import CENTEN, STAPPEN, UREN, rond_tarief
from stelsel.domein.bekostiging.kostprijsnamen import SALARIS, Kostennaam, Soort, get_kostennamen
from stelsel.domein.bekostiging.opbouw import list_delen
from stelsel.domein.bekostiging.reeel_tarief import Vergelijking
from stelsel.kern.bedrag import in_euro

from ..models import Kostprijsberekening
from ..queries import Kostprijsbeeld, Verschil


class KostprijsLijst(Lijst):
    """One row per version."""

    nummer = tables.Column(
        verbose_name="Nummer", linkify=("bekostiging:kostprijs", {"nummer": tables.A("nummer")})
    )
    naam = tables.Column(verbose_name="Naam")
    wet = tables.Column(verbose_name="Wet")
    eigenaar = tables.Column(accessor="gemeente__naam", verbose_name="Van", default="Regio")
    gemaakt_door = tables.Column(verbose_name="Gemaakt door")
    gemaakt_at = tables.DateTimeColumn(verbose_name="Gemaakt op", format="d-m-Y H:i")

    class Meta(Lijst.Meta):
        model = Kostprijsberekening
        fields = ("nummer", "naam", "wet", "eigenaar", "gemaakt_door", "gemaakt_at")


@dataclass(frozen=True)
class Cel:
    """A cell: what people read, and the number for a spreadsheet; None where the words are all."""

    tekst: str
    getal: float | None = None


@dataclass(frozen=True)
class Cijfertabel:
    """One question with its table and, where there is one, its picture. `dicht`: the table starts folded."""

    naam: str
    vraag: str
    koppen: Sequence[str]
    rijen: Sequence[Sequence[Cel]]
    grafiek: Grafiek | None = None
    uitleg: str = ""
    dicht: bool = False

    def list_koppen(self) -> list[tuple[str, bool]]:
        """The heads, and whether numbers stand under them."""
        getallen = [any(cel.getal is not None for cel in kolom) for kolom in zip(*self.rijen, strict=True)]
        return list(zip(self.koppen, getallen, strict=True))

    def list_met_kop(self) -> list[list[tuple[str, Cel]]]:
        """Every cell with the name of its column, for cards on a phone."""
        return [list(zip(self.koppen, rij, strict=True)) for rij in self.rijen]

    def list_export(self) -> list[list[str | float]]:
        """Head and rows for a file, numbers as numbers."""
        cellen = [[cel.tekst if cel.getal is None else cel.getal for cel in rij] for rij in self.rijen]
        return [list(self.koppen), *cellen]


def create_tabellen(
    beeld: Kostprijsbeeld, *, functie: str, verschil: Verschil | None = None
) -> list[Cijfertabel]:
    """All tables of the page, in order."""
    naam = beeld.get_tarief(functie).naam
    tabellen = [
        create_opbouw(beeld, naam),
        create_stappen(beeld),
        create_gevoeligheid(beeld, naam),
        create_band(beeld),
        create_toets(beeld),
    ]
    if verschil is not None:
        tabellen += [create_tariefverschil(verschil), create_waardeverschil(verschil)]
    return [*tabellen, create_herkomst(beeld)]


def create_opbouw(beeld: Kostprijsbeeld, functie: str) -> Cijfertabel:
    """Where the money of one hour goes; the parts add up to the tarief."""
    tarieven = beeld.kostprijs.tarieven
    delen = [list_delen(tarief) for tarief in tarieven]
    rijen = [[Cel(rij[0].naam), *(_euro(deel.euro) for deel in rij)] for rij in zip(*delen, strict=True)]
    tarief = beeld.get_tarief(functie)
    return Cijfertabel(
        naam="opbouw",
        vraag=f"Waaruit bestaat het tarief van {tarief.naam}?",
        koppen=["Deel, euro per uur", *(t.naam for t in tarieven)],
        rijen=[*rijen, [Cel("Tarief per uur"), *(_cent(t.tarief) for t in tarieven)]],
        grafiek=Grafiek(
            create_grafiek_opbouw(tarief),
            "Balken die op elkaar aansluiten, van salaris tot risico, met het tarief als laatste balk. "
            "Dezelfde cijfers staan in de tabel.",
        ),
    )


def create_stappen(beeld: Kostprijsbeeld) -> Cijfertabel:
    """Every line of the sum, for who wants to check it."""
    tarieven = beeld.kostprijs.tarieven
    rijen = [
        [
            Cel(f"{stap.replace('_', ' ').capitalize()}{' (uren)' if stap in UREN else ''}"),
            *(_uren(t.stappen[stap]) if stap in UREN else _euro(t.stappen[stap]) for t in tarieven),
        ]
        for stap in STAPPEN
    ]
    rijen.append([Cel("Deel van de contracturen dat declarabel is"),
                  *(_procent(t.deel_declarabel) for t in tarieven)])  # fmt: skip
    if beeld.geindexeerd:
        jaar = beeld.invoer.naar_jaar
        rijen.append(
            [Cel(f"Tarief in prijzen van {jaar}"), *(_cent(beeld.geindexeerd[t.naam]) for t in tarieven)]
        )
    return Cijfertabel(
        naam="stappen",
        vraag="De hele som, stap voor stap",
        koppen=["Stap", *(tarief.naam for tarief in tarieven)],
        rijen=rijen,
        dicht=True,
    )


def create_gevoeligheid(beeld: Kostprijsbeeld, functie: str) -> Cijfertabel:
    """What one step of each assumption does to one tarief."""
    effecten, namen = beeld.list_effecten(functie), get_kostennamen()
    grafiek = None
    if effecten:
        omschrijving = (
            "Liggende balken vanaf nul: hoeveel het tarief stijgt of daalt als één aanname één stap "
            "verandert, de grootste bovenaan. Dezelfde cijfers staan in de tabel."
        )
        grafiek = Grafiek(create_grafiek_gevoeligheid(effecten), omschrijving)
    return Cijfertabel(
        naam="gevoeligheid",
        vraag=f"Welke aanname telt het zwaarst bij {functie}?",
        koppen=["Aanname", "Van", "Naar", "Tarief", "Verschil per uur", "Verschil"],
        rijen=[
            [
                Cel(namen[e.parameter].wat),
                _waarde(namen[e.parameter], e.van),
                _waarde(namen[e.parameter], e.naar),
                _cent(e.tarief),
                _cent(e.effect),
                _procent(e.deel),
            ]
            for e in effecten
        ],
        grafiek=grafiek,
    )


def create_band(beeld: Kostprijsbeeld) -> Cijfertabel:
    """How sure the tarief is, and what is paid now beside it.

    What is paid is set against the cost price of the year to which is indexed. It is in the picture only
    where both are of the same year."""
    huidig = {vergelijking.functie: vergelijking for vergelijking in beeld.huidig}
    jaar = f" {beeld.invoer.naar_jaar}" if beeld.geindexeerd else ""
    return Cijfertabel(
        naam="band",
        vraag="Hoe zeker is dit tarief?",
        koppen=[
            "Functie", "Tarief", "p5", "p10", "p50", "p90", "p95", "Nu betaald", f"Kostprijs{jaar}",
            "Nu min kostprijs",
        ],
        rijen=[
            [
                Cel(tarief.naam),
                _cent(tarief.tarief),
                *(_cent(band.percentielen.get(p)) for p in (5, 10, 50, 90, 95)),
                *_list_huidig(huidig.get(tarief.naam)),
            ]
            for tarief, band in zip(beeld.kostprijs.tarieven, beeld.banden, strict=True)
        ],
        grafiek=_create_bandgrafiek(beeld),
        uitleg=_render_banduitleg(beeld),
    )  # fmt: skip


def _create_bandgrafiek(beeld: Kostprijsbeeld) -> Grafiek | None:
    if not _is_begrensd(beeld):
        return None
    huidig = {} if beeld.geindexeerd else {v.functie: v.huidig for v in beeld.huidig}
    omschrijving = (
        "Per functie een balk van het 5e tot het 95e percentiel, met een streep op het tarief. "
        "Dezelfde cijfers staan in de tabel."
    )
    vega = create_grafiek_band(beeld.kostprijs.tarieven, banden=beeld.banden, huidig=huidig)
    return Grafiek(vega, omschrijving)


def _render_banduitleg(beeld: Kostprijsbeeld) -> str:
    if not _is_begrensd(beeld):
        return "Bij deze aannames is een tarief niet te begrenzen: soms blijft er geen declarabel uur over."
    zin = "Streep: het tarief. Balk: negen van de tien uitkomsten."
    if beeld.geindexeerd:
        jaren = (
            f"van {beeld.invoer.prijspeil}; wat u nu betaalt, vergelijken wij met {beeld.invoer.naar_jaar}"
        )
        return f"{zin} Dit zijn prijzen {jaren} (in de tabel)."
    return f"{zin} Ruit: wat u nu betaalt." if beeld.huidig else zin


def _is_begrensd(beeld: Kostprijsbeeld) -> bool:
    return all(95 in band.percentielen for band in beeld.banden)


def create_toets(beeld: Kostprijsbeeld) -> Cijfertabel:
    """Per element of the law: is it in this price?"""
    namen = get_kostennamen()
    return Cijfertabel(
        naam="toets",
        vraag="Zit alles erin wat de wet vraagt?",
        koppen=["Element", "Wat de wet vraagt", "Oordeel", "Wat ontbreekt"],
        rijen=[
            [
                Cel(f"{toets.element.bron}, {toets.element.letter}"),
                Cel(toets.element.naam),
                Cel("aanwezig" if toets.aanwezig else "ontbreekt"),
                Cel(_list_ontbreekt(toets.ontbreekt, toets.functies, namen)),
            ]
            for toets in beeld.toetsen
        ],
    )


def create_tariefverschil(verschil: Verschil) -> Cijfertabel:
    """The tarieven of two versions."""
    return Cijfertabel(
        naam="versies",
        vraag=f"Wat is er anders dan in {verschil.eerder.nummer} ({verschil.eerder.naam})?",
        koppen=["Functie", f"{verschil.eerder.nummer}", "Deze versie", "Verschil"],
        rijen=[
            [Cel(naam), _cent(oud), _cent(nieuw), _cent(nieuw - oud)]
            for naam, oud, nieuw in verschil.tarieven
        ],
        uitleg="" if verschil.tarieven else "De twee versies hebben geen functie met dezelfde naam.",
    )


def create_waardeverschil(verschil: Verschil) -> Cijfertabel:
    """The assumptions that two versions do not share."""
    namen = get_kostennamen()
    return Cijfertabel(
        naam="aannames",
        vraag="Welke aannames zijn veranderd?",
        koppen=["Functie", "Aanname", f"{verschil.eerder.nummer}", "Deze versie"],
        rijen=[
            [Cel(functie), Cel(namen[naam].wat), _waarde(namen[naam], oud), _waarde(namen[naam], nieuw)]
            for functie, naam, oud, nieuw in verschil.waarden
        ],
        uitleg="" if verschil.waarden else "Alle aannames zijn gelijk.",
    )


def create_herkomst(beeld: Kostprijsbeeld) -> Cijfertabel:
    """Every value with how it is known and where it was read."""
    functies, namen = beeld.invoer.functies, get_kostennamen()
    return Cijfertabel(
        naam="herkomst",
        vraag="Waar komen de aannames vandaan?",
        koppen=["Aanname", "Soort", "Bron", *(functie.naam for functie in functies)],
        dicht=True,
        rijen=[
            [
                Cel(namen[naam].wat),
                Cel(namen[naam].herkomst.value),
                Cel(beeld.invoer.bronnen.get(naam, namen[naam].bron)),
                *(_waarde(namen[naam], functie.waarden[naam]) for functie in functies),
            ]
            for naam in (SALARIS, *(n for n in namen if n != SALARIS))
        ],
    )


def _list_huidig(vergelijking: Vergelijking | None) -> list[Cel]:
    if vergelijking is None:
        return [_cent(None)] * 3
    return [_cent(vergelijking.huidig), _cent(vergelijking.kostprijs), _cent(vergelijking.verschil)]


def _list_ontbreekt(delen: Sequence[str], functies: Sequence[str], namen: dict[str, Kostennaam]) -> str:
    woorden = ", ".join(namen[deel].wat if deel in namen else "jaar van de prijzen" for deel in delen)
    return f"{woorden} ({', '.join(functies)})" if functies else woorden


def _cent(centen: int | None) -> Cel:
    return Cel("") if centen is None else Cel(in_euro(centen), centen / CENTEN)


def _euro(euro: Fraction) -> Cel:
    return Cel(in_euro(rond_tarief(euro)), float(euro))


def _uren(uren: Fraction) -> Cel:
    tekst = f"{float(uren):,.1f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return Cel(tekst, float(uren))


def _procent(deel: Fraction) -> Cel:
    return Cel(f"{float(100 * deel):.2f} %".replace(".", ","), float(100 * deel))


def _waarde(kostennaam: Kostennaam, waarde: Fraction) -> Cel:
    if kostennaam.soort is Soort.DEEL:
        return _procent(waarde)
    return _uren(waarde) if kostennaam.soort is Soort.UREN else _euro(waarde)
