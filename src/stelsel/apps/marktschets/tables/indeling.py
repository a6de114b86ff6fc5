"""The tables of the segments with their charts, in the order of the page."""

from __future__ import annotations

from stelsel.analyse.indeling import BEIDE, COMPLEX_ALLEEN, GRENS, list_tekens
from stelsel.analyse.indelingsgrafiek import (
    create_grafiek_gemeenten,
    create_grafiek_gevoeligheid,
    create_grafiek_jaren,
    create_grafiek_piramide,
    create_grafiek_verschuiving,
    render_factor,
)
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.marktschets.indelingsregel import Maat

from ..queries import Indelingsbeeld
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde, als_woord

_REDEN = {
    GRENS: "Alleen boven de grens",
    BEIDE: "Boven de grens en complex",
    COMPLEX_ALLEEN: "Alleen complex, onder de grens",
}
_MAAT = {Maat.KOSTEN: "Kosten", Maat.UREN: "Uren hulp", Maat.MAANDEN: "Maanden met hulp"}
_SOORT = {Maat.KOSTEN: EURO, Maat.UREN: GETAL, Maat.MAANDEN: GETAL}
_KOSTEN_A_ONBEKEND = "Wat hulp in A kost is niet ingevuld en telt als nul: dit is dus het hoogste bedrag."
ZELFDE_CIJFERS = "Dezelfde cijfers staan in de tabel."


def create_indelingstabellen(beeld: Indelingsbeeld) -> list[Tabel]:
    """All tables of the page."""
    tabellen = [
        create_segmenten(beeld), create_per_gemeente(beeld), create_gevoeligheid(beeld),
        create_kenmerken(beeld), create_redenen(beeld), create_maten(beeld), create_jaren(beeld),
        create_anders(beeld), create_verschuiving(beeld), create_overgangen(beeld), create_advies(beeld),
    ]  # fmt: skip
    return [tabel for tabel in tabellen if tabel is not None]


def wie(beeld: Indelingsbeeld) -> str:
    """What is counted, in words."""
    return "trajecten" if beeld.versie.regel.eenheid == "traject" else "cliënten"


def create_segmenten(beeld: Indelingsbeeld) -> Tabel:
    """The pyramid: share of clients beside share of the budget."""
    segmenten = beeld.segmenten.segmenten
    c = segmenten[0]
    zonder_a = len(segmenten) == 2
    return Tabel(
        naam="segmenten",
        vraag="Welk deel van de cliënten krijgt welk deel van het budget?",
        antwoord=f"Segment C is {als_woord(AANDEEL, c.aandeel_clienten)} van de {wie(beeld)} en "
        f"{als_woord(AANDEEL, c.aandeel_bedrag)} van het budget."
        + (" Segment A is niet ingevuld en telt niet mee in deze delen." if zonder_a else ""),
        koppen=(
            ("Segment", TEKST), ("Aantal", AANTAL), ("% in cliënten", AANDEEL), ("Budget", EURO),
            ("% in budget", AANDEEL), ("Gemiddeld", EURO),
        ),
        rijen=[
            (s.segment, s.clienten, s.aandeel_clienten, s.bedrag, s.aandeel_bedrag,
             s.bedrag / s.clienten if s.clienten else None)
            for s in segmenten
        ],
        grafiek=Grafiek(
            create_grafiek_piramide(beeld.segmenten),
            "Een piramide met per segment het deel van de cliënten links en het deel van het budget rechts. "
            + ZELFDE_CIJFERS,
        ),
        uitleg=f"{_grenszin(beeld)} Iedere eenheid zit in precies één segment. Segment A komt uit wat "
        "gemeenten zelf invulden: het staat niet in declaraties. Mensen uit A kunnen ook in B of C zitten. "
        "Dit zijn tellingen, geen schatting; hoe vast de grens is, staat bij de gevoeligheid.",
    )  # fmt: skip


def _grenszin(beeld: Indelingsbeeld) -> str:
    if beeld.grens is None:
        return "Er is niemand om in te delen."
    maat = beeld.versie.regel.maat
    grens = als_woord(_SOORT[maat], beeld.grens)
    eenheid = {Maat.KOSTEN: "", Maat.UREN: " uur", Maat.MAANDEN: " maanden"}[maat]
    return f"De grens ligt in {beeld.jaar} bij {grens}{eenheid}, getrokken over de hele regio."


