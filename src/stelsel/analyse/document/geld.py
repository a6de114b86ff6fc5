"""Why cost changes, who costs alike, where the border between segments lies, and how others do."""

from __future__ import annotations

from stelsel.analyse.benchmark import Maat, Punt, create_grafiek_vergelijking
from stelsel.analyse.document.cijfers import Documentcijfers
from stelsel.analyse.document.onderdeel import (
    AANDEEL,
    AANTAL,
    EEN_CIJFER,
    EURO,
    GETAL,
    TEKST,
    Onderdeel,
    Waarde,
    als_woord,
    protect_rijen,
)
from stelsel.analyse.groei import DELEN, create_grafiek_groei
from stelsel.analyse.indelingsgrafiek import (
    create_grafiek_gevoeligheid,
    create_grafiek_piramide,
    render_factor,
)
from stelsel.analyse.kostengroepen import create_grafiek_groepen
from stelsel.analyse.onthulling import list_verborgen
from stelsel.domein.marktschets.indelingsregel import Maat as Regelmaat
from stelsel.domein.marktschets.indelingsregel import render_regel

GELD = "4. Groei, groepen en segmenten"
VERGELIJKEN = "5. Naast anderen"
_ZELFDE = " Dezelfde cijfers staan in de tabel."
_VERGELIJKVRAAG = {
    Maat.PER_INWONER: ("Wat kost het per inwoner?", "Kosten per inwoner (€)", EURO),
    Maat.PER_CLIENT: ("Wat kost het per cliënt?", "Kosten per cliënt (€)", EURO),
    Maat.GEBRUIK: ("Hoe vaak krijgt een inwoner hulp?", "Cliënten per 1.000 inwoners", EEN_CIJFER),
}


def create_groei(c: Documentcijfers) -> Onderdeel | None:
    """The last difference between two years in four parts."""
    if not c.verdieping.groei:
        return None
    paar = c.verdieping.groei[-1]
    totaal = paar.groei.totaal
    verschil = f"{als_woord(EURO, abs(totaal))} {'meer' if totaal >= 0 else 'minder'}"
    delen = [(naam, getattr(paar.groei, deel)) for deel, naam in DELEN.items()]
    grootste = max(delen, key=lambda rij: abs(rij[1]))
    return Onderdeel(
        naam="groei",
        hoofdstuk=GELD,
        vraag="Waarom zijn de kosten anders dan een jaar eerder?",
        antwoord=f"In {paar.naar} is {verschil} uitgegeven dan in {paar.van}. Het meeste komt door: "
        f"{grootste[0].lower()}.",
        koppen=(("Oorzaak", TEKST), ("Verschil", EURO)),
        rijen=[*delen, ("Samen", totaal)],
        betekenis="Aan prijs doet de gemeente iets bij het contract, aan aantal en hoeveelheid bij de "
        "toegang.",
        definitie="Kosten zijn cliënten, maal het deel met een product, maal hulp per cliënt, maal prijs. "
        "Het "
        "verschil is precies verdeeld, per product.",
        voorbehoud="Een product dat er maar in één jaar was, telt bij andere producten. Is een van de jaren "
        "niet "
        "compleet, dan klopt het verschil niet.",
        zekerheid="De delen zijn samen precies het verschil. Er is geen marge door toeval; wel hangt de "
        "verdeling "
        "af van de gekozen methode.",
        vega=create_grafiek_groei(paar),
        omschrijving="Staven per oorzaak, naar rechts meer en naar links minder." + _ZELFDE,
    )


def create_groepen(c: Documentcijfers) -> Onderdeel | None:
    """Groups of like cost with what marks them."""
    g = c.verdieping.groepen
    if not g.groepen:
        return None
    verdeeld = bool(g.r2_cv) and len(g.groepen) > 1
    return Onderdeel(
        naam="kostengroepen",
        hoofdstuk=GELD,
        vraag="Welke cliënten kosten ongeveer evenveel?",
        antwoord=f"{len(g.groepen)} groepen verklaren {als_woord(AANDEEL, g.r2_cv)} van het verschil in "
        f"kosten."
        if verdeeld
        else g.uitleg,
        koppen=(("Kenmerken", TEKST), ("Cliënten", AANTAL), ("Gemiddeld", EURO), ("Variatie (CV)", GETAL)),
        rijen=protect_rijen(
            [(groep.kenmerken, groep.n, groep.gemiddelde, groep.cv) for groep in g.groepen],
            aantallen=[groep.n for groep in g.groepen],
            drempel=c.drempel,
        ),
        betekenis="Groepen met een kleine variatie zijn een begin van profielen: één prijs past daar het "
        "best.",
        definitie="Een boom splitst cliënten waar de kosten het meest verschillen: op leeftijd, verwijzer, "
        "domein, "
        "huisgenoten met hulp, producten en aanbieders.",
        voorbehoud="Kenmerken gaan samen met kosten; zij zijn niet de oorzaak.",
        zekerheid="Het verklaarde deel is gemeten op cliënten die de boom niet zag, in tien beurten.",
        vega=create_grafiek_groepen(g) if verdeeld else None,
        omschrijving="Staven met de gemiddelde kosten per groep." + _ZELFDE,
    )


