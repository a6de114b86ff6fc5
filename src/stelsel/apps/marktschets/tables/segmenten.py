"""The tables of the segments of a domein."""

from __future__ import annotations

from stelsel.analyse.duur import als_maanden
from stelsel.analyse.segmenten import Segmentbeeld, create_grafiek_doelsegmenten
from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.domein.marktschets.segmenten import OVERIG

from ..queries import DOMEIN_NAAM, Segmentenpagina
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde, als_woord


def create_segmenttabellen(pagina: Segmentenpagina) -> list[Tabel]:
    """One table per domein."""
    met = {s.domein for s in pagina.segmenten}
    domeinen = [domein for domein in DOMEIN_NAAM if domein in met]
    return [_create_tabel(pagina, domein) for domein in domeinen]


def render_segment(pagina: Segmentenpagina, beeld: Segmentbeeld) -> str:
    """The name of a segment, with its number; the rest in words."""
    if beeld.code == OVERIG:
        return "Andere hulp"
    naam = next(s.naam for s in pagina.lijst.segmenten if s.code == beeld.code)
    return f"{beeld.code.split('-')[1]} {naam}"


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
            ("Aandeel kosten", AANDEEL), ("Per cliënt", EURO), ("Nieuw", AANTAL), ("Vertrokken", AANTAL),
            ("Duur, de helft (maanden)", GETAL), ("95 % zeker", TEKST),
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
        "Wie net begint, kan nog niet lang hulp hebben: een deel van de korte vragen blijkt later lang.",
    )  # fmt: skip


def _list_rij(pagina: Segmentenpagina, s: Segmentbeeld, n: int, som: int) -> list[Waarde]:
    laag, hoog = als_maanden(s.duur.mediaan_laag), als_maanden(s.duur.mediaan_hoog)
    band = "" if laag is None else f"{als_woord(GETAL, laag)} tot {als_woord(GETAL, hoog) or 'onbekend'}"
    return [
        render_segment(pagina, s), s.clienten, s.clienten / n, s.bedrag, s.bedrag / som if som else None,
        s.bedrag / s.clienten, s.nieuw, s.vertrokken, als_maanden(s.duur.mediaan), band,
    ]  # fmt: skip