def create_per_gemeente(beeld: Indelingsbeeld) -> Tabel:
    """The segments per municipality."""
    plaatsen = [(beeld.gemeenten.get(p.gemeente, p.gemeente), p.indeling) for p in beeld.per_gemeente]
    rijen: list[tuple[Waarde, ...]] = []
    for naam, indeling in plaatsen:
        per = {s.segment: s for s in indeling.segmenten}
        a = per.get("A")
        rijen.append(
            (naam, per["C"].clienten, per["C"].aandeel_clienten, per["C"].aandeel_bedrag, per["B"].clienten,
             per["B"].aandeel_clienten, per["B"].aandeel_bedrag, a.clienten if a else None,
             a.aandeel_bedrag if a else None)
        )  # fmt: skip
    return Tabel(
        naam="per-gemeente",
        vraag="Hoe verschilt de indeling per gemeente?",
        koppen=(
            ("Gemeente", TEKST), ("C", AANTAL), ("C % in cliënten", AANDEEL), ("C % in budget", AANDEEL),
            ("B", AANTAL), ("B % in cliënten", AANDEEL), ("B % in budget", AANDEEL), ("A", AANTAL),
            ("A % in budget", AANDEEL),
        ),
        rijen=rijen,
        grafiek=Grafiek(
            create_grafiek_gemeenten(plaatsen),
            "Per gemeente een balk met het deel van het budget in C en een stip met het deel van de "
            "cliënten. " + ZELFDE_CIJFERS,
        )
        if len(plaatsen) > 1
        else None,
        uitleg="De grens is voor alle gemeenten gelijk. Een cliënt met kosten in twee gemeenten staat waar "
        "het meeste is uitgegeven, onder de gemeentecode van nu. Bij gemeenten die segment A niet invulden, "
        "zijn de delen van B en C samen 100 %: vergelijk hen niet met gemeenten die dat wel deden.",
    )  # fmt: skip


def create_gevoeligheid(beeld: Indelingsbeeld) -> Tabel:
    """What happens when the border moves."""
    stappen = beeld.gevoeligheid
    wisselt = max((s.naar_b + s.naar_c for s in stappen if abs(s.factor - 1) < 0.2), default=0)
    alle = sum(s.clienten for s in beeld.segmenten.segmenten if s.segment != "A")
    return Tabel(
        naam="gevoeligheid",
        vraag="Hoe vast is de grens?",
        antwoord=f"Ligt de grens 10 % hoger of lager, dan wisselen hoogstens {als_woord(AANTAL, wisselt)} "
        f"{wie(beeld)} van segment."
        if alle
        else "",
        koppen=(
            ("De grens", TEKST), ("Waarde", _SOORT[beeld.versie.regel.maat]), ("Van B naar C", AANTAL),
            ("Van C naar B", AANTAL), ("C % in cliënten", AANDEEL), ("C % in budget", AANDEEL),
        ),
        rijen=[
            (render_factor(s.factor), s.grens, s.naar_c, s.naar_b, s.clienten_c, s.bedrag_c) for s in stappen
        ],
        leeg="" if stappen else "Er is niemand om in te delen.",
        grafiek=Grafiek(
            create_grafiek_gevoeligheid(stappen), "Staven met wie van segment wisselt. " + ZELFDE_CIJFERS
        )
        if stappen
        else None,
        uitleg="Wij verschuiven alleen de grens, de kenmerken van een complexe vraag blijven gelijk. Het "
        "gaat over de hele regio. Wisselen er veel, dan hangt een besluit te veel aan deze ene grens.",
    )  # fmt: skip


def create_kenmerken(beeld: Indelingsbeeld) -> Tabel:
    """What marks the segments: modules, several fields at once, length."""
    per = {k.segment: k for k in beeld.kenmerken}
    c = per.get("C")
    return Tabel(
        naam="kenmerken",
        vraag="Is C ook echt complexer dan B?",
        antwoord=f"Van segment C heeft {als_woord(AANDEEL, c.multifocaal)} hulp op meer terreinen tegelijk"
        + (f", van segment B {als_woord(AANDEEL, per['B'].multifocaal)}." if "B" in per else ".")
        if c
        else "",
        koppen=(
            ("Segment", TEKST), ("Aantal", AANTAL), ("Meer modules tegelijk", AANDEEL),
            ("Meer terreinen (multifocaal)", AANDEEL), ("Meer aanbieders tegelijk", AANDEEL),
            ("Ook hulp bij huisgenoot", AANDEEL), ("Maanden hulp", GETAL), ("Uren hulp", GETAL),
        ),
        rijen=[
            (k.segment, k.clienten, k.meer_modules, k.multifocaal, k.meer_aanbieders, k.huisgenoten,
             k.maanden, k.uren)
            for k in beeld.kenmerken
        ],
        leeg="" if beeld.kenmerken else "Er is niemand om in te delen.",
        uitleg="Een module is een product. Tegelijk is in dezelfde maand; een wissel van product binnen een "
        "maand telt dus ook. Een terrein is een productcategorie: leefdomeinen staan niet in declaraties. "
        "Uren zijn omgerekend uit minuten, uren, dagdelen (4 uur) en etmalen (24 uur); hulp per stuk of per "
        "euro heeft geen uren.",
    )  # fmt: skip


