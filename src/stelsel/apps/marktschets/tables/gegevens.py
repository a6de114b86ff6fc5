"""Tables on the claim lines themselves: sources, from asked to counted, findings and examples."""

from __future__ import annotations

from collections.abc import Mapping

from stelsel.analyse.gegevenskwaliteit import Bevinding
from stelsel.lake.intake.waarschuwingen import UITLEG

from ..queries import Gegevens
from .tabel import AANTAL, EURO, TEKST, Tabel, als_woord

NAAM = {
    "dubbel": "Dubbele regel",
    "dubbel_bronnen": "Dezelfde regel in meer bronnen",
    "periode_omgekeerd": "Einde voor begin",
    "datum_toekomst": "Begin na de gegevens",
    "periode_lang": "Langer dan een jaar",
    "volume_negatief": "Negatief volume",
    "bedrag_nul": "Hulp zonder bedrag",
    "uitschieter": "Uitschieter",
    "credit_zonder_debet": "Terugboeking zonder declaratie",
    "factor_100": "Ongeveer honderd keer te hoog of te laag",
    "gemeente_samengevoegd": "Code van voor een herindeling",
}
_UITLEG = UITLEG | {
    "dubbel": "Deze regels zijn precies gelijk aan een andere regel uit dezelfde bron. De eerste is hier "
    "niet meegeteld. Controleer of dezelfde hulp niet twee keer is gedeclareerd.",
    "dubbel_bronnen": "Deze regels staan in meer dan één bron. Dan telt dezelfde hulp twee keer. Haal een "
    "van de bronnen weg, of laat hun perioden op elkaar aansluiten.",
    "datum_toekomst": "De hulp begint na de laatste dag waarover er gegevens zijn. Controleer het jaar.",
    "periode_lang": "Eén regel gaat over meer dan een jaar. Alle kosten tellen in het jaar van het begin.",
    "bedrag_nul": "Er is wel hulp gegeven, maar er staat geen bedrag. De cliënt telt mee, zonder kosten.",
    "uitschieter": "Het bedrag ligt ver boven dat van andere regels van hetzelfde product: meer dan vier "
    "keer de standaardafwijking, op een logaritmische schaal. Dat kan kloppen. Vraag het de aanbieder.",
    "gemeente_samengevoegd": "Deze gemeente is opgegaan in een andere gemeente, die ook in de gegevens "
    "staat of er op die dag al was. De regels tellen mee bij de oude code.",
}
_SOORT = {
    "declaratieregels": "Declaratieregels",
    "clienten": "Cliënten",
    "toewijzingen": "Toewijzingen",
    "declaraties": "Declaraties",
    "resultaten": "Resultaten",
}


def create_gegevenstabellen(gegevens: Gegevens) -> list[Tabel]:
    """All tables with figures, in the order of the page."""
    return [
        create_bevindingen(gegevens),
        create_posten(gegevens),
        create_jaren(gegevens),
        create_momentopnamen(gegevens),
    ]


def create_bevindingen(gegevens: Gegevens) -> Tabel:
    """What looks wrong, in lines and euros, and what was done with it."""
    regels = sum(post.regels for post in gegevens.posten)
    bedrag = sum(post.bedrag for post in gegevens.posten)
    gevonden = gegevens.bevindingen
    zin = "Er viel niets op." if not gevonden else f"Er vielen {len(gevonden)} soorten regels op."
    if len(gevonden) == 1:
        zin = "Er viel één soort regels op."
    return Tabel(
        naam="bevindingen",
        vraag="Wat valt op aan de declaratieregels?",
        antwoord=f"{zin} Alle {als_woord(AANTAL, regels)} regels, samen {als_woord(EURO, bedrag)}, tellen "
        "mee in de cijfers.",
        koppen=(
            ("Wat valt op", TEKST), ("Regels", AANTAL), ("Bedrag", EURO), ("Wat deden wij", TEKST),
            ("Uitleg", TEKST),
        ),
        rijen=[(NAAM[b.soort], b.regels, b.bedrag, "Geteld", _UITLEG[b.soort]) for b in gevonden],
        uitleg="Gezocht is naar: " + "; ".join(naam.lower() for naam in NAAM.values()) + ". Wat hier niet "
        "staat, is niet gevonden. Een regel kan bij meer soorten horen; tel de soorten dus niet op. Het "
        "bedrag is "
        "dat van de hele regel, niet de fout. Wij veranderen niets: wie de bron verbetert en opnieuw "
        "aanlevert, ziet het hier verdwijnen.",
    )  # fmt: skip


