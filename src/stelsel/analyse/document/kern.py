"""How many clients, what they cost, how that is spread, and over whom."""

from __future__ import annotations

from stelsel.analyse.aanbieders import create_grafiek_aanbieders
from stelsel.analyse.clienten_en_kosten import Groepskosten, create_grafiek_staven, render_klasse
from stelsel.analyse.document.cijfers import Documentcijfers
from stelsel.analyse.document.onderdeel import (
    AANDEEL,
    AANTAL,
    EURO,
    GETAL,
    TEKST,
    Onderdeel,
    als_telling,
    als_woord,
    protect_rijen,
    verberg_klein,
)
from stelsel.analyse.leeftijd import create_grafiek_leeftijd
from stelsel.analyse.onthulling import list_verborgen
from stelsel.analyse.verdeling import TOPPEN, create_grafiek_lorenz
from stelsel.analyse.verwijzers import NAAM
from stelsel.domein.marktschets.domeinen import get_domeinindeling

KOSTEN = "1. Cliënten en kosten"
WIE = "2. Wie krijgt de hulp, en van wie"
_GETELD = "Dit is een telling van alle regels, geen steekproef: er is geen foutmarge door toeval."
_ZELFDE = " Dezelfde cijfers staan in de tabel."


def create_kern(c: Documentcijfers) -> Onderdeel:
    """Clients, cost and percentiles."""
    k, v = c.schets.kosten, c.schets.verdeling
    bedragen = (
        ("Totale kosten", k.totaal_bedrag), ("Gemiddelde kosten per cliënt", k.gemiddelde),
        ("Kosten van de middelste cliënt (mediaan)", k.mediaan),
        ("Een kwart van de cliënten kost niet meer dan", k.p25),
        ("Drie kwart van de cliënten kost niet meer dan", k.p75),
        ("Negen van de tien cliënten kosten niet meer dan", k.p90),
    )  # fmt: skip
    toppen = [p for p in TOPPEN if k.clienten * p >= 100 * c.drempel]
    return Onderdeel(
        naam="kern",
        hoofdstuk=KOSTEN,
        vraag="Om hoeveel cliënten gaat het, en wat kost de hulp?",
        antwoord=f"{als_woord(AANTAL, k.clienten)} cliënten kregen hulp voor "
        f"{als_woord(EURO, k.totaal_bedrag)}. "
        f"De middelste cliënt kostte {als_woord(EURO, k.mediaan)}, gemiddeld was het "
        f"{als_woord(EURO, k.gemiddelde)}.",
        koppen=(("Wat", TEKST), ("Aantal", AANTAL), ("Bedrag", EURO), ("Aandeel", AANDEEL)),
        rijen=[
            ("Cliënten", k.clienten, None, None),
            *((wat, None, bedrag or 0, None) for wat, bedrag in bedragen),
            *((f"Kosten van de duurste {p} % van de cliënten", None, None, v.aandeel_top[p]) for p in toppen),
        ],
        betekenis="Het gemiddelde ligt hoger dan de middelste cliënt, omdat enkele cliënten veel kosten. "
        "Gebruik voor een gewone cliënt de mediaan, en voor het budget het gemiddelde.",
        definitie="Per cliënt alle goedgekeurde declaratieregels samen, over alle aanbieders en producten. "
        "Een "
        "creditregel telt als min. Een cliënt telt één keer.",
        voorbehoud="Declaraties komen later binnen dan de hulp: de laatste maanden zijn nog niet volledig. "
        "Hulp "
        "zonder declaratie per cliënt, zoals van het lokale team, zit er niet in.",
        zekerheid=_GETELD,
    )


