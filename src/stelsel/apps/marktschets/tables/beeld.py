"""The tables of the market picture with their charts, as far as this user may see them."""

from __future__ import annotations

from collections.abc import Sequence

from stelsel.analyse.aansluiting import Aansluiting
from stelsel.analyse.abc import create_grafiek_abc
from stelsel.analyse.clienten_en_kosten import Staaf, create_grafiek_staven, render_grenzen
from stelsel.analyse.onthulling import NIET_GETOOND, Norm, rond_af
from stelsel.analyse.verdeling import Punt, create_grafiek_lorenz
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.kern.bedrag import in_euro

from ..queries import Beeld, Groep, Marktbeeld
from .tabel import AANDEEL, AANTAL, EURO, TEKST, Tabel, als_woord

_BUITEN = {
    "ander_jaar": "een ander jaar",
    "andere_gemeente": "een andere gemeente",
    "ander_domein": "een ander domein",
}
#: With fewer steps a line suggests more than it knows.
LORENZ_STAPPEN = 10
#: So far above the median a mean needs an explanation.
SCHEEF = 1.1


def create_tabellen(markt: Marktbeeld) -> list[Tabel]:
    """All tables of what this user may see, in the order of the page; none without a picture."""
    if markt.beeld is None:
        return []
    tabellen = [
        create_kern(markt.beeld),
        create_lorenz(markt.beeld, norm=markt.norm),
        create_segmenten(markt.beeld, norm=markt.norm),
        create_klassen(markt.beeld, norm=markt.norm, per_domein=bool(markt.domein)),
    ]
    if markt.per_gemeente:
        tabellen.append(create_groepen("gemeente", markt.per_gemeente, norm=markt.norm))
    tabellen.append(create_groepen("domein", markt.per_domein, norm=markt.norm))
    return [*tabellen, create_aansluiting(markt.aansluiting)] if markt.aansluiting else tabellen


def create_aansluiting(aansluiting: Aansluiting) -> Tabel:
    """From what was read to what was counted, in lines and euros."""
    posten = [
        *((f"Gelezen uit {post.soort}", post) for post in aansluiting.gelezen),
        *((f"Niet meegeteld: {_BUITEN[post.soort]}", post) for post in aansluiting.buiten_keuze),
        ("Geteld in deze marktschets", aansluiting.geteld),
    ]
    klopt = aansluiting.verschil == 0
    return Tabel(
        naam="aansluiting",
        vraag="Sluit dit aan op de bronnen?",
        antwoord="Ja. De kosten van alle cliënten samen zijn gelijk aan wat uit de bronnen is geteld."
        if klopt
        else f"Nee, het verschil is {als_woord(EURO, aansluiting.verschil)}. Gebruik deze cijfers niet.",
        koppen=(("Wat", TEKST), ("Regels", AANTAL), ("Bedrag", EURO)),
        rijen=[
            *((wat, post.regels, post.bedrag) for wat, post in posten),
            ("Verschil", None, aansluiting.verschil),
        ],
        uitleg="Alle goedgekeurde declaratieregels in het meer, per bron. Elke regel staat bij de eerste "
        "reden waarom zij niet meetelt. Regels die niet te lezen waren, zijn bij het inlezen gemeld.",
    )


def create_kern(beeld: Beeld) -> Tabel:
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
    toppen = [p for p in verdeling.aandeel_top if kosten.clienten * p >= 100]
    return Tabel(
        naam="kern",
        vraag="De cijfers in het kort",
        antwoord=_render_scheef(kosten.gemiddelde, kosten.mediaan),
        koppen=(("Wat", TEKST), ("Aantal", AANTAL), ("Bedrag", EURO), ("Aandeel", AANDEEL)),
        rijen=[
            ("Cliënten", kosten.clienten, None, None),
            *(
                (wat, None, NIET_GETOOND if bedrag is None else round(bedrag), None)
                for wat, bedrag in bedragen
            ),
            *((f"Kosten van de duurste {p} %", None, None, verdeling.aandeel_top[p]) for p in toppen),
        ],
    )


def _render_scheef(gemiddelde: float | None, mediaan: float | None) -> str:
    """What a mean well above the median says, in words; nothing when it is not."""
    if not gemiddelde or not mediaan or gemiddelde < mediaan * SCHEEF:
        return ""
    return (
        f"Gemiddeld kost een cliënt {render_heel(gemiddelde)}, maar de helft kost {render_heel(mediaan)} of "
        "minder. Enkele dure cliënten trekken het gemiddelde omhoog."
    )


def create_lorenz(beeld: Beeld, *, norm: Norm) -> Tabel:
    """The Lorenz curve, from cheap to costly."""
    punten, top10 = list(beeld.lorenz), beeld.schets.verdeling.aandeel_top.get(10, 0.0)
    omschrijving = (
        f"Een lijn die traag begint en aan het eind steil stijgt. De duurste 10 procent van de cliënten "
        f"krijgt {als_woord(AANDEEL, top10)} van het geld. Dezelfde cijfers staan in de tabel."
    )
    genoeg = len(punten) > LORENZ_STAPPEN
    nodig = max(2 * norm.drempel, norm.noemer)
    return Tabel(
        naam="verdeling",
        vraag="Hoe is het geld verdeeld over cliënten?",
        antwoord=_render_verdeling(punten, top10),
        koppen=(("Aandeel cliënten, van goedkoop naar duur", AANDEEL), ("Aandeel in de kosten", AANDEEL)),
        rijen=[(punt.clienten, punt.kosten) for punt in punten],
        leeg="" if punten else f"Er zijn te weinig cliënten (minder dan {nodig}) voor dit beeld.",
        grafiek=Grafiek(create_grafiek_lorenz(punten, top10=top10), omschrijving) if genoeg else None,
    )


