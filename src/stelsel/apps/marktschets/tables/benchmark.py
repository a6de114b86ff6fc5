"""The tables of the comparison with other regions, one per measure."""

from __future__ import annotations

from stelsel.analyse.benchmark import Maat, Vergelijking, create_grafiek_vergelijking
from stelsel.apps.web.render.grafiek import Grafiek

from ..queries import Benchmark
from .tabel import AANTAL, EURO, GETAL, TEKST, Tabel, als_woord

_VRAAG = {
    Maat.PER_INWONER: "Wat kost de hulp per inwoner?",
    Maat.PER_CLIENT: "Wat kost de hulp per cliënt?",
    Maat.GEBRUIK: "Hoeveel inwoners krijgen hulp?",
}
_AS = {
    Maat.PER_INWONER: "Kosten per inwoner per jaar (€)",
    Maat.PER_CLIENT: "Kosten per cliënt per jaar (€)",
    Maat.GEBRUIK: "Cliënten per 1.000 inwoners",
}
_UITLEG = {
    Maat.PER_INWONER: "Kosten gedeeld door alle inwoners van het gebied, van alle leeftijden. Enkele dure "
    "cliënten kunnen bij een kleine gemeente het verschil maken.",
    Maat.PER_CLIENT: "Kosten gedeeld door het aantal cliënten in dat jaar. Wie veel lichte hulp meetelt, "
    "komt lager uit: kijk of de bron dezelfde hulp telt.",
    Maat.GEBRUIK: "De streep is wat toeval kan doen: 95 van de 100 keer ligt het echte gebruik daarbinnen.",
}
_GRIJS = " De grijze band is de middelste helft van de anderen, de streepjeslijn de middelste."
#: More areas make a picture that nobody can read; the table has them all.
MEESTE_PUNTEN = 40


def create_benchmarktabellen(benchmark: Benchmark) -> list[Tabel]:
    """One table per measure, in the order of the page."""
    return [_create_tabel(vergelijking) for vergelijking in benchmark.vergelijkingen]


def _create_tabel(v: Vergelijking) -> Tabel:
    soort = GETAL if v.maat is Maat.GEBRUIK else EURO
    antwoord = create_antwoord(v)
    omschrijving = "Een stip per gebied, van hoog naar laag; onze regio is donker. Zie ook de tabel."
    vega = create_grafiek_vergelijking(v, titel=create_verschil(v), as_titel=_AS[v.maat])
    return Tabel(
        naam=v.maat.value,
        vraag=_VRAAG[v.maat],
        antwoord=antwoord,
        koppen=(
            ("Gebied", TEKST), ("Inwoners", AANTAL), ("Cliënten", AANTAL), (_AS[v.maat], soort),
            ("Laag (95 %)", GETAL), ("Hoog (95 %)", GETAL), ("Opmerking", TEKST),
        ),
        rijen=[
            (p.gebied.naam, p.gebied.inwoners, p.gebied.clienten, p.waarde, p.laag, p.hoog,
             "voorlopig cijfer" if p.gebied.voorlopig else "")
            for p in v.punten
        ],
        leeg="" if v.punten else "Van geen enkel gebied zijn beide cijfers bekend.",
        grafiek=Grafiek(vega, omschrijving) if 1 < len(v.punten) <= MEESTE_PUNTEN else None,
        uitleg=_UITLEG[v.maat] + _GRIJS + (f" {v.zonder} gebieden missen een cijfer." if v.zonder else ""),
    )  # fmt: skip


def create_antwoord(v: Vergelijking) -> str:
    """The own region beside the middle of the others, in one sentence."""
    soort = GETAL if v.maat is Maat.GEBRUIK else EURO
    wat = {
        Maat.PER_INWONER: "per inwoner",
        Maat.PER_CLIENT: "per cliënt",
        Maat.GEBRUIK: "cliënten per 1.000 inwoners",
    }[v.maat]
    if v.regio is None:
        return "Van onze regio is dit cijfer niet bekend."
    zelf = als_woord(soort, v.regio.waarde)
    if v.mediaan is None or not v.mediaan:
        return f"Onze regio: {zelf} {wat}. Er zijn geen cijfers van anderen."
    binnen = "Dat valt binnen" if (v.p25 or 0) <= v.regio.waarde <= (v.p75 or 0) else "Dat valt buiten"
    return (
        f"Onze regio: {zelf} {wat}. De middelste van de anderen: {als_woord(soort, v.mediaan)}. "
        f"{binnen} de middelste helft van de anderen."
    )


def create_verschil(v: Vergelijking) -> str:
    """How far the own region lies from the middle of the others."""
    if v.regio is None or not v.mediaan:
        return _VRAAG[v.maat].rstrip("?")
    procent = round(100 * (v.regio.waarde / v.mediaan - 1))
    if not procent:
        return "Onze regio ligt op de middelste van de anderen"
    return (
        f"Onze regio ligt {abs(procent)} % {'boven' if procent > 0 else 'onder'} de middelste van de anderen"
    )
