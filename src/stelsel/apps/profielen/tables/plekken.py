"""The tables of places: how many are needed, what a shorter length gives, and whether it adds up."""

from __future__ import annotations

from fractions import Fraction

from stelsel.analyse.profielen.plekken import Plekvorm, create_grafiek_plekken
from stelsel.apps.web.render.cijfer import AANDEEL, AANTAL, GETAL, TEKST, Cijfertabel, Waarde
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.profielen.plekken import (
    Plekinvoer,
    compute_per_plek,
    compute_plekken,
    compute_ruimte,
    compute_voorraad,
)
from stelsel.domein.toegang.begrippen import Wet
from stelsel.domein.toegang.categorieen import get_categorienaam

from ..queries import Plekkenbeeld
from ..queries.ontwerp import DOMEIN_VAN_WET

#: Fewer ended trajecten say too little about how long a traject lasts.
_MINSTE_EINDES = 10
#: A shorter traject than this is not simulated: nothing would be left of it.
_KORTSTE = Fraction(1, 4)
#: Forms in the picture.
_IN_GRAFIEK = 12

_UITLEG_PLEKKEN = (
    "Een plek is er het hele jaar. Trajecten per plek is 12 gedeeld door de duur in maanden, maal de "
    "bezetting. Plekken is het aantal trajecten gedeeld door dat getal, naar boven afgerond.",
    "Een traject is alle hulp van één cliënt in deze vorm, zonder onderbreking van meer dan 31 dagen. De "
    "duur is het gemiddelde van de trajecten die in dit jaar eindigden.",
    "De marge is het gebied waarin de gemiddelde duur met 95 % zekerheid ligt, alleen door toeval. Met "
    f"minder dan {_MINSTE_EINDES} geëindigde trajecten rekenen wij niet.",
    "Stopberichten komen laat. Dan lijkt hulp langer en zijn er meer plekken nodig dan in het echt.",
)
_ONVOLLEDIG = "Het jaar is nog niet om: begonnen is geteld tot en met de laatste dag van de gegevens."
_UITLEG_RUIMTE = (
    "Hetzelfde aantal plekken, dezelfde bezetting, en een kortere duur. Trajecten nu is wat deze plekken "
    "kunnen dragen; door het afronden is dat iets meer dan er begonnen.",
    "Korter dan een kwart maand rekenen wij niet. Of hulp korter kán zonder minder resultaat, zegt dit niet: "
    "kijk daarvoor bij Resultaten, ook naar wie terugkomt.",
)
_UITLEG_GEPLAND = (
    "Duur is in maanden. Gepland is het midden van de maanden die de catalogus bij het profiel geeft, over "
    "alle intensiteiten. Boven 100 % helpt een plek meer mensen dan gepland.",
    "Kort na de start van een profiel zijn alleen korte trajecten al geëindigd. De duur is dan te laag.",
)
_UITLEG_VOORRAAD = (
    "Berekend is wie begon, maal de duur in jaren (de wet van Little). Echt is het gemiddelde aantal "
    "trajecten op een dag van het jaar.",
    "Is echt meer dan berekend, dan kwamen er meer dan er gingen, of duurt wat nog loopt langer dan wat "
    "eindigde. Dan zijn er meer plekken nodig dan hierboven staat.",
)


def create_plektabellen(beeld: Plekkenbeeld, *, bezetting: Fraction, korter: Fraction) -> list[Cijfertabel]:
    """All tables of the page, in order."""
    return [
        _create_plekken(beeld, bezetting, korter),
        _create_ruimte(beeld, bezetting, korter),
        _create_gepland(beeld, bezetting),
        _create_voorraad(beeld),
    ]


def _als_maanden(duur: float) -> Fraction:
    """In hundredths of a month, as it is shown, so that a reader can compute it again."""
    return Fraction(round(duur * 100), 100)


def _get_invoer(vorm: Plekvorm, bezetting: Fraction) -> Plekinvoer | None:
    """None where too few trajecten ended to know how long one lasts."""
    if vorm.duur is None or vorm.geeindigd < _MINSTE_EINDES:
        return None
    return Plekinvoer(Fraction(vorm.begonnen), _als_maanden(vorm.duur), bezetting)


