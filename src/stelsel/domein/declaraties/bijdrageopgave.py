"""What the CAK says that it has, beside our own register of the own contribution.

The messages between gemeente and CAK are not public, so the other side comes as a table: a line per period
with its number, start and stop. Compared by number; a start that is more than a month off costs or gives
somebody a month. Source: own choice of form; iEb (a period has a number that is unique per gemeente).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from stelsel.kern.periode import Periode

KOPPEN = ("Startnummer", "Start", "Stop")
MEESTE_REGELS = 100_000
_MEESTE_FOUTEN = 20
_MEESTE_CIJFERS = 9
_DAGVORMEN = ("%d-%m-%Y", "%Y-%m-%d")


class Opgaveverschilsoort(StrEnum):
    """In what the two sides differ."""

    NIET_BIJ_CAK = "niet_bij_cak"
    ALLEEN_BIJ_CAK = "alleen_bij_cak"
    START = "start"
    STOP = "stop"


OPGAVEVERSCHIL_NAAM = {
    Opgaveverschilsoort.NIET_BIJ_CAK: "Niet bij het CAK",
    Opgaveverschilsoort.ALLEEN_BIJ_CAK: "Alleen bij het CAK",
    Opgaveverschilsoort.START: "Andere startdatum",
    Opgaveverschilsoort.STOP: "Andere stopdatum",
}


@dataclass(frozen=True)
class Opgaveverschil:
    """One number on which the sides do not agree; either period may be missing. `dagen`: how far the starts
    are apart."""

    start_nummer: int
    soort: Opgaveverschilsoort
    register: Periode | None
    opgave: Periode | None
    dagen: int = 0


class OpgaveOnleesbaar(Exception):
    """The file cannot be used; `fouten` says why, a sentence per line, for who handed it in."""

    def __init__(self, *fouten: str) -> None:
        super().__init__(*fouten)
        self.fouten = list(fouten)


def parse_opgave(inhoud: bytes) -> dict[int, Periode]:
    """Number to period of a CSV with the columns of KOPPEN; `;` or `,`, days as 31-12-2025 or 2025-12-31.
    Raises OpgaveOnleesbaar with every line that is wrong, up to twenty."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        raise OpgaveOnleesbaar("Dit is geen CSV-bestand in UTF-8.") from fout
    kop = tekst.partition("\n")[0]
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=";" if ";" in kop else ",")
    try:
        rijen = list(lezer)
    except csv.Error as fout:
        raise OpgaveOnleesbaar("Dit is geen CSV-bestand.") from fout
    if not rijen or tuple(cel.strip() for cel in rijen[0]) != KOPPEN:
        raise OpgaveOnleesbaar(f"De eerste regel moet zijn: {';'.join(KOPPEN)}.")
    if len(rijen) > MEESTE_REGELS:
        raise OpgaveOnleesbaar(f"Er zijn meer dan {MEESTE_REGELS} regels.")
    return _parse_rijen(rijen)


def compare_opgave(register: Mapping[int, Periode], opgave: Mapping[int, Periode]) -> list[Opgaveverschil]:
    """Every number on which they differ, in order; a start that differs goes before a stop."""
    verschillen = []
    for nummer in sorted({*register, *opgave}):
        ons, hun = register.get(nummer), opgave.get(nummer)
        if ons is None:
            soort, dagen = Opgaveverschilsoort.ALLEEN_BIJ_CAK, 0
        elif hun is None:
            soort, dagen = Opgaveverschilsoort.NIET_BIJ_CAK, 0
        elif ons.begin != hun.begin:
            soort, dagen = Opgaveverschilsoort.START, abs((ons.begin - hun.begin).days)
        elif ons.eind != hun.eind:
            soort, dagen = Opgaveverschilsoort.STOP, 0
        else:
            continue
        verschillen.append(Opgaveverschil(nummer, soort, ons, hun, dagen))
    return verschillen


def _parse_rijen(rijen: list[list[str]]) -> dict[int, Periode]:
    opgave: dict[int, Periode] = {}
    fouten = []
    for regel, rij in enumerate(rijen[1:], start=2):
        if not any(cel.strip() for cel in rij):
            continue
        try:
            nummer, periode = _parse_rij([cel.strip() for cel in rij])
            if nummer in opgave:
                raise ValueError(f"startnummer {nummer} staat er twee keer")
            opgave[nummer] = periode
        except ValueError as fout:
            fouten.append(f"Regel {regel}: {fout}.")
    if fouten:
        meer = [f"En nog {len(fouten) - _MEESTE_FOUTEN} regels."] if len(fouten) > _MEESTE_FOUTEN else []
        raise OpgaveOnleesbaar(*fouten[:_MEESTE_FOUTEN], *meer)
    return opgave


def _parse_rij(cellen: list[str]) -> tuple[int, Periode]:
    if len(cellen) != len(KOPPEN):
        raise ValueError(f"hier moeten {len(KOPPEN)} kolommen staan, er zijn er {len(cellen)}")
    nummer, start, stop = cellen
    if not (nummer.isascii() and nummer.isdigit() and len(nummer) <= _MEESTE_CIJFERS):
        raise ValueError("het startnummer moet een getal van hoogstens negen cijfers zijn")
    begin, eind = _parse_dag(start), _parse_dag(stop) if stop else None
    if eind is not None and eind < begin:
        raise ValueError("de stop ligt voor de start")
    return int(nummer), Periode(begin, eind)


def _parse_dag(tekst: str) -> date:
    for vorm in _DAGVORMEN:
        try:
            return datetime.strptime(tekst, vorm).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise ValueError("een datum moet zijn zoals 31-12-2025")
