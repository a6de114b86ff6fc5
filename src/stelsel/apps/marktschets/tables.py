"""The tables of the market picture with their charts: the same rows on the page and in the export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.analyse.abc import create_grafiek_abc
from stelsel.analyse.clienten_en_kosten import create_grafiek_staven, render_klasse
from stelsel.analyse.groei import DELEN, create_grafiek_groei
from stelsel.analyse.kostengroepen import create_grafiek_groepen
from stelsel.analyse.onthulling import list_verborgen
from stelsel.analyse.stapeling import create_grafiek_stapeling
from stelsel.analyse.trajecten import create_grafiek_duur
from stelsel.analyse.uitschieters import create_grafiek_logstaven
from stelsel.analyse.verdeling import TOPPEN, create_grafiek_lorenz
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.kern.bedrag import in_euro
from stelsel.lake.intake.waarschuwingen import UITLEG

from .queries import Beeld, Diepbeeld, Groep, Marktbeeld

Waarde = str | int | float | None
TEKST, AANTAL, EURO, AANDEEL, GETAL = "tekst", "aantal", "euro", "aandeel", "getal"
NIET_GETOOND = "niet getoond"
#: With fewer steps a line suggests more than it knows.
LORENZ_STAPPEN = 10


@dataclass(frozen=True)
class Tabel:
    """One question with its table and chart. `koppen`: header and kind per column; amounts are cents.

    `leeg`: the sentence when there are too few clients to answer; `antwoord`: the answer in one sentence;
    `uitleg`: what the figures are and how sure, in sentences."""

    naam: str
    vraag: str
    koppen: Sequence[tuple[str, str]]
    rijen: Sequence[Sequence[Waarde]]
    leeg: str = ""
    grafiek: Grafiek | None = None
    antwoord: str = ""
    uitleg: str = ""

    def list_woorden(self) -> list[list[tuple[str, str, bool]]]:
        """The rows for people: header, text, and whether it is a number."""
        return [
            [
                (kop, _als_woord(soort, waarde), soort != TEKST)
                for (kop, soort), waarde in zip(self.koppen, rij, strict=True)
            ]
            for rij in self.rijen
        ]

    def list_export(self) -> list[list[Waarde]]:
        """The rows for a file: euros and percentages as numbers."""
        soorten = [soort for _, soort in self.koppen]
        kop: list[Waarde] = [naam for naam, _ in self.koppen]
        return [kop, *([_als_getal(s, w) for s, w in zip(soorten, rij, strict=True)] for rij in self.rijen)]


def create_tabellen(markt: Marktbeeld) -> list[Tabel]:
    """All tables of what this user may see, in the order of the page; none without a picture."""
    if markt.beeld is None:
        return []
    tabellen = [
        create_kern(markt.beeld, drempel=markt.drempel),
        create_lorenz(markt.beeld, drempel=markt.drempel),
        create_segmenten(markt.beeld, drempel=markt.drempel),
        create_klassen(markt.beeld, drempel=markt.drempel),
    ]
    if markt.per_gemeente:
        tabellen.append(create_groepen("gemeente", markt.per_gemeente))
    return [*tabellen, create_groepen("domein", markt.per_domein)]


def create_kern(beeld: Beeld, *, drempel: int) -> Tabel:
    """Clients, cost, percentiles, and the share of the costliest few as far as they are not too few."""
    kosten, verdeling = beeld.schets.kosten, beeld.schets.verdeling
    bedragen = (
        ("Totale kosten", kosten.totaal_bedrag),
        ("Gemiddelde kosten per cliënt", kosten.gemiddelde),
        ("Kosten van de middelste cliënt (mediaan)", kosten.mediaan),
        ("Een kwart van de cliënten kost niet meer dan", kosten.p25),
        ("Drie kwart van de cliënten kost niet meer dan", kosten.p75),
        ("Negen van de tien cliënten kosten niet meer dan", kosten.p90),
    )
    toppen = [p for p in TOPPEN if kosten.clienten * p >= 100 * drempel]
    return Tabel(
        naam="kern",
        vraag="De cijfers in het kort",
        koppen=(("Wat", TEKST), ("Aantal", AANTAL), ("Bedrag", EURO), ("Aandeel", AANDEEL)),
        rijen=[
            ("Cliënten", kosten.clienten, None, None),
            *((wat, None, round(bedrag or 0), None) for wat, bedrag in bedragen),
            *((f"Kosten van de duurste {p} %", None, None, verdeling.aandeel_top[p]) for p in toppen),
        ],
    )


def create_lorenz(beeld: Beeld, *, drempel: int) -> Tabel:
    """The Lorenz curve, from cheap to costly."""
    punten, top10 = list(beeld.lorenz), beeld.schets.verdeling.aandeel_top[10]
    omschrijving = (
        f"Een lijn die traag begint en aan het eind steil stijgt. De duurste 10 procent van de cliënten "
        f"krijgt {_als_woord(AANDEEL, top10)} van het geld. Dezelfde cijfers staan in de tabel."
    )
    genoeg = len(punten) > LORENZ_STAPPEN
    return Tabel(
        naam="verdeling",
        vraag="Hoe is het geld verdeeld over cliënten?",
        koppen=(("Aandeel cliënten, van goedkoop naar duur", AANDEEL), ("Aandeel in de kosten", AANDEEL)),
        rijen=[(punt.clienten, punt.kosten) for punt in punten],
        leeg="" if punten else f"Er zijn te weinig cliënten (minder dan {2 * drempel}) voor dit beeld.",
        grafiek=Grafiek(create_grafiek_lorenz(punten, top10=top10), omschrijving) if genoeg else None,
    )


def create_segmenten(beeld: Beeld, *, drempel: int) -> Tabel:
    """Share of clients beside share of cost per segment; all or nothing, since they add up."""
    segmenten = beeld.schets.abc.segmenten
    dicht = any(list_verborgen([segment.clienten for segment in segmenten], drempel=drempel))
    c = segmenten[0]
    omschrijving = (
        f"Twee balken. Segment C is {_als_woord(AANDEEL, c.aandeel_clienten)} van de cliënten en "
        f"{_als_woord(AANDEEL, c.aandeel_bedrag)} van de kosten. Dezelfde cijfers staan in de tabel."
    )
    return Tabel(
        naam="segmenten",
        vraag="Welke cliënten krijgen de helft van het geld?",
        koppen=(
            ("Segment", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL), ("Kosten", EURO),
            ("Aandeel kosten", AANDEEL),
        ),
        rijen=[]
        if dicht
        else [(s.segment, s.clienten, s.aandeel_clienten, s.bedrag, s.aandeel_bedrag) for s in segmenten],
        leeg=f"Een segment telt minder dan {drempel} cliënten. Daarom staan hier geen cijfers."
        if dicht
        else "",
        grafiek=None if dicht else Grafiek(create_grafiek_abc(beeld.schets.abc), omschrijving),
    )  # fmt: skip


def create_klassen(beeld: Beeld, *, drempel: int) -> Tabel:
    """Clients per class of cost."""
    staven = list(beeld.staven)
    omschrijving = (
        "Liggende staven met het aantal cliënten per kostenklasse, van goedkoop naar duur. Dezelfde cijfers "
        "staan in de tabel."
    )
    vega = create_grafiek_staven(staven, kostenbeeld=beeld.schets.kosten) if len(staven) > 1 else None
    return Tabel(
        naam="klassen",
        vraag="Wat kost een cliënt?",
        koppen=(("Kosten per cliënt", TEKST), ("Cliënten", AANTAL)),
        rijen=[(render_klasse(staaf), staaf.clienten) for staaf in staven],
        leeg="" if staven else f"Er zijn te weinig cliënten (minder dan {drempel}) voor dit beeld.",
        grafiek=Grafiek(vega, omschrijving) if vega else None,
    )


def create_groepen(soort: str, groepen: Sequence[Groep]) -> Tabel:
    """Clients and cost per gemeente or domain; a hidden row says so."""
    return Tabel(
        naam=f"per-{soort}",
        vraag=f"Hoe verschilt het per {soort}?",
        koppen=((soort.capitalize(), TEKST), ("Cliënten", AANTAL), ("Kosten", EURO)),
        rijen=[
            (g.naam, NIET_GETOOND, NIET_GETOOND) if g.clienten is None else (g.naam, g.clienten, g.bedrag)
            for g in groepen
        ],
    )


def create_diepe_tabellen(beeld: Diepbeeld) -> list[Tabel]:
    """The further tables for the desk of the analyst, in the order of the page."""
    tabellen = [
        create_trajecten(beeld), create_stapeling(beeld), create_verwijzers(beeld), create_groei(beeld),
        create_kostengroepen(beeld), create_logklassen(beeld), create_uitschieters(beeld),
        create_kwaliteit(beeld),
    ]  # fmt: skip
    return [tabel for tabel in tabellen if tabel is not None]


def create_trajecten(beeld: Diepbeeld) -> Tabel | None:
    """Number, cost and duration of trajecten, with the curve of what still runs."""
    t = beeld.verdieping.trajecten
    if t is None:
        return None
    lang = f"{t.duur_km:.0f} dagen" if t.duur_km is not None else "langer dan wij kunnen zien"
    return Tabel(
        naam="trajecten",
        vraag="Wat kost een traject, en hoe lang duurt het?",
        antwoord=f"Er liepen {_als_woord(AANTAL, t.n)} trajecten. Een traject kost gemiddeld "
        f"{_als_woord(EURO, t.gemiddelde)} en duurt in het midden {lang}.",
        koppen=(
            ("Wat", TEKST),
            ("Aantal", AANTAL),
            ("Gemiddeld", EURO),
            ("Middelste", EURO),
            ("Dagen", AANTAL),
        ),
        rijen=[
            ("Alle trajecten, duur met Kaplan-Meier", t.n, t.gemiddelde, t.mediaan, _heel(t.duur_km)),
            (
                "Afgesloten trajecten",
                t.gesloten,
                t.gemiddelde_gesloten,
                t.mediaan_gesloten,
                _heel(t.duur_gesloten),
            ),
        ],
        grafiek=Grafiek(
            create_grafiek_duur(t),
            "Een dalende lijn: het deel van de trajecten dat dan nog loopt.",
        )
        if t.curve
        else None,
        uitleg="Eenheid: traject. Een traject is alle hulp van één cliënt zonder onderbreking van meer dan "
        "31 dagen, bij alle aanbieders samen. Kosten zijn de declaratieregels op die dagen, over "
        "alle jaren. Wat nog loopt, heeft nog niet alles gekost: daarom staan afgesloten trajecten "
        "apart. Kaplan-Meier telt lopende trajecten mee zolang wij ze zien. Trajecten die vóór de "
        "eerste dag van de gegevens eindigden, zien wij niet; lange trajecten van vroeger wegen "
        "daardoor te zwaar.",
    )


def create_stapeling(beeld: Diepbeeld) -> Tabel | None:
    """Clients by the most products and providers at once."""
    stapeling = beeld.verdieping.stapeling
    if stapeling is None:
        return None
    delen = stapeling.als_data()
    return Tabel(
        naam="stapeling",
        vraag="Hoeveel hulp krijgt iemand tegelijk?",
        antwoord=f"{_als_woord(AANDEEL, 1 - delen['producten']['1'])} van de cliënten had meer dan één "
        f"product tegelijk, {_als_woord(AANDEEL, 1 - delen['aanbieders']['1'])} meer dan één aanbieder.",
        koppen=(("Tegelijk", TEKST), ("Producten", AANDEEL), ("Aanbieders", AANDEEL)),
        rijen=[
            (klasse, delen["producten"][klasse], delen["aanbieders"][klasse]) for klasse in delen["producten"]
        ],
        grafiek=Grafiek(
            create_grafiek_stapeling(stapeling),
            "Twee balken met het deel van de cliënten per aantal.",
        ),
        uitleg="Per cliënt telt de dag in het jaar met de meeste verschillende producten of aanbieders. "
        "Twee toewijzingen van hetzelfde product tellen één keer. Delen zijn van alle cliënten met "
        "een toewijzing. Enkele dagen overlap bij een wissel telt ook als tegelijk.",
    )


def create_verwijzers(beeld: Diepbeeld) -> Tabel | None:
    """Clients and cost by kind of referrer."""
    verwijzers = beeld.verdieping.verwijzers
    if verwijzers is None:
        return None
    return Tabel(
        naam="verwijzers",
        vraag="Via wie komen cliënten binnen?",
        koppen=(
            ("Verwijzer (code)", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL),
            ("Kosten", EURO), ("Aandeel kosten", AANDEEL),
        ),
        rijen=[(v.code, v.clienten, v.aandeel_clienten, v.bedrag, v.aandeel_bedrag) for v in verwijzers],
        uitleg="De verwijzer is die van de eerste toewijzing waarin er een staat. De kosten van de cliënt "
        "in het jaar tellen bij die verwijzer. Codes zijn die van de standaard. Onbekend: geen "
        "toewijzing of geen verwijzer.",
    )  # fmt: skip


def create_groei(beeld: Diepbeeld) -> Tabel:
    """The difference with the year before in four parts."""
    paar = next(iter(beeld.verdieping.groei), None)
    vraag, koppen = "Waarom zijn de kosten anders dan een jaar eerder?", (("Deel", TEKST), ("Euro", EURO))
    if paar is None:
        leeg = "Er is geen eerder jaar om mee te vergelijken."
        return Tabel(naam="groei", vraag=vraag, koppen=koppen, rijen=[], leeg=leeg)
    totaal = paar.groei.totaal
    verschil = f"{_als_woord(EURO, abs(totaal))} {'meer' if totaal >= 0 else 'minder'}"
    delen = [(naam, getattr(paar.groei, deel)) for deel, naam in DELEN.items()]
    grafiek = create_grafiek_groei(paar)
    return Tabel(
        naam="groei",
        vraag=vraag,
        koppen=koppen,
        rijen=[*delen, ("Samen", totaal)],
        antwoord=f"In {paar.naar} is {verschil} uitgegeven dan in {paar.van}.",
        grafiek=Grafiek(grafiek, "Staven per oorzaak, naar rechts meer en naar links minder."),
        uitleg="Kosten zijn cliënten maal het deel met een product, maal hulp per cliënt, maal prijs. Het "
        "verschil is precies verdeeld met het logaritmisch gemiddelde, per product. Een product dat "
        "er maar in één jaar was, telt bij andere producten. Is een van de jaren niet compleet, dan "
        "klopt het verschil niet.",
    )


def create_kostengroepen(beeld: Diepbeeld) -> Tabel:
    """Groups of like cost with what marks them."""
    groepen = beeld.verdieping.groepen
    deel = _als_woord(AANDEEL, groepen.r2_cv)
    return Tabel(
        naam="kostengroepen",
        vraag="Welke cliënten kosten ongeveer evenveel?",
        antwoord=f"{len(groepen.groepen)} groepen verklaren {deel} van het verschil in kosten."
        if groepen.r2_cv and len(groepen.groepen) > 1
        else groepen.uitleg,
        koppen=(("Kenmerken", TEKST), ("Cliënten", AANTAL), ("Gemiddeld", EURO), ("Variatie (CV)", GETAL)),
        rijen=[(g.kenmerken, g.n, g.gemiddelde, g.cv) for g in groepen.groepen],
        grafiek=Grafiek(create_grafiek_groepen(groepen), "Staven met de gemiddelde kosten per groep.")
        if len(groepen.groepen) > 1
        else None,
        uitleg="Een boom splitst cliënten op leeftijd, verwijzer, domein, huisgenoten met hulp, producten "
        "en aanbieders, waar de kosten het meest verschillen. Het verklaarde deel is gemeten op "
        "cliënten die de boom niet zag (tien keer). Een groep telt ten minste 30 cliënten. Kenmerken "
        "gaan samen met kosten; zij zijn niet de oorzaak.",
    )


def create_logklassen(beeld: Diepbeeld) -> Tabel:
    """Clients per class of cost, each class twice as wide as the one before."""
    staven = list(beeld.logstaven)
    return Tabel(
        naam="logklassen",
        vraag="Hoe zijn de kosten verdeeld als elke stap een verdubbeling is?",
        koppen=(("Kosten per cliënt", TEKST), ("Cliënten", AANTAL)),
        rijen=[(render_klasse(staaf), staaf.clienten) for staaf in staven],
        grafiek=Grafiek(create_grafiek_logstaven(staven), "Staven met het aantal cliënten per kostenklasse.")
        if staven
        else None,
        uitleg="Dezelfde cliënten als in de marktschets, op een logaritmische schaal: zo zijn lage en hoge "
        "kosten allebei te zien.",
    )


def create_uitschieters(beeld: Diepbeeld) -> Tabel:
    """The core figures with and without outliers, side by side."""
    u, alle = beeld.uitschieters, beeld.schets
    delen = (("Alle cliënten", alle.kosten, alle.verdeling), ("Zonder uitschieters", u.zonder, u.verdeling))
    return Tabel(
        naam="uitschieters",
        vraag="Hoeveel maken de uitschieters uit?",
        antwoord=f"{_als_woord(AANTAL, u.clienten)} cliënten kosten meer dan {_als_woord(EURO, u.grens)}, "
        f"samen {_als_woord(EURO, u.bedrag)}."
        if u.grens is not None
        else "",
        koppen=(
            ("Wie", TEKST), ("Cliënten", AANTAL), ("Gemiddeld", EURO), ("Middelste", EURO), ("Gini", GETAL),
        ),
        rijen=[(naam, k.clienten, k.gemiddelde, k.mediaan, v.gini) for naam, k, v in delen],
        uitleg="Uitschieter is wie meer kost dan het geometrisch gemiddelde maal het kwadraat van de "
        "geometrische standaardafwijking (GM2). De cijfers zonder uitschieters staan ernaast, nooit "
        "ervoor in de plaats: het geld is echt uitgegeven.",
    )  # fmt: skip


def create_kwaliteit(beeld: Diepbeeld) -> Tabel:
    """What is to be said about the data themselves, in lines and euros."""
    return Tabel(
        naam="kwaliteit",
        vraag="Wat is er op te merken aan de gegevens?",
        koppen=(("Opmerking", TEKST), ("Aantal", AANTAL), ("Bedrag", EURO), ("Uitleg", TEKST)),
        rijen=[(o.soort.replace("_", " "), o.aantal, o.bedrag, UITLEG[o.soort]) for o in beeld.kwaliteit],
        leeg="" if beeld.kwaliteit else "Er viel niets op.",
        uitleg="Dit gaat over alle gegevens in het meer, van alle jaren. Regels die niet te lezen waren, "
        "zijn bij het inlezen al geweigerd en gemeld.",
    )


def _heel(dagen: float | None) -> int | None:
    return None if dagen is None else round(dagen)


def _als_woord(soort: str, waarde: Waarde) -> str:
    if waarde is None or isinstance(waarde, str):
        return waarde or ""
    if soort == EURO:
        return in_euro(round(waarde))
    if soort == AANDEEL:
        return f"{100 * waarde:.1f} %".replace(".", ",")
    if soort == GETAL:
        return f"{waarde:.2f}".replace(".", ",")
    return f"{waarde:,}".replace(",", ".")


def _als_getal(soort: str, waarde: Waarde) -> Waarde:
    if waarde is None or isinstance(waarde, str):
        return waarde
    return {EURO: round(waarde / 100, 2), AANDEEL: round(100 * waarde, 2)}.get(soort, waarde)
