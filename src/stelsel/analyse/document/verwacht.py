"""Actual against expected use: what the features of the inhabitants let expect."""

from __future__ import annotations

from stelsel.analyse.document.cijfers import Documentcijfers
from stelsel.analyse.document.onderdeel import AANDEEL, TEKST, Onderdeel
from stelsel.analyse.verwacht_gebruik import Verwacht, Verwachting, Wat, render_kwaliteit, render_oordeel
from stelsel.analyse.verwachtgrafiek import create_grafiek_verwachting

_HOOFDSTUK = "5. Naast anderen"
_VRAAG = {
    Wat.CLIENTEN: "Hebben wij meer of minder cliënten dan bij onze inwoners past?",
    Wat.KOSTEN: "Geven wij meer of minder uit dan bij onze inwoners past?",
}


def list_verwachtingen(c: Documentcijfers) -> list[Onderdeel]:
    """For clients and for cost, where there is a model. Whole percents only: no count can be read from them,
    and a gemeente that may not be shown is left out."""
    return [_create_onderdeel(c, v) for v in c.verwachtingen]


def _create_onderdeel(c: Documentcijfers, v: Verwachting) -> Onderdeel:
    open_ = [g for g in v.gemeenten if (g.code, c.keuze.domein) not in c.dicht and g.werkelijk]
    heel = len(open_) == len(v.gemeenten)
    return Onderdeel(
        naam=f"verwacht-{v.wat}",
        hoofdstuk=_HOOFDSTUK,
        vraag=_VRAAG[v.wat],
        antwoord=" ".join(render_oordeel(v) if heel else render_oordeel(v)[:1]),
        koppen=(
            ("Gebied", TEKST), ("Van verwacht", AANDEEL), ("Band laag", AANDEEL), ("Band hoog", AANDEEL),
            ("Oordeel", TEKST),
        ),
        rijen=[_list_rij(g) for g in (v.regio, *open_)],
        betekenis="Verwacht is wat andere gemeenten met zulke inwoners doen; het is niet wat goed is. Wie "
        "opvalt heeft een vraag te beantwoorden, geen fout gemaakt.",
        definitie="Gebruik per inwoner uit kenmerken van inwoners, geleerd van andere gemeenten. Onze eigen "
        f"gemeenten deden daarin niet mee. Gebruikt: {', '.join(k.naam for k in v.kenmerken)}.",
        voorbehoud="Een kenmerk dat samengaat met gebruik hoeft niet de oorzaak te zijn. Anderen tellen soms "
        "andere hulp mee; dan verschuiven al onze gemeenten dezelfde kant op.",
        zekerheid=render_kwaliteit(v),
        vega=create_grafiek_verwachting(v, titel=_VRAAG[v.wat]) if heel else None,
        omschrijving="Per gemeente een stip op de band van wat te verwachten is. Dezelfde cijfers staan in "
        "de tabel.",
    )  # fmt: skip


def _list_rij(g: Verwacht) -> list[str | int | float | None]:
    delen = (round(deel, 2) for deel in (g.verhouding, g.laag / g.verwacht, g.hoog / g.verwacht))
    return [g.naam, *delen, g.oordeel.value]
