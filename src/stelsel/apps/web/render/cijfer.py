"""A question with its answer, picture and table: the same rows on the page and in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.apps.web.render.grafiek import Grafiek, TekenenMislukt, render_grafieken
from stelsel.kern.bedrag import in_euro

Waarde = str | int | float | None
TEKST, AANTAL, EURO, AANDEEL, GETAL = "tekst", "aantal", "euro", "aandeel", "getal"


@dataclass(frozen=True)
class Cijfertabel:
    """One question. `koppen`: header and kind per column; amounts are cents, shares are fractions.

    `antwoord`: the answer in one sentence; `leeg`: why there are no rows; `uitleg`: what the figures are and
    how sure, a sentence each.
    """

    naam: str
    vraag: str
    koppen: Sequence[tuple[str, str]]
    rijen: Sequence[Sequence[Waarde]]
    antwoord: str = ""
    leeg: str = ""
    uitleg: Sequence[str] = ()
    grafiek: Grafiek | None = None

    def list_woorden(self) -> list[list[tuple[str, str, bool]]]:
        """The rows for people: header, text, and whether it is a number."""
        return [
            [
                (kop, _als_woord(soort, waarde), soort != TEKST)
                for (kop, soort), waarde in zip(self.koppen, rij, strict=True)
            ]
            for rij in self.rijen
        ]

    def list_export(self) -> list[list[Waarde]]:
        """The rows for a file: euros and percentages as numbers."""
        kop: list[Waarde] = [naam for naam, _ in self.koppen]
        soorten = [soort for _, soort in self.koppen]
        return [kop, *([_als_getal(s, w) for s, w in zip(soorten, rij, strict=True)] for rij in self.rijen)]


def draw_tabellen(tabellen: Sequence[Cijfertabel]) -> list[tuple[Cijfertabel, str]]:
    """Every table with its picture as SVG, or "" where there is none or it cannot be drawn."""
    met = [tabel.grafiek for tabel in tabellen if tabel.grafiek is not None]
    try:
        svgs = iter(render_grafieken(met))
    except TekenenMislukt:
        svgs = iter([""] * len(met))
    return [(tabel, next(svgs) if tabel.grafiek is not None else "") for tabel in tabellen]


def _als_woord(soort: str, waarde: Waarde) -> str:
    if waarde is None:
        return "–"
    if isinstance(waarde, str):
        return waarde
    if soort == EURO:
        return in_euro(round(waarde))
    if soort == AANDEEL:
        return f"{100 * waarde:.1f} %".replace(".", ",")
    if soort == AANTAL:
        return f"{round(waarde):,}".replace(",", ".")
    return f"{waarde:.2f}".replace(".", ",")


def _als_getal(soort: str, waarde: Waarde) -> Waarde:
    if waarde is None or isinstance(waarde, str):
        return waarde
    return {EURO: waarde / 100, AANDEEL: 100 * waarde}.get(soort, waarde)
