"""One question of the document: its answer, table and picture, and all that a reader needs to judge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stelsel.analyse.onthulling import list_verborgen
from stelsel.kern.bedrag import in_euro

Waarde = str | int | float | None
TEKST, AANTAL, EURO, AANDEEL, GETAL, MAANDEN = "tekst", "aantal", "euro", "aandeel", "getal", "maanden"
EEN_CIJFER = "een cijfer"
NIET_GETOOND = "niet getoond"


@dataclass(frozen=True)
class Onderdeel:
    """`koppen`: header and kind per column; amounts are cents, lengths are months. `vega` None: no picture.

    `betekenis`: what it means in words; `definitie`: what is counted; `voorbehoud`: what it cannot tell;
    `zekerheid`: how sure it is."""

    naam: str
    hoofdstuk: str
    vraag: str
    antwoord: str
    koppen: Sequence[tuple[str, str]]
    rijen: Sequence[Sequence[Waarde]]
    betekenis: str
    definitie: str
    voorbehoud: str
    zekerheid: str
    vega: dict[str, Any] | None = None
    omschrijving: str = ""

    def list_woorden(self) -> list[list[str]]:
        """The rows for people."""
        soorten = [soort for _, soort in self.koppen]
        return [[als_woord(s, w) for s, w in zip(soorten, rij, strict=True)] for rij in self.rijen]

    def als_data(self) -> dict[str, Any]:
        """All of it but the picture, as words."""
        return {
            "naam": self.naam,
            "hoofdstuk": self.hoofdstuk,
            "vraag": self.vraag,
            "antwoord": self.antwoord,
            "koppen": [kop for kop, _ in self.koppen],
            "getal": [soort != TEKST for _, soort in self.koppen],
            "rijen": self.list_woorden(),
            "betekenis": self.betekenis,
            "definitie": self.definitie,
            "voorbehoud": self.voorbehoud,
            "zekerheid": self.zekerheid,
            "omschrijving": self.omschrijving,
        }


def als_woord(soort: str, waarde: Waarde) -> str:
    """A value for people, by its kind."""
    if waarde is None or isinstance(waarde, str):
        return waarde or ""
    if soort == EURO:
        return in_euro(round(waarde))
    if soort == AANDEEL:
        return f"{100 * waarde:.1f} %".replace(".", ",")
    if soort == MAANDEN:
        return f"{waarde:.1f} maanden".replace(".", ",")
    if soort == EEN_CIJFER:
        return f"{waarde:.1f}".replace(".", ",")
    if soort == GETAL:
        return f"{waarde:.3f}".replace(".", ",")
    return f"{round(waarde):,}".replace(",", ".")


def als_telling(aantal: int, *, een: str, meer: str) -> str:
    """'1 aanbieder', '1.200 aanbieders'."""
    return f"{als_woord(AANTAL, aantal)} {een if aantal == 1 else meer}"


def protect_rijen(
    rijen: Sequence[Sequence[Waarde]], *, aantallen: Sequence[int], drempel: int, vanaf: int = 1
) -> list[list[Waarde]]:
    """Rows of which those about too few, and those that would give them away, lose all from `vanaf` on."""
    verborgen = list_verborgen(list(aantallen), drempel=drempel)
    return [
        [*rij[:vanaf], *([NIET_GETOOND] * (len(rij) - vanaf))] if dicht else list(rij)
        for rij, dicht in zip(rijen, verborgen, strict=True)
    ]


def verberg_klein(aantal: int, *, drempel: int) -> Waarde:
    """The number, or in words that it is too small to show; none at all is a number."""
    return aantal if aantal >= drempel or aantal == 0 else f"minder dan {drempel}"
