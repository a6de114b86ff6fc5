"""The tables of the segments of a domein."""

from __future__ import annotations

from stelsel.analyse.duur import als_maanden
from stelsel.analyse.segmenten import Segmentbeeld, create_grafiek_doelsegmenten
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.marktschets.segmenten import OVERIG, Telling

from ..models import Segmentopgave
from ..queries import DOMEIN_NAAM, Segmentenpagina
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde, als_woord


def create_segmenttabellen(pagina: Segmentenpagina) -> list[Tabel]:
    """One table per domein, and what the list asks more: product groups, a look ahead, help per place."""
    met = {s.domein for s in pagina.segmenten}
    domeinen = [domein for domein in DOMEIN_NAAM if domein in met]
    return [
        *(_create_tabel(pagina, domein) for domein in domeinen),
        *_list_deelvormen(pagina),
        *_list_vooruitblik(pagina),
        *_list_opgaven(pagina),
    ]


def render_segment(pagina: Segmentenpagina, beeld: Segmentbeeld) -> str:
    """The name of a segment, with its number; the rest in words."""
    return "Andere hulp" if beeld.code == OVERIG else _get_naam(pagina, beeld.code)


def _get_naam(pagina: Segmentenpagina, code: str) -> str:
    naam = next((s.naam for s in pagina.lijst.segmenten if s.code == code), code)
    return f"{code.split('-')[-1]} {naam}"


def _create_tabel(pagina: Segmentenpagina, domein: str) -> Tabel:
    beelden = [s for s in pagina.segmenten if s.domein == domein]
    n, som = sum(s.clienten for s in beelden), sum(s.bedrag for s in beelden)
    naam = DOMEIN_NAAM.get(domein, domein)
    return Tabel(
        naam=f"segmenten-{domein}",
        vraag=f"Welke segmenten heeft {naam}?",
        antwoord=f"{als_woord(AANTAL, n)} cliënten, samen {als_woord(EURO, som)}.",
        koppen=(
            ("Segment", TEKST), ("Cliënten", AANTAL), ("Aandeel cliënten", AANDEEL), ("Kosten", EURO),
            ("Aandeel kosten", AANDEEL), ("Per cliënt", EURO), ("Complexe vraag", AANDEEL), ("Nieuw", AANTAL),
            ("Vertrokken", AANTAL), ("Binnen een jaar terug", TEKST), ("Duur, de helft (maanden)", GETAL),
            ("95 % zeker", TEKST),
        ),
        rijen=[_list_rij(pagina, s, n, som) for s in beelden],
        grafiek=Grafiek(
            create_grafiek_doelsegmenten([(render_segment(pagina, s), s) for s in beelden]),
            "Per segment een staaf voor cliënten en een voor kosten. Dezelfde cijfers staan in de tabel.",
        )
        if len(beelden) > 1
        else None,
        uitleg="Een cliënt zit per domein in precies één segment: het eerste dat past, in de volgorde van "
        "de lijst. "
        "Kosten zijn die van dit domein in dit jaar. Nieuw: de hulp begon in dit jaar. Vertrokken: zij "
        "eindigde "
        "in dit jaar. Duur: met wat al liep en wat nog loopt (Kaplan en Meier), van de hulp in dit domein "
        "samen. "
        "Wie net begint, kan nog niet lang hulp hebben: een deel van de korte vragen blijkt later lang. "
        f"Complexe vraag: {pagina.lijst.complex_vanaf} of meer van vier tekens (meer producten, meer "
        "aanbieders, meer soorten hulp, meer mensen met hulp in het huishouden). Binnen een jaar terug: van "
        "wie dit jaar vertrok, wie binnen een jaar weer hulp in dit domein kreeg, met de marge (95 %). Te "
        "kort "
        "gevolgd: nog te weinig mensen zijn een jaar weg; kies een eerder jaar. Wie verhuist of overlijdt, "
        "komt "
        "niet terug; dat zien wij niet.",
    )  # fmt: skip


def _list_rij(pagina: Segmentenpagina, s: Segmentbeeld, n: int, som: int) -> list[Waarde]:
    laag, hoog = als_maanden(s.duur.mediaan_laag), als_maanden(s.duur.mediaan_hoog)
    band = "" if laag is None else f"{als_woord(GETAL, laag)} tot {als_woord(GETAL, hoog) or 'onbekend'}"
    return [
        render_segment(pagina, s), s.clienten, s.clienten / n, s.bedrag, s.bedrag / som if som else None,
        s.bedrag / s.clienten, s.complex / s.clienten, s.nieuw, s.vertrokken, _render_terugkeer(s),
        als_maanden(s.duur.mediaan), band,
    ]  # fmt: skip


def _render_terugkeer(s: Segmentbeeld) -> str:
    if s.terugkeer is None:
        return "te kort gevolgd" if s.vertrokken else ""
    deel, laag, hoog = (als_woord(AANDEEL, x) for x in s.terugkeer)
    return f"{deel} ({laag} tot {hoog})" if laag else deel


