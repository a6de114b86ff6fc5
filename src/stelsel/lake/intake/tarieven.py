"""A file of tarieven, as CSV or Excel: one line per code and period. What is wrong is told line by line.

Tolerated: titles above the header, another separator or encoding, columns in any order and under the names
in use, euro signs, a decimal comma or point, eenheden in words or codes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from stelsel.domein.bekostiging.tarievenboek import Regel
from stelsel.domein.toegang.begrippen import EENHEID_ENKEL, EENHEID_NAAM, Eenheid
from stelsel.lake.intake.lezen import IntakeFout, normaliseer_naam
from stelsel.lake.intake.waarden import parse_datums, parse_getallen
from stelsel.lake.intake.werkboek import read_bladen

MEESTE_BYTES = 5_000_000
MEESTE_REGELS = 5_000
MEESTE_FOUTEN = 20
MEESTE_CENTEN = 1_000_000_000
_ZOEK_KOP = 30
_REST = 1e-6
_DUBBELZINNIG = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_KOLOMMEN = {
    "code": {"code", "productcode", "profielcode", "product", "profiel"},
    "tarief": {"tarief", "prijs", "tariefineuro", "tariefineuros", "bedrag"},
    "eenheid": {"eenheid", "per"},
    "vanaf": {"vanaf", "ingangsdatum", "geldigvanaf", "van", "begindatum"},
    "tot": {"tot", "totenmet", "einddatum", "geldigtot", "geldigtotenmet"},
    "functie": {"functie", "kostprijs"},
}
_VERPLICHT = ("code", "tarief", "eenheid", "vanaf")
_EENHEDEN = {
    **{eenheid.value: eenheid for eenheid in Eenheid},
    **{str(int(eenheid.value)): eenheid for eenheid in Eenheid},
    **{normaliseer_naam(naam): eenheid for eenheid, naam in EENHEID_NAAM.items()},
    **{normaliseer_naam(naam): eenheid for eenheid, naam in EENHEID_ENKEL.items()},
    "uren": Eenheid.UUR,
    "stuk": Eenheid.STUKS,
}


def read_tarieven(inhoud: bytes) -> list[Regel]:
    """Read the lines of a file. Raises IntakeFout with a line of text per fault."""
    if len(inhoud) > MEESTE_BYTES:
        raise IntakeFout("Dit bestand is te groot (meer dan 5 MB).")
    rijen = _lees_excel(inhoud) if inhoud.startswith((b"PK", b"\xd0\xcf")) else _lees_csv(inhoud)
    plek, plaats = _zoek_kop(rijen)
    regels: list[Regel] = []
    fouten: list[str] = []
    for nummer, rij in enumerate(rijen[plek + 1 :], start=plek + 2):
        velden = {naam: rij[k].strip() if k < len(rij) else "" for naam, k in plaats.items()}
        if not any(velden.values()):
            continue
        regel, fout = _lees_regel(velden)
        regels += [regel] if regel else []
        fouten += [f"Regel {nummer}: {fout}"] if fout else []
    if len(regels) > MEESTE_REGELS:
        raise IntakeFout(f"Dit bestand heeft meer dan {MEESTE_REGELS} tarieven.")
    if fouten:
        over = len(fouten) - MEESTE_FOUTEN
        einde = [f"En nog {over} regels met een fout."] if over > 0 else []
        raise IntakeFout("\n".join([*fouten[:MEESTE_FOUTEN], *einde]))
    if not regels:
        raise IntakeFout("Onder de kolomnamen staat geen enkel tarief.")
    return regels


def _lees_regel(velden: dict[str, str]) -> tuple[Regel | None, str]:
    """The line, or what is wrong with it."""
    if not velden["code"]:
        return None, "vul de code van het product of profiel in."
    eenheid = _EENHEDEN.get(normaliseer_naam(velden["eenheid"]))
    if eenheid is None:
        namen = ", ".join(EENHEID_NAAM.values())
        return None, f"de eenheid '{velden['eenheid'][:30]}' kennen wij niet. Kies uit: {namen}."
    centen, fout = _lees_bedrag(velden["tarief"])
    if fout:
        return None, fout
    vanaf, tot = parse_datums(pl.Series([velden["vanaf"], velden.get("tot", "")], dtype=pl.String))
    if vanaf is None:
        return None, f"'{velden['vanaf'][:30]}' is geen eerste dag. Schrijf hem als 1-1-2027."
    if tot is None and velden.get("tot", ""):
        return None, f"'{velden['tot'][:30]}' is geen laatste dag. Schrijf hem als 31-12-2027."
    functie = velden.get("functie", "")
    return Regel(velden["code"], centen, eenheid.value, vanaf, tot, functie), ""


def _lees_bedrag(tekst: str) -> tuple[int, str]:
    """Cents, or what is wrong. One mark with three digits after it may be read in two ways, so it is not."""
    if _DUBBELZINNIG.fullmatch(tekst):
        return 0, f"'{tekst}' is op twee manieren te lezen. Schrijf het met twee decimalen, zoals 1234,00."
    bedrag = parse_getallen(pl.Series([tekst], dtype=pl.String))[0]
    if bedrag is None:
        return 0, f"'{tekst[:30]}' is geen bedrag. Schrijf het in euro's, zoals 86,25."
    centen = round(bedrag * 100)
    if abs(bedrag * 100 - centen) > _REST:
        return 0, "het tarief heeft meer dan twee decimalen. Rond af, of kies een grotere eenheid."
    if not 0 < centen <= MEESTE_CENTEN:
        return 0, "het tarief moet meer dan € 0,00 zijn en hoogstens € 10.000.000,00."
    return centen, ""


def _zoek_kop(rijen: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The first line that names every column that is needed."""
    beste: dict[str, int] = {}
    for plek, rij in enumerate(rijen[:_ZOEK_KOP]):
        plaats = _list_plaatsen(rij)
        if all(naam in plaats for naam in _VERPLICHT):
            return plek, plaats
        beste = max(beste, plaats, key=len)
    mist = ", ".join(naam for naam in _VERPLICHT if naam not in beste)
    raise IntakeFout(f"Wij vinden geen regel met alle kolomnamen. Wij missen: {mist}.")


def _list_plaatsen(rij: Sequence[str]) -> dict[str, int]:
    plaats: dict[str, int] = {}
    for k, veld in enumerate(rij):
        kaal = normaliseer_naam(veld.split("(")[0])
        for naam, namen in _KOLOMMEN.items():
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


def _lees_excel(inhoud: bytes) -> list[list[str]]:
    """The cells of the first sheet as text."""
    bladen = read_bladen(inhoud, meeste_rijen=MEESTE_REGELS + _ZOEK_KOP, meeste_bladen=1)
    return [[_als_tekst(cel) for cel in rij] for rijen in bladen.values() for rij in rijen]


def _als_tekst(cel: Any) -> str:
    if isinstance(cel, datetime | date):
        return f"{cel:%Y-%m-%d}"
    if isinstance(cel, float):
        return str(int(cel)) if cel.is_integer() else f"{cel:.6f}"
    return str(cel)