def create_verdeling(c: Documentcijfers) -> Onderdeel:
    """The Lorenz curve."""
    v, genoeg = c.schets.verdeling, len(c.lorenz) > 10
    return Onderdeel(
        naam="verdeling",
        hoofdstuk=KOSTEN,
        vraag="Hoe is het geld verdeeld over cliënten?",
        antwoord=f"De Gini is {als_woord(GETAL, v.gini)}. De duurste tien procent van de cliënten krijgt "
        f"{als_woord(AANDEEL, v.aandeel_top[10])} van het geld."
        if genoeg
        else "Er zijn te weinig cliënten voor dit beeld.",
        koppen=(("Aandeel cliënten, van goedkoop naar duur", AANDEEL), ("Aandeel in de kosten", AANDEEL)),
        rijen=[(p.clienten, p.kosten) for p in c.lorenz[:: len(c.lorenz) // 10]] if genoeg else [],
        betekenis="Hoe schever de verdeling, hoe meer het loont om naar een kleine groep dure cliënten te "
        "kijken: een andere aanpak voor hen raakt een groot deel van het budget.",
        definitie="De lijn van Lorenz: alle cliënten van goedkoop naar duur, met het deel van de kosten dat "
        "zij "
        "samen hebben. De Gini is 0 als iedereen evenveel kost en bijna 1 als één cliënt alles kost.",
        voorbehoud="Wie halverwege het jaar begint, kost dat jaar minder. Dat maakt de verdeling schever dan "
        "die van hele trajecten.",
        zekerheid=_GETELD,
        vega=create_grafiek_lorenz(list(c.lorenz), top10=v.aandeel_top[10]) if genoeg else None,
        omschrijving="Een lijn die traag begint en aan het eind steil stijgt." + _ZELFDE,
    )


def create_klassen(c: Documentcijfers) -> Onderdeel:
    """Clients per class of cost, and those far above the rest."""
    u = c.uitschieters
    ver = als_woord(AANTAL, u.clienten)
    antwoord = f"{ver} cliënten liggen ver boven de rest: samen {als_woord(EURO, u.bedrag)}."
    staven = list(c.staven)
    return Onderdeel(
        naam="klassen",
        hoofdstuk=KOSTEN,
        vraag="Wat kost een cliënt?",
        antwoord=antwoord
        if u.clienten >= c.drempel
        else f"De middelste cliënt kost {als_woord(EURO, c.schets.kosten.mediaan)}.",
        koppen=(("Kosten per cliënt", TEKST), ("Cliënten", AANTAL)),
        rijen=[(render_klasse(staaf), staaf.clienten) for staaf in staven],
        betekenis="De lange staart rechts is waar het geld zit. Zonder de uitschieters is het gemiddelde "
        f"{als_woord(EURO, u.zonder.gemiddelde)} per cliënt."
        if u.clienten >= c.drempel
        else "De lange staart rechts is waar het geld zit.",
        definitie="Cliënten per klasse van kosten. Een uitschieter kost meer dan het meetkundig gemiddelde "
        "maal "
        "het kwadraat van de meetkundige standaardafwijking (GM2).",
        voorbehoud="Klassen met weinig cliënten zijn samengevoegd. Uitschieters tellen overal mee: het geld "
        "is "
        "echt uitgegeven.",
        zekerheid=_GETELD,
        vega=create_grafiek_staven(staven, kostenbeeld=c.schets.kosten) if len(staven) > 1 else None,
        omschrijving="Liggende staven met het aantal cliënten per klasse." + _ZELFDE,
    )


def create_gemeenten(c: Documentcijfers) -> Onderdeel:
    """Clients and cost per municipality."""
    return _create_groepen(
        c, naam="per_gemeente", wat="gemeente", groepen=c.per_gemeente,
        namen=dict(c.namen), voorbehoud="Een cliënt die verhuist telt in beide gemeenten. Er is niet "
        "gecorrigeerd voor leeftijd en inkomen van inwoners.",
    )  # fmt: skip


def create_domeinen(c: Documentcijfers) -> Onderdeel:
    """Clients and cost per domein."""
    return _create_groepen(
        c, naam="per_domein", wat="domein", groepen=c.per_domein, namen=get_domeinindeling().namen,
        voorbehoud="Een cliënt met hulp uit twee domeinen telt in beide. Beschermd wonen is hier een eigen "
        "domein en zit niet in de Wmo.",
    )  # fmt: skip


def _create_groepen(
    c: Documentcijfers, *, naam: str, wat: str, groepen: tuple[Groepskosten, ...], namen: dict[str, str],
    voorbehoud: str,
) -> Onderdeel:  # fmt: skip
    rijen = [
        (namen.get(g.groep, g.groep or "onbekend"), g.clienten, g.bedrag, g.bedrag / g.clienten)
        for g in groepen
    ]
    cellen = [
        (g.groep, c.keuze.domein) if wat == "gemeente" else (c.keuze.gemeente, g.groep) for g in groepen
    ]
    open_ = [0 if cel in c.dicht else g.clienten for cel, g in zip(cellen, groepen, strict=True)]
    getoond = protect_rijen(rijen, aantallen=open_, drempel=c.drempel)
    return Onderdeel(
        naam=naam,
        hoofdstuk=WIE,
        vraag=f"Hoe verschilt het per {wat}?",
        antwoord=f"Er zijn cliënten uit {len(groepen)} {'gemeenten' if wat == 'gemeente' else 'domeinen'}."
        if len(groepen) > 1
        else f"Alle cliënten vallen onder één {wat}.",
        koppen=((wat.capitalize(), TEKST), ("Cliënten", AANTAL), ("Kosten", EURO), ("Per cliënt", EURO)),
        rijen=getoond,
        betekenis="Een verschil is een vraag, geen oordeel: kijk eerst of dezelfde hulp wordt vergeleken.",
        definitie=f"Unieke cliënten en hun kosten, per {wat}.",
        voorbehoud=voorbehoud,
        zekerheid=f"{_GETELD} Groepen met minder dan {c.drempel} cliënten, en wat die zou verraden, staan er "
        "niet in.",
    )


def create_leeftijd(c: Documentcijfers) -> Onderdeel | None:
    """Clients and cost per band of age."""
    if c.hulp is None or not c.hulp.leeftijd:
        return None
    groepen = c.hulp.leeftijd
    n, som = sum(g.clienten for g in groepen), sum(g.bedrag for g in groepen)
    rijen = [
        (g.naam, g.clienten, g.clienten / n, g.bedrag, g.bedrag / som if som else None, g.bedrag / g.clienten)
        for g in groepen
    ]
    aantallen = [g.clienten for g in groepen]
    dicht = any(list_verborgen(aantallen, drempel=c.drempel))
    oud = sum(g.clienten for g in groepen if g.naam.startswith("75"))
    return Onderdeel(
        naam="leeftijd",
        hoofdstuk=WIE,
        vraag="Hoe oud zijn cliënten, en wat kosten zij?",
        antwoord=f"{als_woord(AANDEEL, oud / n)} van de cliënten is 75 jaar of ouder."
        if oud >= c.drempel
        else "De cliënten vallen in "
        f"{als_telling(len(groepen), een='leeftijdsgroep', meer='leeftijdsgroepen')}.",
        koppen=(
            ("Leeftijd", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL), ("Kosten", EURO),
            ("Aandeel kosten", AANDEEL), ("Per cliënt", EURO),
        ),
        rijen=protect_rijen(rijen, aantallen=aantallen, drempel=c.drempel),
        betekenis="De bevolking wordt ouder. Hulp die vooral ouderen krijgen, groeit ook als er verder niets "
        "verandert.",
        definitie="De leeftijd die een cliënt in het jaar bereikt. In de gegevens staat alleen het "
        "geboortejaar.",
        voorbehoud="Zonder het aantal inwoners per leeftijd zegt dit niet hoe vaak een leeftijd hulp krijgt.",
        zekerheid=_GETELD,
        vega=None if dicht else create_grafiek_leeftijd(groepen),
        omschrijving="Per leeftijd een staaf voor de cliënten en een voor de kosten." + _ZELFDE,
    )  # fmt: skip


def render_verwijzer(code: str) -> str:
    """'02 huisarts'; the code alone where the standard has no such code."""
    return f"{code} {NAAM[code]}" if code in NAAM else code


def create_verwijzers(c: Documentcijfers) -> Onderdeel | None:
    """Clients and cost per kind of referrer."""
    verwijzers = c.verdieping.verwijzers
    if not verwijzers:
        return None
    rijen = [
        (render_verwijzer(v.code), v.clienten, v.aandeel_clienten, v.bedrag, v.aandeel_bedrag)
        for v in verwijzers
    ]
    meest = max(verwijzers, key=lambda v: v.clienten)
    return Onderdeel(
        naam="verwijzers",
        hoofdstuk=WIE,
        vraag="Via wie komen cliënten binnen?",
        antwoord=f"De meeste cliënten ({als_woord(AANDEEL, meest.aandeel_clienten)}) komen binnen "
        f"via: {render_verwijzer(meest.code)}.",
        koppen=(
            ("Verwijzer", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL),
            ("Kosten", EURO), ("Aandeel kosten", AANDEEL),
        ),
        rijen=protect_rijen(rijen, aantallen=[v.clienten for v in verwijzers], drempel=c.drempel),
        betekenis="Wie verwijst, bepaalt mee welke hulp er komt. Alleen waar de gemeente zelf toegang geeft, "
        "kan zij rechtstreeks sturen.",
        definitie="De verwijzer van de eerste toewijzing waarin er een staat.",
        voorbehoud="Latere verwijzers tellen niet mee. Onbekend: geen toewijzing of geen verwijzer.",
        zekerheid=_GETELD,
    )  # fmt: skip


def create_huishoudens(c: Documentcijfers) -> Onderdeel | None:
    """Households by number of people with help."""
    if c.hulp is None or not c.hulp.gezinnen.groepen:
        return None
    groepen = c.hulp.gezinnen.groepen
    n = sum(g.huishoudens for g in groepen)
    meer = sum(g.huishoudens for g in groepen[1:])
    rijen = [
        (g.soort, g.huishoudens, g.clienten, g.bedrag, g.bedrag / g.huishoudens, g.meer_aanbieders)
        for g in groepen
    ]
    return Onderdeel(
        naam="huishoudens",
        hoofdstuk=WIE,
        vraag="Hoeveel huishoudens hebben hulp voor meer mensen?",
        antwoord=f"{als_woord(AANTAL, n)} huishoudens hebben hulp; bij "
        f"{als_woord(AANTAL, verberg_klein(meer, drempel=c.drempel))} krijgt meer dan één persoon hulp.",
        koppen=(
            ("Huishouden", TEKST), ("Huishoudens", AANTAL), ("Cliënten", AANTAL), ("Kosten", EURO),
            ("Per huishouden", EURO), ("Meer aanbieders", AANDEEL),
        ),
        rijen=protect_rijen(rijen, aantallen=[g.huishoudens for g in groepen], drempel=c.drempel),
        betekenis="Bij een huishouden met hulp voor meer mensen is één plan voor het hele gezin te "
        "overwegen.",
        definitie="Cliënten met kosten, per huishouden zoals het laatst bekend is.",
        voorbehoud="Wie geen bekend huishouden heeft, telt als huishouden van één. Hulp buiten de gemeente "
        "om "
        "zien wij niet.",
        zekerheid=_GETELD,
    )  # fmt: skip


def create_aanbieders(c: Documentcijfers) -> Onderdeel | None:
    """How concentrated the money is over providers."""
    b = c.aanbieders
    if not b.aantal:
        return None
    return Onderdeel(
        naam="aanbieders",
        hoofdstuk=WIE,
        vraag="Bij hoeveel aanbieders zit het geld?",
        antwoord="Eén aanbieder krijgt al het geld."
        if b.aantal == 1
        else f"Er zijn {als_telling(b.aantal, een='aanbieder', meer='aanbieders')}. De helft van het geld "
        f"gaat naar {als_telling(b.helft, een='aanbieder', meer='aanbieders')}, vier vijfde naar "
        f"{b.viervijfde}.",
        koppen=(("Wat", TEKST), ("Waarde", AANDEEL), ("Getal", GETAL)),
        rijen=[
            *((f"Deel van de grootste {top}" if top > 1 else "Deel van de grootste", deel, None)
              for top, deel in b.toppen.items()),
            ("Herfindahl (1 bij één aanbieder, bijna 0 bij veel kleine)", None, b.herfindahl),
        ],
        betekenis="Bij weinig aanbieders is de gemeente van hen afhankelijk; bij heel veel kleine is sturen "
        "en "
        "controleren duur.",
        definitie="Kosten per aanbieder die declareert.",
        voorbehoud="Onderaannemers zien wij niet, en een concern met meer codes telt als meer aanbieders. "
        "Per "
        "soort hulp is het geld bij minder aanbieders dan over alles samen.",
        zekerheid=_GETELD,
        vega=create_grafiek_aanbieders(b) if b.aantal > 2 else None,
        omschrijving="Een stijgende lijn: het deel van het geld van de grootste aanbieders." + _ZELFDE,
    )  # fmt: skip