def create_redenen(beeld: Indelingsbeeld) -> Tabel | None:
    """Why clients are in C; only where complexity counts in the rule."""
    tekens = list_tekens(beeld.versie.regel)
    if not tekens:
        return None
    return Tabel(
        naam="redenen",
        vraag="Waarom zit iemand in C?",
        koppen=(("Reden", TEKST), ("Aantal", AANTAL), ("Kosten", EURO)),
        rijen=[(_REDEN[reden], *aantallen) for reden, aantallen in beeld.redenen.items()],
        uitleg=f"Complex is in deze versie: {' of '.join(tekens)}.",
    )


def create_maten(beeld: Indelingsbeeld) -> Tabel:
    """The same border by share on cost, amount and duration."""
    zonder = next((m.zonder for m in beeld.maten if m.maat is Maat.UREN), 0)
    return Tabel(
        naam="maten",
        vraag="Wijst omvang of duur dezelfde mensen aan als geld?",
        antwoord="; ".join(
            f"op {_MAAT[m.maat].lower()} zit {als_woord(AANDEEL, m.zelfde)} in hetzelfde segment"
            for m in beeld.maten
            if m.maat is not Maat.KOSTEN
        ).capitalize()
        + ("." if beeld.maten else ""),
        koppen=(
            ("Grens getrokken op", TEKST), ("C % in cliënten", AANDEEL), ("C % van die maat", AANDEEL),
            ("C % in budget", AANDEEL), ("Zelfde segment als op kosten", AANDEEL),
            ("Zonder deze maat", AANTAL),
        ),
        rijen=[(_MAAT[m.maat], m.clienten, m.aandeel, m.bedrag, m.zelfde, m.zonder) for m in beeld.maten],
        leeg="" if beeld.maten else "Er is niemand om in te delen.",
        uitleg="Steeds dezelfde grens als deel van het geheel, zonder de kenmerken van een complexe vraag. "
        f"Over de hele regio. {als_woord(AANTAL, zonder)} {wie(beeld)} hebben geen uren, omdat hun hulp "
        "per stuk of per euro wordt gedeclareerd; zij tellen bij uren als nul.",
    )  # fmt: skip


def create_jaren(beeld: Indelingsbeeld) -> Tabel:
    """The same version of the rule on every year of the data."""
    jaren = [(jaar, indeling) for jaar, _, indeling in beeld.per_jaar]
    soort = _SOORT[beeld.versie.regel.maat]
    return Tabel(
        naam="jaren",
        vraag="Hoe was het in eerdere jaren, met dezelfde regel?",
        koppen=(
            ("Jaar", TEKST), ("Grens", soort), ("C", AANTAL), ("C % in cliënten", AANDEEL),
            ("C % in budget", AANDEEL), ("B", AANTAL), ("A", AANTAL),
        ),
        rijen=[
            (str(jaar), grens, s.segmenten[0].clienten, s.segmenten[0].aandeel_clienten,
             s.segmenten[0].aandeel_bedrag, s.segmenten[1].clienten,
             s.segmenten[2].clienten if len(s.segmenten) > 2 else None)
            for jaar, grens, s in beeld.per_jaar
        ],
        grafiek=Grafiek(create_grafiek_jaren(jaren), "Twee lijnen door de jaren. " + ZELFDE_CIJFERS)
        if len(jaren) > 1
        else None,
        uitleg="Een jaar dat nog loopt is niet compleet. Is de grens een deel van het geld, dan wordt zij "
        "elk jaar opnieuw getrokken. Bedragen zijn niet gecorrigeerd voor prijsstijging.",
    )  # fmt: skip


def create_anders(beeld: Indelingsbeeld) -> Tabel | None:
    """Two versions of the rule over the same clients."""
    if beeld.anders is None or beeld.met is None:
        return None
    anders = sum(n for (a, b), (n, _) in beeld.anders.items() if a != b)
    return Tabel(
        naam="versies",
        vraag=f"Wat verandert er ten opzichte van {beeld.met.nummer}?",
        antwoord=f"{als_woord(AANTAL, anders)} {wie(beeld)} zitten in een ander segment dan met "
        f"“{beeld.met.regel.naam}”.",
        koppen=((f"Met {beeld.met.nummer}", TEKST), (f"Met {beeld.versie.nummer}", TEKST), ("Aantal", AANTAL),
                ("Kosten", EURO)),
        rijen=[(a, b, n, bedrag) for (a, b), (n, bedrag) in beeld.anders.items()],
        uitleg="Dezelfde mensen en bedragen, twee regels. Productcategorieën die niet als module tellen, "
        "zijn die van de gekozen versie.",
    )  # fmt: skip


