"""What the help is like: how long it lasts, how much at once, who comes in, moves on and leaves."""

from __future__ import annotations

from stelsel.analyse.document.cijfers import Documentcijfers
from stelsel.analyse.document.onderdeel import (
    AANDEEL,
    AANTAL,
    EURO,
    MAANDEN,
    NIET_GETOOND,
    TEKST,
    Onderdeel,
    Waarde,
    als_woord,
    protect_rijen,
    verberg_klein,
)
from stelsel.analyse.domeinen import render_categorie
from stelsel.analyse.doorstroom import Stroom, create_grafiek_doorstroom
from stelsel.analyse.duur import Duurbeeld, als_maanden, create_grafiek_duurlijn
from stelsel.analyse.onthulling import list_verborgen
from stelsel.analyse.stapeling import create_grafiek_stapeling

HULP = "3. Hoe lang, hoeveel tegelijk, en wat komt erna"
_MEESTE = 12
_JAAR_LATER = "Stopberichten komen soms laat: van wat nog loopt, is een deel al gestopt."
_NIET_GEZIEN = "langer dan te zien was"
_ZELFDE = " Dezelfde cijfers staan in de tabel."


def render_soort(soort: str) -> str:
    """'02 Begeleiding' for 'wmo 02'; '' is all help."""
    if not soort:
        return "Alle hulp samen"
    domein, _, categorie = soort.partition(" ")
    return render_categorie(domein, categorie) if categorie else domein


def create_trajecten(c: Documentcijfers) -> Onderdeel:
    """Number and cost of trajecten; without allocations that of clients per year, and that it is so."""
    t = c.verdieping.trajecten
    if t is None:
        return _create_clientjaren(c)
    rijen: list[list[Waarde]] = [
        ["Alle trajecten", t.n, t.gemiddelde, t.mediaan],
        ["Afgesloten trajecten", t.gesloten, t.gemiddelde_gesloten, t.mediaan_gesloten],
    ]
    return Onderdeel(
        naam="trajecten",
        hoofdstuk=HULP,
        vraag="Wat kost een traject?",
        antwoord=f"Er liepen {als_woord(AANTAL, t.n)} trajecten. Een traject kost gemiddeld "
        f"{als_woord(EURO, t.gemiddelde)}; het middelste {als_woord(EURO, t.mediaan)}.",
        koppen=(("Eenheid: traject", TEKST), ("Aantal", AANTAL), ("Gemiddeld", EURO), ("Middelste", EURO)),
        rijen=protect_rijen(rijen, aantallen=[t.n, t.gesloten], drempel=c.drempel),
        betekenis="Een traject zegt meer dan een jaar: hulp die in november begint, kost dat jaar weinig, "
        "maar "
        "het traject niet.",
        definitie="Alle hulp van één cliënt zonder onderbreking van meer dan 31 dagen, bij alle aanbieders "
        "samen, met een dag in het jaar. Kosten zijn de declaratieregels op die dagen, over alle jaren.",
        voorbehoud="Wat nog loopt, heeft nog niet alles gekost. Trajecten van vóór de eerste gegevens zijn "
        "niet "
        "helemaal te zien.",
        zekerheid="Dit is een telling. De kosten van afgesloten trajecten zijn volledig; die van alle "
        "trajecten "
        "zijn een ondergrens.",
    )


def _create_clientjaren(c: Documentcijfers) -> Onderdeel:
    j = c.verdieping.clientjaren
    n, gemiddelde, mediaan = (j.n, j.gemiddelde, j.mediaan) if j else (0, None, None)
    return Onderdeel(
        naam="trajecten",
        hoofdstuk=HULP,
        vraag="Wat kost een cliënt per jaar?",
        antwoord="Er zijn geen toewijzingen met begin en einde. Daarom staan hier kosten per cliënt en jaar, "
        "niet per traject.",
        koppen=(
            ("Eenheid: cliënt en jaar", TEKST),
            ("Aantal", AANTAL),
            ("Gemiddeld", EURO),
            ("Middelste", EURO),
        ),
        rijen=[("Cliënt en jaar", n, gemiddelde, mediaan)],
        betekenis="Wie over de jaargrens hulp krijgt, telt in beide jaren. Kosten van een heel traject zijn "
        "hoger.",
        definitie="Per cliënt en jaar alle goedgekeurde declaratieregels samen.",
        voorbehoud="Duur, stapeling, verwijzers en doorstroom zijn zonder toewijzingen niet te berekenen.",
        zekerheid="Dit is een telling van alle regels.",
    )


