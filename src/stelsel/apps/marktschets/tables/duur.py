"""The tables of length, flow, ages and concentration, and of what moved between two editions."""

from __future__ import annotations

from collections.abc import Sequence

from stelsel.analyse.aanbieders import create_grafiek_aanbieders
from stelsel.analyse.document import als_woord as als_kernwoord
from stelsel.analyse.document import render_band, render_soort
from stelsel.analyse.doorstroom import create_grafiek_doorstroom
from stelsel.analyse.duur import Duurbeeld, als_maanden, create_grafiek_duurlijn
from stelsel.analyse.leeftijd import create_grafiek_leeftijd
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.marktschets.editie import Verschil

from ..queries import Duurpagina
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde, als_woord

_MEESTE = 12
_ZELFDE = " Dezelfde cijfers staan in de tabel."


def create_duurtabellen(pagina: Duurpagina) -> list[Tabel]:
    """All tables of the page."""
    tabellen = [
        create_duur(pagina), create_momenten(pagina), create_doorstroom(pagina), create_leeftijd(pagina),
        create_aanbieders(pagina),
    ]  # fmt: skip
    return [tabel for tabel in tabellen if tabel is not None]


def create_duur(pagina: Duurpagina) -> Tabel:
    """Length per kind of help with its margin; the picture is that of the chosen kind."""
    beeld = pagina.gekozen
    soorten = pagina.cijfers.duur
    return Tabel(
        naam="duur",
        vraag="Hoe lang duurt hulp?",
        antwoord=_render_antwoord(beeld) if beeld else "",
        koppen=(
            ("Soort hulp", TEKST), ("Trajecten gevolgd", AANTAL), ("Liep al", AANTAL), ("Geëindigd", AANTAL),
            ("Een kwart korter dan (maanden)", GETAL), ("De helft (maanden)", GETAL), ("95 % zeker", TEKST),
            ("Driekwart korter dan (maanden)", GETAL),
        ),
        rijen=[_list_rij(soort) for soort in soorten],
        leeg="" if soorten else "Er zijn geen toewijzingen in deze keuze.",
        grafiek=Grafiek(
            create_grafiek_duurlijn(beeld),
            "Een dalende lijn met een band eromheen: het deel dat na zo veel maanden nog loopt." + _ZELFDE,
        )
        if beeld and beeld.curve.punten
        else None,
        uitleg="Een traject is hier alle hulp van één cliënt in één soort, zonder onderbreking van meer dan "
        "31 "
        "dagen. De schatting is die van Kaplan en Meier. Wat nog loopt, telt mee tot waar wij het zien. Wat "
        "al "
        "liep toen het jaar begon, telt pas vanaf de duur die het toen had: anders wegen oude, lange "
        "trajecten "
        "te zwaar. De marge (95 %) is die van het toeval. Leeg betekent: niet gezien, want meer loopt nog. "
        "Een "
        "lijn begint pas als er tien trajecten worden gevolgd. Let op: stopberichten komen soms laat, dan "
        "lijkt "
        "hulp langer. Wie overgaat naar een andere soort hulp, eindigt hier.",
    )  # fmt: skip


def _render_antwoord(beeld: Duurbeeld) -> str:
    mediaan = als_maanden(beeld.curve.mediaan)
    wat = render_soort(beeld.soort)
    if mediaan is None:
        return f"{wat}: meer dan de helft duurt langer dan wij konden zien."
    helft = f"{mediaan:.1f}".replace(".", ",")
    return f"{wat}: de helft duurt langer dan {helft} maanden (95 % zeker tussen {render_band(beeld)})."


def _list_rij(beeld: Duurbeeld) -> list[Waarde]:
    kwart, helft, driekwart = (als_maanden(beeld.curve.get_kwantiel(deel)) for deel in (0.25, 0.5, 0.75))
    band = render_band(beeld) if helft is not None else ""
    return [render_soort(beeld.soort), beeld.n, beeld.eerder, beeld.eindes, kwart, helft, band, driekwart]


def create_momenten(pagina: Duurpagina) -> Tabel | None:
    """How many are still followed at a length, and which share lasts longer."""
    beeld = pagina.gekozen
    if beeld is None or not beeld.momenten:
        return None
    return Tabel(
        naam="gevolgd",
        vraag="Hoeveel trajecten worden op dat moment nog gevolgd?",
        koppen=(
            ("Na (maanden)", AANTAL), ("Onder waarneming", AANTAL), ("Loopt dan nog", AANDEEL),
            ("Laag (95 %)", AANDEEL), ("Hoog (95 %)", AANDEEL),
        ),
        rijen=[(m.maanden, m.lopend, m.deel, m.laag, m.hoog) for m in beeld.momenten],
        uitleg="Onder waarneming zijn trajecten die wij op die duur echt konden zien eindigen. Zijn het er "
        "weinig, "
        "dan is de lijn daar onzeker, ook als de band smal lijkt.",
    )  # fmt: skip