def create_verschuiving(beeld: Indelingsbeeld) -> Tabel:
    """The scenario: part of C to B, part of B to A."""
    rijen = beeld.verschuiving
    voor, na = sum(s.bedrag for s in rijen), sum(s.bedrag_na for s in rijen)
    vraag = beeld.vraag
    naar_b, naar_a = (als_woord(AANDEEL, deel) for deel in (vraag.c_naar_b, vraag.b_naar_a))
    wat = f"{naar_b} van C naar B en {naar_a} van B naar A"
    richting = "minder" if na < voor else "meer"
    onbekend = beeld.kosten_a is None and vraag.b_naar_a > 0
    return Tabel(
        naam="verschuiving",
        vraag="Wat als een deel met lichtere hulp toe kan?",
        antwoord=f"Gaat {wat}, dan is {als_woord(EURO, abs(voor - na))} per jaar {richting} nodig. "
        + (_KOSTEN_A_ONBEKEND if onbekend else ""),
        koppen=(
            ("Segment", TEKST), ("Aantal nu", AANTAL), ("Aantal daarna", AANTAL), ("Kosten nu", EURO),
            ("Kosten daarna", EURO), ("Verschil", EURO),
        ),
        rijen=[
            *(
                (s.segment, s.clienten, s.clienten_na, s.bedrag, s.bedrag_na, s.bedrag_na - s.bedrag)
                for s in rijen
            ),
            ("Samen", sum(s.clienten for s in rijen), sum(s.clienten_na for s in rijen), voor, na, na - voor),
        ],
        grafiek=Grafiek(
            create_grafiek_verschuiving(rijen), "Twee balken met de kosten per segment. " + ZELFDE_CIJFERS
        )
        if voor
        else None,
        uitleg="Wie verschuift, kost daarna wat iemand in het andere segment gemiddeld kost, en nooit meer "
        "dan nu. "
        + (
            "Het goedkoopste deel van het segment gaat het eerst."
            if vraag.bij_grens
            else "Wie gaat, is gemiddeld: elk deel van het segment even vaak."
        )
        + " Of mensen met minder toe kunnen, zegt dit niet. Leg het naast wat echt gebeurde, hieronder.",
    )  # fmt: skip


def create_overgangen(beeld: Indelingsbeeld) -> Tabel | None:
    """What really happened between the year before and this one."""
    if not beeld.overgangen:
        return None
    van_c = {o.naar: o for o in beeld.overgangen if o.van == "C"}
    alle = sum(o.clienten for o in van_c.values())
    naar_b = van_c.get("B")
    antwoord = ""
    if alle and naar_b and naar_b.clienten:
        antwoord = (
            f"Van wie in {beeld.jaar - 1} in C zat, "
            f"ging {als_woord(AANDEEL, naar_b.clienten / alle)} naar B. "
            f"Zij kostten gemiddeld {als_woord(EURO, naar_b.bedrag_voor / naar_b.clienten)} en daarna "
            f"{als_woord(EURO, naar_b.bedrag_na / naar_b.clienten)}."
        )
    return Tabel(
        naam="overgangen",
        vraag=f"Wat gebeurde er echt tussen {beeld.jaar - 1} en {beeld.jaar}?",
        antwoord=antwoord,
        koppen=(
            (f"In {beeld.jaar - 1}", TEKST), (f"In {beeld.jaar}", TEKST), ("Cliënten", AANTAL),
            ("Gemiddeld ervoor", EURO), ("Gemiddeld erna", EURO),
        ),
        rijen=[
            (o.van, o.naar, o.clienten, o.bedrag_voor / o.clienten if o.van in "BC" else None,
             o.bedrag_na / o.clienten if o.naar in "BC" else None)
            for o in beeld.overgangen
        ],
        uitleg="Dezelfde cliënten in twee jaren, ingedeeld met dezelfde regel. Lagere kosten komen ook "
        "doordat hulp halverwege het jaar begint of stopt. Stromen naar A zijn niet te zien.",
    )  # fmt: skip


def create_advies(beeld: Indelingsbeeld) -> Tabel:
    """What each segment means, and how it is best paid and bought."""
    return Tabel(
        naam="advies",
        vraag="Wat past bij elk segment?",
        koppen=(("Segment", TEKST), ("Wat het is", TEKST), ("Bekostiging", TEKST), ("Verwerving", TEKST)),
        rijen=[
            (naam, tekst.definitie, tekst.bekostiging.value, tekst.verwerving.value)
            for naam, tekst in beeld.versie.regel.segmenten.items()
        ],
        uitleg="Dit advies hoort bij de gekozen versie van de regel. Het is een begin voor het gesprek, geen "
        "uitkomst van de cijfers.",
    )