def create_duur(c: Documentcijfers) -> Onderdeel | None:
    """Length per kind of help with the interval of its median, and the curve of all help together."""
    if c.hulp is None or not c.hulp.duur:
        return None
    alles = c.hulp.duur[0]
    soorten = [beeld for beeld in c.hulp.duur if beeld.n >= c.drempel][: _MEESTE + 1]
    mediaan = als_maanden(alles.curve.mediaan)
    return Onderdeel(
        naam="duur",
        hoofdstuk=HULP,
        vraag="Hoe lang duurt hulp?",
        antwoord=f"De helft van de hulp duurt langer dan {als_woord(MAANDEN, mediaan)} "
        f"(95 % zeker tussen {render_band(alles)})."
        if mediaan is not None
        else "Meer dan de helft van de hulp duurt langer dan wij konden zien.",
        koppen=(
            ("Soort hulp", TEKST), ("Trajecten gevolgd", AANTAL), ("Liep al", AANTAL), ("Geëindigd", AANTAL),
            ("Een kwart duurt korter dan", MAANDEN), ("De helft", MAANDEN), ("95 % zeker", TEKST),
        ),
        rijen=[_list_duur(beeld, c.drempel) for beeld in soorten],
        betekenis="De duur bepaalt hoeveel plekken nodig zijn: bij dezelfde instroom vraagt hulp die twee "
        "keer "
        "zo lang duurt twee keer zo veel plekken.",
        definitie="Trajecten per soort hulp, geschat met de methode van Kaplan en Meier. Wat nog loopt telt "
        "mee "
        "tot waar wij het zien; wat al liep voor het jaar begon, telt pas vanaf de duur die het toen had.",
        voorbehoud=f"{_JAAR_LATER} Wie overgaat naar een andere soort hulp, eindigt hier.",
        zekerheid="De marge is die van het toeval (95 %). Zonder marge waren er te weinig trajecten. "
        f"Soorten met minder dan {c.drempel} trajecten staan er niet in.",
        vega=create_grafiek_duurlijn(alles) if alles.curve.punten and alles.n >= c.drempel else None,
        omschrijving="Een dalende lijn met een band: het deel dat na zo veel maanden nog loopt." + _ZELFDE,
    )  # fmt: skip


def _list_duur(beeld: Duurbeeld, drempel: int) -> list[Waarde]:
    kwart, helft = (als_maanden(beeld.curve.get_kwantiel(deel)) for deel in (0.25, 0.5))
    genoeg = beeld.eindes >= drempel
    return [
        render_soort(beeld.soort),
        beeld.n,
        verberg_klein(beeld.eerder, drempel=drempel),
        verberg_klein(beeld.eindes, drempel=drempel),
        (_NIET_GEZIEN if kwart is None else kwart) if genoeg else NIET_GETOOND,
        (_NIET_GEZIEN if helft is None else helft) if genoeg else NIET_GETOOND,
        render_band(beeld) if genoeg else NIET_GETOOND,
    ]


def render_band(beeld: Duurbeeld) -> str:
    """'9,1 en 9,8 maanden'; in words where a border was not seen."""
    laag, hoog = als_maanden(beeld.curve.mediaan_laag), als_maanden(beeld.curve.mediaan_hoog)
    if laag is None:
        return "te weinig gegevens"
    van = f"{laag:.1f}".replace(".", ",")
    return f"{van} maanden en langer" if hoog is None else f"{van} en {als_woord(MAANDEN, hoog)}"