def create_doorstroom(pagina: Duurpagina) -> Tabel | None:
    """Who came in, moved on and left."""
    stromen = [(render_soort(s.soort), s) for s in pagina.cijfers.stromen]
    if not stromen:
        return None
    erbij = sum(s.nieuw + s.van_elders for _, s in stromen)
    eraf = sum(s.naar_elders + s.vertrokken for _, s in stromen)
    return Tabel(
        naam="doorstroom",
        vraag="Wie kwam erbij, wie ging door, en wie ging weg?",
        antwoord=f"Er begonnen {als_woord(AANTAL, erbij)} trajecten en er eindigden "
        f"{als_woord(AANTAL, eraf)}.",
        koppen=(
            ("Soort hulp", TEKST), ("Op 1 januari", AANTAL), ("In: nieuw", AANTAL),
            ("In: uit andere hulp", AANTAL), ("Uit: naar andere hulp", AANTAL),
            ("Uit: geen hulp meer", AANTAL), ("Aan het eind", AANTAL),
        ),
        rijen=[
            (naam, s.begin, s.nieuw, s.van_elders, s.naar_elders, s.vertrokken, s.eind) for naam, s in stromen
        ],
        grafiek=Grafiek(
            create_grafiek_doorstroom(stromen[:_MEESTE]),
            "Per soort hulp staven: rechts wie erbij kwam, links wie ging." + _ZELFDE,
        ),
        uitleg="Nieuw: geen andere hulp in de 31 dagen ervoor. Naar andere hulp: die liep door of begon "
        "binnen 31 "
        "dagen. Begin plus in min uit is het eind. Andere hulp telt ook uit een ander domein. Van de "
        "laatste maand "
        "van de gegevens is nog niet bekend wie doorgaat. Dit is een telling, geen steekproef.",
    )  # fmt: skip


def create_leeftijd(pagina: Duurpagina) -> Tabel | None:
    """Clients and cost per band of age."""
    groepen = pagina.cijfers.leeftijd
    if not groepen:
        return None
    n, som = sum(g.clienten for g in groepen), sum(g.bedrag for g in groepen)
    return Tabel(
        naam="leeftijd",
        vraag="Hoe oud zijn cliënten, en wat kosten zij?",
        koppen=(
            ("Leeftijd", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL), ("Kosten", EURO),
            ("Aandeel kosten", AANDEEL), ("Per cliënt", EURO),
        ),
        rijen=[
            (g.naam, g.clienten, g.clienten / n, g.bedrag, g.bedrag / som if som else None,
             g.bedrag / g.clienten)
            for g in groepen
        ],
        grafiek=Grafiek(
            create_grafiek_leeftijd(groepen), "Per leeftijd een staaf voor cliënten en voor kosten." + _ZELFDE
        ),
        uitleg="De leeftijd die een cliënt in het jaar bereikt: in de gegevens staat alleen het "
        "geboortejaar. Zonder "
        "het aantal inwoners per leeftijd zegt dit niet hoe vaak een leeftijd hulp krijgt.",
    )  # fmt: skip


def create_aanbieders(pagina: Duurpagina) -> Tabel | None:
    """How concentrated the money is over providers."""
    b = pagina.cijfers.aanbieders
    if not b.aantal:
        return None
    return Tabel(
        naam="aanbieders",
        vraag="Bij hoeveel aanbieders zit het geld?",
        antwoord=f"{als_woord(AANTAL, b.aantal)} aanbieders declareerden. {b.helft} krijgen samen de helft "
        f"van het "
        f"geld, {b.viervijfde} samen vier vijfde.",
        koppen=(("Wat", TEKST), ("Deel van de kosten", AANDEEL), ("Herfindahl", GETAL)),
        rijen=[
            *((f"De grootste {top} samen" if top > 1 else "De grootste", deel, None)
              for top, deel in b.toppen.items()),
            ("Alle aanbieders", 1.0, b.herfindahl),
        ],
        grafiek=Grafiek(
            create_grafiek_aanbieders(b), "Een lijn: het deel van het geld van de grootste samen." + _ZELFDE
        )
        if b.aantal > 2
        else None,
        uitleg="De Herfindahl is 1 bij één aanbieder en bijna 0 bij veel kleine. Onderaannemers zien wij "
        "niet, en "
        "een concern met meer codes telt als meer aanbieders.",
    )  # fmt: skip


def create_verschiltabel(verschillen: Sequence[Verschil], *, oud: str, nieuw: str) -> Tabel | None:
    """Which key figures moved between two editions; None without two."""
    if not verschillen:
        return None
    anders = sum(1 for v in verschillen if v.oud != v.nieuw)
    return Tabel(
        naam="verschil",
        vraag=f"Wat is er veranderd sinds {oud}?",
        antwoord="Er is niets veranderd."
        if not anders
        else f"{anders} van de {len(verschillen)} kerncijfers zijn anders.",
        koppen=(("Kerncijfer", TEKST), (oud, TEKST), (nieuw, TEKST), ("Verandering", TEKST)),
        rijen=[
            (v.wat, als_kernwoord(v.soort, v.oud), als_kernwoord(v.soort, v.nieuw), _render_verandering(v))
            for v in verschillen
        ],
        uitleg="Een verschil komt door andere gegevens, of door een andere regel. Welke versies het zijn, "
        "staat bij "
        "elke editie.",
    )


def _render_verandering(v: Verschil) -> str:
    if v.verandering is None:
        return "staat maar in één van de twee"
    if not v.verandering:
        return "gelijk"
    deel = "" if v.deel is None else f" ({100 * v.deel:+.1f} %)".replace(".", ",")
    plus = "+" if v.verandering > 0 else ""
    return f"{plus}{als_kernwoord(v.soort, v.verandering)}{deel}"
