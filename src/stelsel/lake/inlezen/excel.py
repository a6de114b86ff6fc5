"""Excel files from outside, read within bounds: a small file can promise more cells than fit in memory.

The parts of the file are counted as bytes before a reader opens them; no XML is interpreted here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from stelsel.lake.intake.lezen import IntakeFout

MEESTE_CELLEN = 12_000_000
_MEESTE_UITGEPAKT = 400_000_000
_STUK = 1 << 20
_OVERLAP = 120
_CEL = re.compile(rb"<(?:\w+:)?c\b[^<>]{0,80}?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_FORMULE = re.compile(rb"<(?:\w+:)?f[ >/]")
_ONLEESBAAR = "Dit Excelbestand is niet te lezen. Sla het opnieuw op als xlsx, zonder wachtwoord."


def check_excel(pad: Path) -> bool:
    """Whether the file holds formulas. Raises IntakeFout for what cannot be opened safely."""
    with pad.open("rb") as bestand:
        if bestand.read(2) != b"PK":
            return False
    try:
        with zipfile.ZipFile(pad) as bundel:
            delen = bundel.infolist()
            if "xl/workbook.xml" not in {deel.filename for deel in delen}:
                raise IntakeFout("Dit is geen xlsx-bestand. Sla het op als xlsx of als CSV met UTF-8.")
            if sum(deel.file_size for deel in delen) > _MEESTE_UITGEPAKT:
                raise IntakeFout("Dit Excelbestand is uitgepakt te groot. Sla het op als CSV en lees dat in.")
            bladen = [deel for deel in delen if deel.filename.startswith("xl/worksheets/")]
            # Every sheet is looked at, also after one with formulas was found.
            return True in [_check_blad(bundel, deel) for deel in bladen]
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, RuntimeError, EOFError, OSError):
        raise IntakeFout(_ONLEESBAAR) from None


def _check_blad(bundel: zipfile.ZipFile, deel: zipfile.ZipInfo) -> bool:
    """Reads the part to its end, so that its size is what the file says it is."""
    formules, rest, rijen, kolommen = False, b"", [0, 0], [0, 0]
    with bundel.open(deel) as stroom:
        while stuk := stroom.read(_STUK):
            tekst = rest + stuk
            formules = formules or _FORMULE.search(tekst) is not None
            for kolom, rij in _CEL.findall(tekst):
                _rek_op(kolommen, _als_getal(kolom))
                _rek_op(rijen, int(rij))
            rest = tekst[-_OVERLAP:]
    if (rijen[1] - rijen[0] + 1) * (kolommen[1] - kolommen[0] + 1) > MEESTE_CELLEN:
        raise IntakeFout(
            "Een blad in dit Excelbestand beslaat te veel cellen. Haal lege rijen en kolommen weg, of sla "
            "het op als CSV en lees dat in."
        )
    return formules


def _rek_op(grenzen: list[int], waarde: int) -> None:
    grenzen[0] = min(grenzen[0] or waarde, waarde)
    grenzen[1] = max(grenzen[1], waarde)


def _als_getal(letters: bytes) -> int:
    getal = 0
    for letter in letters:
        getal = getal * 26 + letter - 64
    return getal


def list_bladen(pad: Path) -> list[str]:
    """The names of the sheets, in their order. Raises IntakeFout; `check_excel` comes first."""
    with _open(pad) as boek:
        return list(boek.sheet_names)


def list_rijen(pad: Path, *, blad: str, meeste: int | None = None) -> Iterator[list[str]]:
    """The rows of a sheet as texts, from its first row on: dates as 2025-03-01, numbers with a point."""
    with _open(pad) as boek:
        if blad not in boek.sheet_names:
            raise IntakeFout(f"Het blad '{blad[:40]}' staat niet in dit bestand.")
        try:
            werkblad = boek.get_sheet_by_name(blad)
            links = [""] * (werkblad.start[1] if werkblad.start else 0)
            for rij in islice(werkblad.iter_rows(), meeste):
                yield links + [_als_tekst(cel) for cel in rij]
        except (ValueError, OSError, RuntimeError):
            raise IntakeFout(_ONLEESBAAR) from None


def _open(pad: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook  # slow import

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(pad.read_bytes()))
    except (CalamineError, ValueError, OSError):
        raise IntakeFout(_ONLEESBAAR) from None


def _als_tekst(cel: Any) -> str:
    if isinstance(cel, datetime | date):
        return f"{cel:%Y-%m-%d}"
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, float):
        return str(int(cel)) if cel.is_integer() else f"{cel:.6f}"
    return str(cel).replace("\r", " ").replace("\n", " ").strip()
