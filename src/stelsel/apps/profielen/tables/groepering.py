"""The tables of the grouper: by which rule clients get a profile, which, and what alike clients got."""

from __future__ import annotations

from stelsel.analyse.profielen.groeper import GEEN_KOSTEN, GELIJKEN, ONZEKER, OPVOLGER, PRODUCT, REST, WEINIG
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, EURO, TEKST, Cijfertabel
from stelsel.kern.bedrag import in_euro

from ..queries.groepering import Groepeerbeeld

#: The features of `groeper.KENMERKEN` as the page calls them, and the question above each choice.
KENMERKNAMEN = {
    "leeftijd": "Leeftijd",
    "eerder": "Eerder hulp",
    "gezin": "Anderen in het gezin met hulp",
    "verwijzer": "Verwijzer (code)",
    "geslacht": "Geslacht",
}
_WAAROM = {
    PRODUCT: "Kreeg een product dat bij het profiel hoort. Bij meer profielen: waaraan het meeste geld ging.",
    OPVOLGER: "Het duurste product hoort bij geen profiel. Wie het had, kreeg daarna meestal dit profiel.",
    GELIJKEN: "Cliënten met dezelfde kenmerken kregen meestal dit profiel.",
    GEEN_KOSTEN: "Rest: de kosten zijn samen nul of minder.",
    ONZEKER: "Rest: cliënten met dezelfde kenmerken kregen verschillende profielen.",
    WEINIG: "Rest: te weinig cliënten met dezelfde kenmerken hebben een profiel.",
}


def create_groepeertabellen(beeld: Groepeerbeeld) -> list[Cijfertabel]:
    """All tables, in order; the proposal only when it was asked for."""
    tabellen = [create_redenen(beeld), create_profielen(beeld)]
    return [create_voorstel(beeld), *tabellen] if beeld.gekozen else tabellen


def create_redenen(beeld: Groepeerbeeld) -> Cijfertabel:
    """Per rule the clients and their cost; the residue apart."""
    g = beeld.groepering
    rest = sum(bedrag for reden, _, bedrag in g.redenen if reden in REST)
    clienten = sum(n for reden, n, _ in g.redenen if reden in REST)
    return Cijfertabel(
        naam="redenen",
        vraag="Krijgt elke cliënt een profiel, en waarom?",
        antwoord=f"{_tel(g.clienten - clienten)} van de {_tel(g.clienten)} cliënten krijgen één profiel. "
        f"De rest is {in_euro(rest)} van {in_euro(g.bedrag)}.",
        koppen=(
            ("Regel", TEKST), ("Waarom", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO),
            ("Aandeel in de kosten", AANDEEL),
        ),
        rijen=[
            (reden.capitalize(), _WAAROM[reden], n, bedrag, bedrag / g.bedrag if g.bedrag > 0 else None)
            for reden, n, bedrag in g.redenen
        ],
        uitleg=(
            "De eerste regel die klopt, geeft het profiel. Elke cliënt telt één keer, met alle kosten in dit "
            "domein en jaar.",
            "Welk product in een profiel past, staat bij Van producten naar profielen: ten minste 80 % van "
            "de kosten hoort bij cliënten die naar één profiel gingen.",
            f"Dezelfde kenmerken: ten minste {beeld.genoeg} cliënten met een profiel, van wie de helft of "
            "meer hetzelfde. Delen te weinig cliënten alle kenmerken, dan vervalt steeds het laatste: "
            "geslacht, verwijzer, gezin, eerdere hulp.",
        ),
    )  # fmt: skip


def create_profielen(beeld: Groepeerbeeld) -> Cijfertabel:
    """Per profile and rule the clients and their cost."""
    return Cijfertabel(
        naam="ingedeeld",
        vraag="Welk profiel krijgen zij?",
        koppen=(
            ("Profiel", TEKST), ("Naam", TEKST), ("Regel", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO),
        ),
        rijen=[
            (code, beeld.namen.get(code, "onbekend"), reden.capitalize(), n, bedrag)
            for code, reden, n, bedrag in beeld.groepering.profielen
        ],
        leeg="" if beeld.groepering.profielen else "Niemand krijgt een profiel.",
        uitleg=("Een rij is een profiel en de regel waardoor cliënten het kregen.",),
    )  # fmt: skip


def create_voorstel(beeld: Groepeerbeeld) -> Cijfertabel:
    """What clients with the features that were asked for got."""
    v = beeld.voorstel
    gebruikt = list(KENMERKNAMEN.values())[: len(v.kenmerken) if v else 0]
    return Cijfertabel(
        naam="voorstel",
        vraag="Welk profiel kregen cliënten met deze kenmerken?",
        antwoord=f"{_tel(v.clienten)} cliënten delen: {', '.join(gebruikt).lower()}. Het meest kregen zij "
        f"profiel {v.profielen[0][0]}."
        if v
        else "",
        koppen=(("Profiel", TEKST), ("Naam", TEKST), ("Cliënten", AANTAL), ("Aandeel", AANDEEL)),
        rijen=[(code, beeld.namen.get(code, "onbekend"), n, n / v.clienten) for code, n in v.profielen]
        if v
        else [],
        leeg="" if v else f"Geen {beeld.genoeg} cliënten met een profiel delen dit. Kies eerst een leeftijd.",
        uitleg=(
            "Dit is een voorstel uit wat vergelijkbare cliënten kregen, geen oordeel over wat iemand nodig "
            "heeft. De regisseur kiest, met de cliënt.",
            "De kenmerken tellen in deze volgorde: leeftijd, eerdere hulp, gezin, verwijzer, geslacht. Wat "
            "na een leeg kenmerk komt, telt niet mee.",
        ),
    )


def _tel(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