def create_stapeling(c: Documentcijfers) -> Onderdeel | None:
    """Clients by the most products and providers at once."""
    s = c.verdieping.stapeling
    if s is None or not sum(s.producten):
        return None
    delen = s.als_data()
    dicht = any(
        any(list_verborgen([n for n in rij if n], drempel=c.drempel)) for rij in (s.producten, s.aanbieders)
    )
    return Onderdeel(
        naam="stapeling",
        hoofdstuk=HULP,
        vraag="Hoeveel hulp krijgt iemand tegelijk?",
        antwoord="Een groep is te klein om te tonen."
        if dicht
        else f"{als_woord(AANDEEL, 1 - delen['producten']['1'])} van de cliënten had meer dan één product "
        f"tegelijk, "
        f"{als_woord(AANDEEL, 1 - delen['aanbieders']['1'])} meer dan één aanbieder.",
        koppen=(("Tegelijk", TEKST), ("Producten", AANDEEL), ("Aanbieders", AANDEEL)),
        rijen=[]
        if dicht
        else [(k, delen["producten"][k], delen["aanbieders"][k]) for k in delen["producten"]],
        betekenis="Stapeling wijst op vragen op meer terreinen. Meer aanbieders tegelijk vraagt om één "
        "regisseur.",
        definitie="Per cliënt de dag met de meeste verschillende producten of aanbieders tegelijk.",
        voorbehoud="Een paar dagen overlap bij een wissel telt ook als tegelijk.",
        zekerheid="Dit is een telling van alle toewijzingen.",
        vega=None if dicht else create_grafiek_stapeling(s),
        omschrijving="Twee balken met het deel van de cliënten per aantal." + _ZELFDE,
    )


def create_doorstroom(c: Documentcijfers) -> Onderdeel | None:
    """Who came in, moved on and left, per kind of help."""
    if c.hulp is None or not c.hulp.stromen:
        return None
    groot = [(render_soort(s.soort), s) for s in c.hulp.stromen if s.begin + s.eind >= 2 * c.drempel]
    groot = groot[:_MEESTE]
    stromen = [s for _, s in groot]
    nieuw, weg = sum(s.nieuw for s in stromen), sum(s.vertrokken for s in stromen)
    door = sum(s.naar_elders for s in stromen)
    return Onderdeel(
        naam="doorstroom",
        hoofdstuk=HULP,
        vraag="Wie kwam erbij, wie ging door, en wie ging weg?",
        antwoord=f"Er begonnen {als_woord(AANTAL, verberg_klein(nieuw, drempel=c.drempel))} trajecten zonder "
        f"eerdere hulp. Na {als_woord(AANTAL, verberg_klein(weg, drempel=c.drempel))} trajecten was er geen "
        f"hulp "
        f"meer, en na {als_woord(AANTAL, verberg_klein(door, drempel=c.drempel))} was er andere hulp.",
        koppen=(
            ("Soort hulp", TEKST), ("Op 1 januari", AANTAL), ("In: nieuw", AANTAL),
            ("In: uit andere hulp", AANTAL), ("Uit: naar andere hulp", AANTAL),
            ("Uit: geen hulp meer", AANTAL), ("Eind van het jaar", AANTAL),
        ),
        rijen=[_list_stroom(naam, s, c.drempel) for naam, s in groot],
        betekenis="Komt er meer in dan er uit gaat, dan groeit het aantal cliënten, ook zonder nieuwe "
        "vragen.",
        definitie="Trajecten per soort hulp. Nieuw: geen andere hulp in de 31 dagen ervoor. Naar andere "
        "hulp: die "
        "liep door of begon binnen 31 dagen.",
        voorbehoud=f"{_JAAR_LATER} Van de laatste maand is nog niet bekend wie doorgaat. Soorten met weinig "
        "trajecten staan er niet in.",
        zekerheid="Dit is een telling. Aantallen onder de drempel staan er niet in, en dan ook het totaal "
        "ernaast "
        "niet.",
        vega=create_grafiek_doorstroom(
            [(naam, s) for naam, s in groot if NIET_GETOOND not in _list_stroom(naam, s, c.drempel)]
        )
        if any(NIET_GETOOND not in _list_stroom(naam, s, c.drempel) for naam, s in groot)
        else None,
        omschrijving="Per soort hulp staven: rechts wie erbij kwam, links wie ging." + _ZELFDE,
    )  # fmt: skip