def _render_verdeling(punten: Sequence[Punt], top10: float) -> str:
    """The two ends of the curve in one sentence; nothing with too few clients for it."""
    helft = next((punt.kosten for punt in punten if punt.clienten == 0.5), None)
    if helft is None or not top10:
        return ""
    return (
        f"De duurste 10 % van de cliënten krijgt {als_woord(AANDEEL, top10)} van het geld. De goedkoopste "
        f"helft krijgt samen {als_woord(AANDEEL, helft)}."
    )


def create_segmenten(beeld: Beeld, *, norm: Norm) -> Tabel:
    """Share of clients beside share of cost per segment; all or nothing, since they add up."""
    vraag = "Welke cliënten krijgen de helft van het geld?"
    koppen = (
        ("Segment", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL), ("Kosten", EURO),
        ("Aandeel kosten", AANDEEL),
    )  # fmt: skip
    segmenten = beeld.schets.abc.segmenten
    if not all(segment.clienten for segment in segmenten) or not segmenten:
        leeg = f"Een segment telt minder dan {norm.drempel} cliënten. Daarom staan hier geen cijfers."
        return Tabel(naam="segmenten", vraag=vraag, koppen=koppen, rijen=[], leeg=leeg)
    c = segmenten[0]
    omschrijving = (
        f"Twee balken. Segment C is {als_woord(AANDEEL, c.aandeel_clienten)} van de cliënten en "
        f"{als_woord(AANDEEL, c.aandeel_bedrag)} van de kosten. Dezelfde cijfers staan in de tabel."
    )
    return Tabel(
        naam="segmenten",
        vraag=vraag,
        antwoord=f"{als_woord(AANDEEL, c.aandeel_clienten)} van de cliënten krijgt samen "
        f"{als_woord(AANDEEL, c.aandeel_bedrag)} van het geld. Dat is segment C.",
        koppen=koppen,
        rijen=[(s.segment, s.clienten, s.aandeel_clienten, s.bedrag, s.aandeel_bedrag) for s in segmenten],
        grafiek=Grafiek(create_grafiek_abc(beeld.schets.abc), omschrijving),
    )


def create_klassen(beeld: Beeld, *, norm: Norm, per_domein: bool) -> Tabel:
    """Clients per class of cost; a hidden class has no bar, so that its height tells nothing."""
    klassen = beeld.klassen
    leeg = f"Er zijn te weinig cliënten (minder dan {2 * norm.drempel}) voor dit beeld."
    if norm.beschermt and not per_domein:
        leeg = (
            "Kies een domein. Over alle domeinen samen tonen wij dit niet: het verschil met één domein zou "
            "kleine aantallen verraden."
        )
    staven = [Staaf(k.vanaf, k.tot, k.clienten) for k in klassen if k.clienten is not None]
    omschrijving = (
        "Liggende staven met het aantal cliënten per kostenklasse, van goedkoop naar duur. Dezelfde cijfers "
        "staan in de tabel."
    )
    if len(staven) < len(klassen):
        omschrijving += " Klassen die wij niet tonen, hebben geen staaf."
    vega = create_grafiek_staven(staven, kostenbeeld=beeld.schets.kosten) if len(staven) > 1 else None
    return Tabel(
        naam="klassen",
        vraag="Wat kost een cliënt?",
        koppen=(("Kosten per cliënt", TEKST), ("Cliënten", AANTAL)),
        rijen=[
            (render_grenzen(k.vanaf, k.tot), NIET_GETOOND if k.clienten is None else k.clienten)
            for k in klassen
        ],
        leeg="" if klassen else leeg,
        grafiek=Grafiek(vega, omschrijving) if vega else None,
    )


def create_groepen(soort: str, groepen: Sequence[Groep], *, norm: Norm) -> Tabel:
    """Clients and cost per gemeente or domain; a hidden row says so."""
    return Tabel(
        naam=f"per-{soort}",
        vraag=f"Hoe verschilt het per {soort}?",
        antwoord=_render_verschil(groepen, norm),
        koppen=((soort.capitalize(), TEKST), ("Cliënten", AANTAL), ("Kosten", EURO)),
        rijen=[
            (g.naam, NIET_GETOOND, NIET_GETOOND) if g.clienten is None else (g.naam, g.clienten, g.bedrag)
            for g in groepen
        ],
    )


def _render_verschil(groepen: Sequence[Groep], norm: Norm) -> str:
    """The highest and the lowest mean of what is shown, from the figures that are shown."""
    per = {
        g.naam: g.bedrag / g.clienten
        for g in groepen
        if g.clienten and g.bedrag and g.clienten >= norm.noemer
    }
    if len(per) < 2:
        return ""
    meest, minst = max(per, key=lambda naam: per[naam]), min(per, key=lambda naam: per[naam])
    op = max(norm.persoon, 100)
    return (
        f"Een cliënt kost gemiddeld het meest bij {meest} ({render_heel(rond_af(per[meest], op=op))}) en het "
        f"minst bij {minst} ({render_heel(rond_af(per[minst], op=op))})."
    )


def render_heel(centen: float) -> str:
    """'€ 7.100': whole euros, for in a sentence."""
    return in_euro(rond_af(centen, op=100)).split(",")[0]
