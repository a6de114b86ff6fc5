"""A table with its question and chart: the same rows on the page and in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.apps.web.render.grafiek import Grafiek
from stelsel.kern.bedrag import in_euro

Waarde = str | int | float | None
TEKST, AANTAL, EURO, AANDEEL, GETAL = "tekst", "aantal", "euro", "aandeel", "getal"


@dataclass(frozen=True)
class Tabel:
    """One question with its table and chart. `koppen`: header and kind per column; amounts are cents.

    `leeg`: the sentence when there are too few clients to answer; `antwoord`: the answer in one sentence;
    `uitleg`: what the figures are and how sure, in sentences."""

    naam: str
    vraag: str
    koppen: Sequence[tuple[str, str]]
    rijen: Sequence[Sequence[Waarde]]
    leeg: str = ""
    grafiek: Grafiek | None = None
    antwoord: str = ""
    uitleg: str = ""

    def list_woorden(self) -> list[list[tuple[str, str, bool]]]:
        """The rows for people: header, text, and whether it is a number."""
        return [
            [
                (kop, als_woord(soort, waarde), soort != TEKST)
                for (kop, soort), waarde in zip(self.koppen, rij, strict=True)
            ]
            for rij in self.rijen
        ]

    def list_export(self) -> list[list[Waarde]]:
        """The rows for a file: euros and percentages as numbers."""
        soorten = [soort for _, soort in self.koppen]
        kop: list[Waarde] = [naam for naam, _ in self.koppen]
        return [kop, *([_als_getal(s, w) for s, w in zip(soorten, rij, strict=True)] for rij in self.rijen)]


def als_woord(soort: str, waarde: Waarde) -> str:
    """A value for people, by its kind."""
    if waarde is None or isinstance(waarde, str):
        return waarde or ""
    if soort == EURO:
        return in_euro(round(waarde))
    if soort == AANDEEL:
        return f"{100 * waarde:.1f} %".replace(".", ",")
    if soort == GETAL:
        return f"{waarde:.2f}".replace(".", ",")
    return f"{waarde:,}".replace(",", ".")


def _als_getal(soort: str, waarde: Waarde) -> Waarde:
    if waarde is None or isinstance(waarde, str):
        return waarde
    return {EURO: round(waarde / 100, 2), AANDEEL: round(100 * waarde, 2)}.get(soort, waarde)