def create_posten(gegevens: Gegevens) -> Tabel:
    """From what aanbieders asked to what is counted; adds up to the cent."""
    bekend = [post.verschil for post in gegevens.posten if post.verschil is not None]
    zin = "Van deze bron is alleen bekend wat is goedgekeurd."
    if bekend:
        zin = "Het klopt tot op de cent: wat is goedgekeurd, staat in de regels."
    if any(bekend):
        verschil = als_woord(EURO, sum(map(abs, bekend)))
        zin = f"Het klopt niet: er is {verschil} verschil. Gebruik deze cijfers niet."
    return Tabel(
        naam="van-ingediend-naar-geteld",
        vraag="Wat is ingediend, weggelaten en geteld?",
        antwoord=zin,
        koppen=(
            ("Bron", TEKST), ("Ingediend", EURO), ("Afgekeurd, niet geteld", EURO), ("Goedgekeurd", EURO),
            ("Regels", AANTAL), ("Geteld", EURO), ("Verschil", EURO),
        ),
        rijen=[
            (p.bron, *map(_bekend, (p.ingediend, p.afgekeurd, p.goedgekeurd)), p.regels, p.bedrag,
             _bekend(p.verschil))
            for p in gegevens.posten
        ],
        uitleg="Een bron met declaraties kent ook wat is afgekeurd. Van een bron met alleen goedgekeurde "
        "regels is niet bekend wat is ingediend. Een terugboeking telt als min.",
    )  # fmt: skip


def _bekend(cent: int | None) -> int | str:
    return "onbekend" if cent is None else cent


def create_jaren(gegevens: Gegevens) -> Tabel:
    """Lines, clients and months with help per source and year: where something is missing."""
    half = [jaar for jaar in gegevens.jaren if jaar.maanden < 12]
    return Tabel(
        naam="jaren",
        vraag="Welke jaren en maanden zijn er?",
        antwoord="Elk jaar heeft regels in alle twaalf maanden."
        if not half
        else "Niet elk jaar heeft regels in alle twaalf maanden. Vergelijk zo'n jaar niet met een heel jaar.",
        koppen=(
            ("Bron", TEKST), ("Jaar", TEKST), ("Maanden met hulp", AANTAL), ("Regels", AANTAL),
            ("Cliënten", AANTAL), ("Bedrag", EURO),
        ),
        rijen=[(j.bron, str(j.jaar), j.maanden, j.regels, j.clienten, j.bedrag) for j in gegevens.jaren],
        uitleg="Een regel hoort bij de maand waarin de hulp begon. Declaraties komen later binnen dan de "
        "hulp: de laatste maanden zijn nog niet volledig.",
    )  # fmt: skip


def create_momentopnamen(gegevens: Gegevens) -> Tabel:
    """Every table of the lake per source, with the state that it was published from."""
    return Tabel(
        naam="momentopnamen",
        vraag="Uit welke bronnen komen de gegevens, en tot welke dag?",
        koppen=(
            ("Gegevens", TEKST), ("Bron", TEKST), ("Tot en met", TEKST), ("Momentopname", TEKST),
            ("Rijen", AANTAL),
        ),
        rijen=[
            (_SOORT[s.tabel], s.bron, f"{s.gegevens_tm:%d-%m-%Y}", s.momentopname, s.rijen)
            for s in gegevens.standen
        ],
        uitleg="De momentopname is de naam die de bron aan haar stand geeft. Dezelfde momentopname geeft "
        f"dezelfde cijfers. Dit is versie {gegevens.versie} van de gegevens.",
    )  # fmt: skip


def create_voorbeelden(gegevens: Gegevens, gemeenten: Mapping[str, str]) -> list[Tabel]:
    """Per finding the lines with the most money, without clients: for the page, not for a file."""
    return [_create_voorbeeld(bevinding, gemeenten) for bevinding in gegevens.bevindingen]


def _create_voorbeeld(bevinding: Bevinding, gemeenten: Mapping[str, str]) -> Tabel:
    return Tabel(
        naam=f"voorbeelden-{bevinding.soort}",
        vraag=NAAM[bevinding.soort],
        koppen=(
            ("Maand", TEKST), ("Gemeente", TEKST), ("Aanbieder", TEKST), ("Product", TEKST),
            ("Volume", AANTAL), ("Eenheid", TEKST), ("Bedrag", EURO),
        ),
        rijen=[
            (v.maand, gemeenten.get(v.gemeente, v.gemeente), v.aanbieder, v.product, v.volume, v.eenheid,
             v.bedrag)
            for v in bevinding.voorbeelden
        ],
    )  # fmt: skip