def _get_straks(invoer: Plekinvoer, korter: Fraction) -> Fraction:
    return max(invoer.duur - korter, min(invoer.duur, _KORTSTE))


def _create_plekken(beeld: Plekkenbeeld, bezetting: Fraction, korter: Fraction) -> Cijfertabel:
    rijen = [_create_plekrij(beeld, vorm, bezetting) for vorm in beeld.vormen]
    paren = _list_paren(beeld, bezetting, korter)
    som = sum(plekken for _, plekken, _ in paren)
    antwoord = (
        f"Voor de trajecten van {beeld.jaar} zijn {_render(som)} plekken nodig, bij een bezetting van "
        f"{_render_getal(bezetting * 100)} %."
    )
    return Cijfertabel(
        naam="plekken",
        vraag="Hoeveel plekken zijn er nodig?",
        antwoord=antwoord if paren else "",
        koppen=(
            ("Hulp", TEKST), ("Begonnen", AANTAL), ("Geëindigd", AANTAL), ("Duur in maanden", GETAL),
            ("Marge, van", GETAL), ("Marge, tot", GETAL), ("Trajecten per plek", GETAL), ("Plekken", AANTAL),
        ),
        rijen=rijen,
        leeg="" if rijen else "In dit jaar begon of liep er geen hulp.",
        grafiek=_create_grafiek(paren, korter),
        uitleg=_UITLEG_PLEKKEN if beeld.heel_jaar else (*_UITLEG_PLEKKEN, _ONVOLLEDIG),
    )  # fmt: skip


def _create_plekrij(beeld: Plekkenbeeld, vorm: Plekvorm, bezetting: Fraction) -> tuple[Waarde, ...]:
    """Without length and places where too few ended."""
    begin = (_render_vorm(beeld, vorm.vorm), vorm.begonnen, vorm.geeindigd)
    invoer = _get_invoer(vorm, bezetting)
    if invoer is None:
        return (*begin, *[None] * 5)
    per_plek = compute_per_plek(duur=invoer.duur, bezetting=bezetting)
    return (*begin, float(invoer.duur), vorm.laag, vorm.hoog, per_plek, compute_plekken(invoer))


def _list_paren(beeld: Plekkenbeeld, bezetting: Fraction, korter: Fraction) -> list[tuple[str, int, int]]:
    """Per form its places now and with the shorter length."""
    paren = []
    for vorm in beeld.vormen:
        invoer = _get_invoer(vorm, bezetting)
        if invoer is not None:
            straks = Plekinvoer(invoer.trajecten, _get_straks(invoer, korter), bezetting)
            naam = _render_vorm(beeld, vorm.vorm)
            paren.append((naam, compute_plekken(invoer), compute_plekken(straks)))
    return paren


def _create_grafiek(paren: list[tuple[str, int, int]], korter: Fraction) -> Grafiek | None:
    if not paren:
        return None
    eerste = sorted(paren, key=lambda paar: -paar[1])[:_IN_GRAFIEK]
    maanden = _render_maanden(korter)
    meer = f" De {_IN_GRAFIEK} vormen met de meeste plekken." if len(paren) > _IN_GRAFIEK else ""
    return Grafiek(
        create_grafiek_plekken(eerste, korter=maanden),
        f"Per vorm van hulp twee staven: de plekken die nu nodig zijn, en als een traject {maanden} "
        f"korter duurt.{meer}",
    )