def create_segmenten(c: Documentcijfers) -> Onderdeel:
    """The pyramid of A, B and C by the version of the rule."""
    segmenten = c.abc.segmenten.segmenten
    dicht = any(list_verborgen([s.clienten for s in segmenten], drempel=c.drempel))
    deel_c, wie = segmenten[0], "trajecten" if c.abc.per_traject else "cliënten"
    return Onderdeel(
        naam="segmenten",
        hoofdstuk=GELD,
        vraag="Welk deel van de cliënten krijgt welk deel van het budget?",
        antwoord=f"Een segment telt minder dan {c.drempel} cliënten. Daarom staan hier geen cijfers."
        if dicht
        else f"Segment C is {als_woord(AANDEEL, deel_c.aandeel_clienten)} van de {wie} en "
        f"{als_woord(AANDEEL, deel_c.aandeel_bedrag)} van het budget.",
        koppen=(
            ("Segment", TEKST), (wie.capitalize(), AANTAL), (f"% in {wie}", AANDEEL), ("Budget", EURO),
            ("% in budget", AANDEEL), ("Gemiddeld", EURO),
        ),
        rijen=[]
        if dicht
        else [
            (s.segment, s.clienten, s.aandeel_clienten, s.bedrag, s.aandeel_bedrag,
             s.bedrag / s.clienten if s.clienten else None)
            for s in segmenten
        ],
        betekenis="Segment B zijn veel cliënten met eenvoudige hulp: dat vraagt vooral een eenvoudige "
        "manier van "
        "betalen. Segment C zijn weinig cliënten met veel hulp: daar loont maatwerk.",
        definitie=render_regel(c.abc.regel),
        voorbehoud="Segment A, hulp zonder indicatie, staat niet in declaraties en telt hier niet mee. De "
        "grens is "
        "getrokken over de hele regio.",
        zekerheid="Dit is een telling. Hoe vast de grens is, staat bij de volgende vraag.",
        vega=None if dicht else create_grafiek_piramide(c.abc.segmenten),
        omschrijving="Een piramide: links het deel cliënten, rechts het deel budget." + _ZELFDE,
    )  # fmt: skip


def create_gevoeligheid(c: Documentcijfers) -> Onderdeel | None:
    """What happens when the border moves."""
    stappen = c.abc.gevoeligheid
    if not stappen or c.schets.kosten.clienten < 10 * c.drempel:
        return None
    wie = "trajecten" if c.abc.per_traject else "cliënten"
    soort = EURO if c.abc.regel.maat is Regelmaat.KOSTEN else GETAL
    laag, hoog = min(s.clienten_c for s in stappen), max(s.clienten_c for s in stappen)
    return Onderdeel(
        naam="gevoeligheid",
        hoofdstuk=GELD,
        vraag="Hoe vast is de grens tussen B en C?",
        antwoord=f"Schuift de grens een kwart op, dan ligt segment C tussen {als_woord(AANDEEL, laag)} en "
        f"{als_woord(AANDEEL, hoog)} van de {wie}.",
        koppen=(
            ("Grens", TEKST),
            ("Waarde", soort),
            (f"C: deel {wie}", AANDEEL),
            ("C: deel budget", AANDEEL),
        ),
        rijen=[(render_factor(s.factor), s.grens, s.clienten_c, s.bedrag_c) for s in stappen],
        betekenis="Verandert er veel bij een kleine verschuiving, leg dan vast waarom de grens hier ligt.",
        definitie="De grens van de regel maal 0,75 tot 1,25; wie erop of erboven zit, telt in C.",
        voorbehoud="Over de hele regio en het gekozen domein, ook als dit document over één gemeente gaat.",
        zekerheid="Dit is een doorrekening, geen voorspelling.",
        vega=create_grafiek_gevoeligheid(stappen),
        omschrijving="Een lijn per grens met het deel van cliënten en budget in C." + _ZELFDE,
    )


def list_vergelijkingen(c: Documentcijfers) -> list[Onderdeel]:
    """The own region beside others, per measure."""
    uit = []
    for v in c.vergelijkingen:
        vraag, as_titel, soort = _VERGELIJKVRAAG[v.maat]
        punten = [p for p in v.punten if not _is_klein(p, c.drempel)]
        regio = v.regio
        if regio is None or v.mediaan is None or regio not in punten:
            continue
        kant = "hoger" if regio.waarde > v.mediaan else "lager"
        uit.append(
            Onderdeel(
                naam=v.maat.value,
                hoofdstuk=VERGELIJKEN,
                vraag=vraag,
                antwoord=f"Onze regio staat op {als_woord(soort, regio.waarde)}, {kant} dan het midden van "
                f"de "
                f"anderen ({als_woord(soort, v.mediaan)}).",
                koppen=(("Gebied", TEKST), ("Waarde", soort), ("Laag", soort), ("Hoog", soort)),
                rijen=[_list_punt(p) for p in punten],
                betekenis="Een verschil is een vraag, geen oordeel. Vraag eerst of dezelfde hulp is geteld.",
                definitie="Hetzelfde domein en hetzelfde jaar. Cijfers van anderen zoals zij zijn "
                "gepubliceerd.",
                voorbehoud="Leeftijd en inkomen van inwoners verschillen; daar is niet voor gecorrigeerd.",
                zekerheid="De marge van het gebruik is die van het toeval (95 %). Kosten hebben geen marge: "
                "enkele "
                "dure cliënten bepalen die.",
                vega=create_grafiek_vergelijking(v, titel=vraag, as_titel=as_titel)
                if len(punten) == len(v.punten)
                else None,
                omschrijving="Elk gebied een stip, dat van ons donker; een band voor het midden van de "
                "anderen." + _ZELFDE,
            )
        )
    return uit


def _is_klein(punt: Punt, drempel: int) -> bool:
    return punt.gebied.eigen and (punt.gebied.clienten or 0) < drempel


def _list_punt(p: Punt) -> list[Waarde]:
    return [f"{p.gebied.naam} (wij)" if p.gebied.eigen else p.gebied.naam, p.waarde, p.laag, p.hoog]
