"""What tables of statistics offices have in common: an area, a year, and text in some encoding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stelsel.lake.intake.lezen import IntakeFout

MEESTE_BYTES = 10_000_000
EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100
#: What stands in a cell whose figure is secret or unknown.
GEHEIM = frozenset({"", ".", "-", "x", "?", "•", "nb", "n.b."})


def decode_tekst(inhoud: bytes) -> str:
    """The text of a CSV in UTF-8 or Windows-1252. Raises IntakeFout for what is no text, or too much."""
    if len(inhoud) > MEESTE_BYTES:
        raise IntakeFout("Dit bestand is te groot (meer dan 10 MB).")
    if inhoud.startswith((b"PK", b"\xd0\xcf")):
        raise IntakeFout("Dit is een Excel- of zipbestand. Sla het op als CSV.")
    if b"\0" in inhoud:
        raise IntakeFout("Dit is geen tekstbestand. Lever een CSV-bestand aan.")
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def parse_gebied(code: str, naam: str) -> tuple[str, str]:
    """The code without prefix for a municipality, as it is for a larger area ("" for neither); the name."""
    naam = naam.strip()
    tekst = code.strip() or naam
    gemeente = re.fullmatch(r"(?:GM)?(\d{1,4})(?:\.0+)?", tekst.upper())
    if gemeente:
        return gemeente.group(1).zfill(4), naam if naam != tekst else ""
    groter = re.fullmatch(r"(?:NL|LD|PV|CR|JR|JZ|AM|RE)\s?\d{1,3}", tekst.upper())
    return (groter.group(0).replace(" ", ""), naam) if groter else ("", naam)


def parse_jaar(tekst: str) -> int | None:
    """The year in `2023`, `2023JJ00` or `2023*`; None where there is none that can be."""
    gevonden = re.search(r"(?<!\d)(\d{4})", tekst)
    jaar = int(gevonden.group(1)) if gevonden else 0
    return jaar if EERSTE_JAAR <= jaar <= LAATSTE_JAAR else None


def get_cel(rij: Sequence[str], plek: int | None) -> str:
    """A cell; "" where the row is shorter or the column is not there."""
    return rij[plek] if plek is not None and plek < len(rij) else ""
