"""A small file that people fill in, as CSV or Excel: one line per thing, every fault told line by line.

Tolerated: titles above the header, another separator or encoding, columns in any order and under the names
in use.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from stelsel.lake.intake.lezen import IntakeFout, normaliseer_naam
from stelsel.lake.intake.werkboek import read_bladen

MEESTE_BYTES = 5_000_000
MEESTE_FOUTEN = 20
_ZOEK_KOP = 30
_DUBBELZINNIG = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

T = TypeVar("T")


def read_rijen(
    inhoud: bytes,
    *,
    kolommen: Mapping[str, Collection[str]],
    verplicht: Collection[str],
    lees: Callable[[dict[str, str]], tuple[T | None, str]],
    meeste_rijen: int,
) -> list[T]:
    """What `lees` makes of every line under the header: a value, or words on what is wrong. `kolommen`: per
    field the names in use. Raises IntakeFout with a line of text per fault."""
    if len(inhoud) > MEESTE_BYTES:
        raise IntakeFout("Dit bestand is te groot (meer dan 5 MB).")
    excel = inhoud.startswith((b"PK", b"\xd0\xcf"))
    rijen = _lees_excel(inhoud, meeste_rijen) if excel else _lees_csv(inhoud)
    plek, plaats = _zoek_kop(rijen, kolommen, verplicht)
    waarden: list[T] = []
    fouten: list[str] = []
    for nummer, rij in enumerate(rijen[plek + 1 :], start=plek + 2):
        velden = {naam: rij[k].strip() if k < len(rij) else "" for naam, k in plaats.items()}
        if not any(velden.values()):
            continue
        waarde, fout = lees(velden)
        waarden += [waarde] if waarde is not None else []
        fouten += [f"Regel {nummer}: {fout}"] if fout else []
    if fouten:
        over = len(fouten) - MEESTE_FOUTEN
        einde = [f"En nog {over} regels met een fout."] if over > 0 else []
        raise IntakeFout("\n".join([*fouten[:MEESTE_FOUTEN], *einde]))
    return waarden


def is_dubbelzinnig(tekst: str) -> bool:
    """One mark with three digits after it may be read in two ways: as thousands or as decimals."""
    return _DUBBELZINNIG.fullmatch(tekst) is not None


def _zoek_kop(
    rijen: Sequence[Sequence[str]], kolommen: Mapping[str, Collection[str]], verplicht: Collection[str]
) -> tuple[int, dict[str, int]]:
    """The first line that names every column that is needed."""
    beste: dict[str, int] = {}
    for plek, rij in enumerate(rijen[:_ZOEK_KOP]):
        plaats = _list_plaatsen(rij, kolommen)
        if all(naam in plaats for naam in verplicht):
            return plek, plaats
        beste = max(beste, plaats, key=len)
    mist = ", ".join(naam for naam in verplicht if naam not in beste)
    raise IntakeFout(f"Wij vinden geen regel met alle kolomnamen. Wij missen: {mist}.")


def _list_plaatsen(rij: Sequence[str], kolommen: Mapping[str, Collection[str]]) -> dict[str, int]:
    plaats: dict[str, int] = {}
    for k, veld in enumerate(rij):
        kaal = normaliseer_naam(veld.split("(")[0])
        for naam, namen in kolommen.items():
            if kaal in namen:
                plaats.setdefault(naam, k)
    return plaats


def _lees_csv(inhoud: bytes) -> list[list[str]]:
    if b"\0" in inhoud:
        raise IntakeFout("Dit is geen CSV- of Excelbestand. Sla het op als CSV met UTF-8.")
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", errors="replace")
    beste: list[list[str]] = []
    for scheiding in (";", ",", "\t"):
        try:
            rijen = list(csv.reader(io.StringIO(tekst), delimiter=scheiding))
        except csv.Error:
            continue
        if max(map(len, rijen[:_ZOEK_KOP]), default=0) > max(map(len, beste[:_ZOEK_KOP]), default=0):
            beste = rijen
    return beste


def _lees_excel(inhoud: bytes, meeste_rijen: int) -> list[list[str]]:
    """The cells of the first sheet as text."""
    bladen = read_bladen(inhoud, meeste_rijen=meeste_rijen + _ZOEK_KOP, meeste_bladen=1)
    return [[_als_tekst(cel) for cel in rij] for rijen in bladen.values() for rij in rijen]


def _als_tekst(cel: Any) -> str:
    if isinstance(cel, datetime | date):
        return f"{cel:%Y-%m-%d}"
    if isinstance(cel, float):
        return str(int(cel)) if cel.is_integer() else f"{cel:.6f}"
    return str(cel)