def _create_ruimte(beeld: Plekkenbeeld, bezetting: Fraction, korter: Fraction) -> Cijfertabel:
    rijen, extra = [], 0.0
    for vorm in beeld.vormen:
        invoer = _get_invoer(vorm, bezetting)
        if invoer is None or not invoer.trajecten:
            continue
        straks = _get_straks(invoer, korter)
        r = compute_ruimte(invoer, straks=straks)
        extra += r.extra
        duren = (float(invoer.duur), float(straks))
        naam = _render_vorm(beeld, vorm.vorm)
        rijen.append((naam, vorm.begonnen, r.plekken, *duren, r.nu, r.straks, r.extra, r.aandeel))
    return Cijfertabel(
        naam="ruimte",
        vraag=f"Hoeveel mensen meer, als een traject {_render_maanden(korter)} korter duurt?",
        antwoord=f"Op dezelfde plekken kunnen dan {_render(round(extra))} trajecten meer." if rijen else "",
        koppen=(
            ("Hulp", TEKST), ("Begonnen", AANTAL), ("Plekken", AANTAL), ("Duur nu", GETAL),
            ("Duur straks", GETAL), ("Trajecten nu", GETAL), ("Trajecten straks", GETAL), ("Meer", GETAL),
            ("Deel meer", AANDEEL),
        ),
        rijen=rijen,
        leeg="" if rijen else "Er zijn te weinig trajecten geëindigd om dit te zeggen.",
        uitleg=_UITLEG_RUIMTE,
    )  # fmt: skip


def _create_gepland(beeld: Plekkenbeeld, bezetting: Fraction) -> Cijfertabel:
    rijen = []
    for vorm in beeld.vormen:
        invoer, maanden = _get_invoer(vorm, bezetting), beeld.maanden.get(vorm.vorm)
        if invoer is None or maanden is None:
            continue
        midden = Fraction(sum(maanden), 2)
        echt, plan = (compute_per_plek(duur=d, bezetting=bezetting) for d in (invoer.duur, midden))
        naam, band = _render_vorm(beeld, vorm.vorm), f"{maanden[0]} tot {maanden[1]}"
        duren = (float(midden), float(invoer.duur))
        rijen.append((naam, vorm.geeindigd, band, *duren, plan, echt, echt / plan))
    return Cijfertabel(
        naam="gepland",
        vraag="Komt de doorstroom uit zoals gepland?",
        koppen=(
            ("Profiel", TEKST), ("Geëindigd", AANTAL), ("Catalogus", TEKST), ("Midden", GETAL),
            ("Echte duur", GETAL), ("Per plek, gepland", GETAL), ("Per plek, echt", GETAL),
            ("Echt van plan", AANDEEL),
        ),
        rijen=rijen,
        leeg="" if rijen else "Van nog geen profiel eindigden genoeg trajecten.",
        uitleg=_UITLEG_GEPLAND,
    )  # fmt: skip


def _create_voorraad(beeld: Plekkenbeeld) -> Cijfertabel:
    rijen = []
    for vorm in beeld.vormen:
        if vorm.duur is None or vorm.geeindigd < _MINSTE_EINDES or not beeld.heel_jaar:
            continue
        verwacht = compute_voorraad(instroom=Fraction(vorm.begonnen), duur=_als_maanden(vorm.duur))
        verschil = vorm.tegelijk / verwacht - 1 if verwacht else None
        naam = _render_vorm(beeld, vorm.vorm)
        rijen.append((naam, vorm.begonnen, vorm.duur, verwacht, vorm.tegelijk, verschil))
    return Cijfertabel(
        naam="voorraad",
        vraag="Klopt dit met wie er tegelijk in hulp was?",
        koppen=(
            ("Hulp", TEKST), ("Begonnen", AANTAL), ("Duur in maanden", GETAL), ("Tegelijk, berekend", GETAL),
            ("Tegelijk, echt", GETAL), ("Verschil", AANDEEL),
        ),
        rijen=rijen,
        leeg="" if rijen else "Dit is alleen te zeggen over een heel jaar met genoeg geëindigde trajecten.",
        uitleg=_UITLEG_VOORRAAD,
    )  # fmt: skip


def _render_vorm(beeld: Plekkenbeeld, vorm: str) -> str:
    if vorm in beeld.namen:
        return f"{vorm} {beeld.namen[vorm]}"
    wet = next((Wet(wet) for wet, naam in DOMEIN_VAN_WET.items() if naam == beeld.domein), None)
    categorie = vorm.removeprefix(f"{beeld.domein} ")
    naam = get_categorienaam(wet, categorie) if wet and categorie else ""
    return naam or categorie or "Zonder product"


def _render_maanden(maanden: Fraction) -> str:
    return "1 maand" if maanden == 1 else f"{_render_getal(maanden)} maanden"


def _render_getal(waarde: Fraction) -> str:
    return f"{float(waarde):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _render(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
