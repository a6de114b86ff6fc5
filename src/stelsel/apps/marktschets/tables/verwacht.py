"""The tables of expected use: our gemeenten, and what the model rests on."""

from __future__ import annotations

from stelsel.analyse.verwacht_gebruik import (
    Oordeel,
    Verwacht,
    Verwachting,
    Wat,
    render_kwaliteit,
    render_oordeel,
)
from stelsel.analyse.verwachtgrafiek import create_grafiek_verwachting
from stelsel.apps.web.render.grafiek import Grafiek

from ..queries import Verwachtpagina
from .tabel import AANDEEL, AANTAL, EURO, GETAL, TEKST, Tabel, Waarde

_VRAAG = {
    Wat.CLIENTEN: "Hebben wij meer of minder cliënten dan verwacht?",
    Wat.KOSTEN: "Geven wij meer of minder uit dan verwacht?",
}
_KOP = {Wat.CLIENTEN: "Cliënten", Wat.KOSTEN: "Kosten"}
#: Expected cost to the thousand euros: the cents of an estimate say nothing.
_AFRONDING = {Wat.CLIENTEN: 0, Wat.KOSTEN: -5}
_SOORT = {Wat.CLIENTEN: AANTAL, Wat.KOSTEN: EURO}
_UITLEG = (
    "Het model kijkt naar alle andere gemeenten van wie gebruik en kenmerken bekend zijn. Het zoekt welke "
    "kenmerken samengaan met meer of minder gebruik per inwoner, en rekent dat daarna voor onze gemeenten "
    "uit. Onze eigen gemeenten hebben het model niet gemaakt. De band: van 100 gemeenten met deze kenmerken "
    "vallen er 95 binnen. Daarin zitten het toeval, alles wat de kenmerken niet zeggen, en de onzekerheid "
    "van het model. Naast de regio: dezelfde vergelijking als onze hele regio op 100 staat. Telt de bron van "
    "anderen anders dan wij, dan verschuift dat al onze gemeenten evenveel, en ziet u het daar niet meer."
)


def create_verwachttabellen(pagina: Verwachtpagina) -> list[Tabel]:
    """Per answer a table of gemeenten and one of the features; a sentence where there is no model."""
    uit = []
    for uitkomst in pagina.uitkomsten:
        if isinstance(uitkomst, Verwachting):
            uit += [_create_tabel(uitkomst), _create_kenmerktabel(uitkomst)]
        else:
            uit.append(
                Tabel(
                    naam=f"verwacht-{uitkomst.wat}", vraag=_VRAAG[uitkomst.wat], koppen=(), rijen=[],
                    leeg=f"Dit is nu niet te zeggen. {uitkomst.reden}",
                )
            )  # fmt: skip
    return uit


def _create_tabel(v: Verwachting) -> Tabel:
    soort = _SOORT[v.wat]
    grafiek = create_grafiek_verwachting(v, titel=_create_titel(v))
    return Tabel(
        naam=f"verwacht-{v.wat}",
        vraag=_VRAAG[v.wat],
        antwoord=" ".join(render_oordeel(v)),
        koppen=(
            ("Gebied", TEKST), ("Inwoners", AANTAL), (_KOP[v.wat], soort), ("Verwacht", soort),
            ("Laag (95 %)", soort), ("Hoog (95 %)", soort), ("Van verwacht", AANDEEL),
            ("Naast de regio", AANDEEL), ("Oordeel", TEKST), ("Buiten het bereik van anderen", TEKST),
        ),
        rijen=[_list_rij(rij, cijfers=_AFRONDING[v.wat]) for rij in (v.regio, *v.gemeenten)],
        grafiek=Grafiek(
            grafiek,
            "Per gemeente een stip voor wat het is, op een grijze band van wat te verwachten is. De "
            "streepjeslijn is precies zoals verwacht. Wat opvalt is een ruit. Dezelfde cijfers staan in de "
            "tabel.",
        ),
        uitleg=_UITLEG,
    )  # fmt: skip


def _list_rij(rij: Verwacht, *, cijfers: int) -> list[Waarde]:
    """`cijfers`: of the expected values, below 0 for a rounder figure than one."""
    verwacht, laag, hoog = (round(round(x, cijfers)) for x in (rij.verwacht, rij.laag, rij.hoog))
    return [
        rij.naam, rij.inwoners, rij.werkelijk, verwacht, laag, hoog,
        rij.verhouding, rij.naast_regio if rij.code else None, rij.oordeel.value, ", ".join(rij.buiten),
    ]  # fmt: skip


def _create_titel(v: Verwachting) -> str:
    op = [g.naam for g in v.gemeenten if g.oordeel in {Oordeel.HOGER, Oordeel.LAGER}]
    if not op:
        return "Geen enkele gemeente valt op"
    return f"{' en '.join(op[:2])} vallen op" if len(op) == 2 else (
        f"{op[0]} valt op" if len(op) == 1 else f"{len(op)} gemeenten vallen op"
    )  # fmt: skip


def _create_kenmerktabel(v: Verwachting) -> Tabel:
    wie = "gebruik" if v.wat is Wat.CLIENTEN else "kosten"
    return Tabel(
        naam=f"kenmerken-{v.wat}",
        vraag=f"Hoe goed is dit model, en welke kenmerken gaan samen met {wie}?",
        antwoord=render_kwaliteit(v),
        koppen=(
            ("Kenmerk", TEKST), ("Eén stap (punten)", GETAL), (f"Verandering van {wie} per stap", AANDEEL),
            ("Deel van de verschillen dat zonder dit wegvalt", AANDEEL),
        ),
        rijen=[
            (k.naam, k.stap, round(k.factor - 1, 3) + 0.0, round(k.bijdrage, 3) + 0.0) for k in v.kenmerken
        ],
        uitleg="Eén stap is het gewone verschil tussen gemeenten (één standaardafwijking); van stedelijkheid "
        "is dat een stap in de logaritme. De verandering geldt als de andere kenmerken gelijk blijven. Gaan "
        "kenmerken samen op, dan delen zij wat zij te zeggen hebben, en valt er weinig weg zonder een van "
        "beide. Een min betekent dat het model zonder dit kenmerk beter voorspelt. Samengaan is geen "
        "oorzaak.",
    )  # fmt: skip