def _list_stroom(naam: str, s: Stroom, drempel: int) -> list[Waarde]:
    """The six numbers; a small one and those that would give it away are hidden, none at all is not."""
    getallen = [s.begin, s.nieuw, s.van_elders, s.naar_elders, s.vertrokken, s.eind]
    klein = [0 < n < drempel for n in getallen]
    if any(klein):
        # The numbers add up, so one hidden one needs another: the smallest that is left.
        open_ = [plek for plek, dicht in enumerate(klein) if not dicht and getallen[plek]]
        weg = sum(n for n, dicht in zip(getallen, klein, strict=True) if dicht)
        if open_ and (sum(klein) < 2 or weg < drempel):
            klein[min(open_, key=lambda plek: getallen[plek])] = True
    return [naam, *(NIET_GETOOND if dicht else n for n, dicht in zip(getallen, klein, strict=True))]


def create_volgorde(c: Documentcijfers) -> Onderdeel | None:
    """Which category comes first, and what follows."""
    if c.hulp is None:
        return None
    v = c.hulp.volgorde
    eersten = [e for e in v.eersten if e.clienten >= c.drempel][:_MEESTE]
    if not eersten:
        return None
    eerste = eersten[0]
    return Onderdeel(
        naam="eerste-product",
        hoofdstuk=HULP,
        vraag="Waarmee begint hulp, en wat volgt?",
        antwoord=f"Hulp begint het vaakst met categorie {eerste.categorie}: bij "
        f"{als_woord(AANDEEL, eerste.clienten / v.clienten)} van de nieuwe cliënten.",
        koppen=(
            ("Eerste categorie", TEKST), ("Cliënten", AANTAL), ("Bleef de enige", AANDEEL),
            ("Wat volgt het meest", TEKST),
        ),
        rijen=[
            (e.categorie, e.clienten, e.alleen / e.clienten if e.alleen >= c.drempel else NIET_GETOOND,
             ", ".join(code for code, n in e.vervolg if n >= c.drempel) or NIET_GETOOND)
            for e in eersten
        ],
        betekenis="Het eerste product is de deur naar andere hulp. Daar is het meeste te voorkomen.",
        definitie="Per cliënt de categorie van de eerste hulp, over alle jaren. Wie in het eerste jaar van "
        "de "
        "gegevens al hulp had, telt niet mee.",
        voorbehoud="Wie laat begon, had minder tijd voor iets anders: wat volgt is een ondergrens.",
        zekerheid="Dit is een telling van nieuwe cliënten.",
    )  # fmt: skip


def create_trajectsoorten(c: Documentcijfers) -> Onderdeel | None:
    """Cost of closed youth trajecten per category."""
    if c.hulp is None:
        return None
    klaar = [s for s in c.hulp.soorten if not s.loopt and s.n >= c.drempel][:_MEESTE]
    if not klaar:
        return None
    return Onderdeel(
        naam="trajectsoorten",
        hoofdstuk=HULP,
        vraag="Wat kost een traject per kind, per soort hulp?",
        antwoord=f"Bij {render_categorie('jeugd', klaar[0].categorie)} kost een afgesloten traject in het "
        f"midden "
        f"{als_woord(EURO, klaar[0].mediaan)}.",
        koppen=(
            ("Soort hulp", TEKST), ("Afgesloten trajecten", AANTAL), ("Een kwart kost minder dan", EURO),
            ("Middelste", EURO), ("Een kwart kost meer dan", EURO),
        ),
        rijen=[(render_categorie("jeugd", s.categorie), s.n, s.p25, s.mediaan, s.p75) for s in klaar],
        betekenis="De afstand tussen de kwarten laat zien hoe goed één prijs per traject zou passen.",
        definitie="Alleen jeugd. De soort is de categorie waaraan het meeste is uitgegeven.",
        voorbehoud="Trajecten die nog lopen staan er niet in: die hebben nog niet alles gekost.",
        zekerheid="Dit is een telling. Bij weinig trajecten zeggen de kwarten weinig.",
    )  # fmt: skip