def _list_deelvormen(pagina: Segmentenpagina) -> list[Tabel]:
    """Per segment with product groups a table."""
    uit = []
    for code in dict.fromkeys(d.segment for d in pagina.deelvormen):
        vormen = [d for d in pagina.deelvormen if d.segment == code]
        som = sum(d.bedrag for d in vormen)
        grootste = max(vormen, key=lambda d: d.bedrag)
        uit.append(
            Tabel(
                naam=f"deelvormen-{code}",
                vraag=f"Welke deelvormen heeft segment {_get_naam(pagina, code)}?",
                antwoord=f"Het meeste geld gaat naar {grootste.naam}: {als_woord(EURO, grootste.bedrag)}."
                if som
                else "Er is in deze keuze geen hulp in deze deelvormen.",
                koppen=(
                    ("Deelvorm", TEKST), ("Cliënten", AANTAL), ("Kosten", EURO), ("Aandeel kosten", AANDEEL),
                    ("Per cliënt", EURO),
                ),
                rijen=[
                    (d.naam, d.clienten, d.bedrag, d.bedrag / som if som else None,
                     d.bedrag / d.clienten if d.clienten else None)
                    for d in vormen
                ],
                uitleg="Elk product hoort bij de eerste deelvorm die past; kosten tellen dus één keer. Een "
                "cliënt "
                "met producten uit twee deelvormen telt in beide mee. Geteld in het hele domein, in welk "
                "segment een cliënt ook zit. De codes staan in de lijst van segmenten en zijn daar te "
                "veranderen.",
            )
        )  # fmt: skip
    return uit


def _list_vooruitblik(pagina: Segmentenpagina) -> list[Tabel]:
    """Per segment that follows the inhabitants, the coming years."""
    uit = []
    for code, jaren in pagina.vooruitblik.items():
        laatste, nu = jaren[-1], next(s.clienten for s in pagina.segmenten if s.code == code)
        groei = round(100 * (laatste.clienten / nu - 1))
        uit.append(
            Tabel(
                naam=f"vooruitblik-{code}",
                vraag=f"Hoe groot wordt segment {_get_naam(pagina, code)}, als alleen de bevolking "
                "verandert?",
                antwoord=f"In {laatste.jaar} ongeveer {als_woord(AANTAL, round(laatste.clienten))} cliënten, "
                f"{abs(groei)} % {'meer' if groei >= 0 else 'minder'} dan de {als_woord(AANTAL, nu)} van "
                f"{pagina.keuze.jaar}.",
                koppen=(
                    ("Jaar", TEKST), ("Inwoners van deze soort", AANTAL), ("Cliënten", AANTAL),
                    ("Laag (95 %)", AANTAL), ("Hoog (95 %)", AANTAL),
                ),
                rijen=[
                    (str(j.jaar), round(j.inwoners), round(j.clienten), round(j.laag), round(j.hoog))
                    for j in jaren
                ],
                uitleg="Het aantal cliënten van nu, maal de groei van deze inwoners volgens de prognose "
                "die is "
                "ingelezen bij kenmerken van inwoners. De marge is alleen het toeval in het aantal van nu. "
                "Dat het "
                "gebruik per inwoner verandert, of dat de prognose niet uitkomt, zit er niet in.",
            )
        )  # fmt: skip
    return uit


_EENHEID = {Telling.PLEKKEN: "plekken", Telling.WERKGEVERS: "werkgevers"}


def _list_opgaven(pagina: Segmentenpagina) -> list[Tabel]:
    """Segments that are not paid per client, as they were entered."""
    if not pagina.opgaven:
        return []
    telling = {s.code: _EENHEID.get(s.telt, "") for s in pagina.lijst.segmenten}
    som = sum(o.bedrag for o in pagina.opgaven)
    return [
        Tabel(
            naam="segmenten-opgave",
            vraag="Welke segmenten betalen wij niet per cliënt?",
            antwoord=f"Samen {als_woord(EURO, som)}. Dit geld en deze aantallen staan niet in de tabellen "
            "hierboven.",
            koppen=(
                ("Segment", TEKST), ("Gemeente", TEKST), ("Telt", TEKST), ("Aantal", AANTAL),
                ("Groepen", AANTAL),
                ("Bezet", AANDEEL), ("Kosten", EURO), ("Per stuk", EURO), ("Aan het werk", AANTAL),
                ("Na een half jaar nog", AANDEEL), ("Bron", TEKST),
            ),
            rijen=[_list_opgaverij(pagina, o, telling.get(o.segment, "")) for o in pagina.opgaven],
            uitleg="Ingevuld door de analist, met de bron erbij; niemand declareert dit per cliënt. "
            "Werkgevers "
            "zijn geen inwoners en tellen nergens mee als cliënt. Bezet: plekken die over het jaar gemiddeld "
            "gevuld waren. Per stuk: kosten per plek of per werkgever.",
        )
    ]  # fmt: skip


def _list_opgaverij(pagina: Segmentenpagina, o: Segmentopgave, telling: str) -> list[Waarde]:
    return [
        _get_naam(pagina, o.segment), o.gemeente.naam, telling, o.aantal, o.groepen,
        o.bezet / o.aantal if o.bezet is not None and o.aantal else None, o.bedrag,
        o.bedrag / o.aantal if o.aantal else None, o.geplaatst,
        o.behouden / o.geplaatst if o.behouden is not None and o.geplaatst else None, o.bron,
    ]  # fmt: skip
