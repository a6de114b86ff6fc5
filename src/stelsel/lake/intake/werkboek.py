"""The cells of a workbook, whoever made it; what cannot be read or unpacks too large is refused in words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from stelsel.lake.intake.lezen import IntakeFout

_MEESTE_UITGEPAKT = 50_000_000


def read_bladen(inhoud: bytes, *, meeste_rijen: int, meeste_bladen: int) -> dict[str, list[list[Any]]]:
    """The first sheets by name with their first rows; empty edges are kept, so that a place is the place on
    screen. Raises IntakeFout."""
    from python_calamine import CalamineError, CalamineWorkbook  # slow import

    try:
        if inhoud.startswith(b"PK"):
            _weiger_zipbom(inhoud)
        boek = CalamineWorkbook.from_filelike(io.BytesIO(inhoud))
        return {
            naam: boek.get_sheet_by_name(naam).to_python(skip_empty_area=False, nrows=meeste_rijen)
            for naam in boek.sheet_names[:meeste_bladen]
        }
    except (CalamineError, IndexError, ValueError, OSError, zipfile.BadZipFile):
        raise IntakeFout(
            "Dit Excelbestand is niet te lezen. Sla het opnieuw op, zonder wachtwoord."
        ) from None


def _weiger_zipbom(inhoud: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bundel:
        if sum(deel.file_size for deel in bundel.infolist()) > _MEESTE_UITGEPAKT:
            raise IntakeFout("Dit Excelbestand is uitgepakt te groot. Haal weg wat er niet in hoort.")
