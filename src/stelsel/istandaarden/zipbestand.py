"""A zip with messages, judged from its directory before anything is unpacked.

Refused: more than 30 messages or 100 entries, a zip inside the zip, links, absolute paths or paths with "..",
encrypted entries, an entry above the size limit, and one that grows more than a hundredfold (a zip bomb).
"""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, te_groot, weiger

#: Everything that the library raises on a damaged archive; a name in no encoding is a ValueError.
_STUK = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)
#: What the national transport accepts in one zip, and the growth above which a file is a bomb.
MEESTE_BERICHTEN = 30
MEESTE_INGANGEN = 100
GROOTSTE_VERHOUDING = 100
_VERSLEUTELD = 0x1


@dataclass(frozen=True)
class Zipbericht:
    """One message from a zip: its name inside, and its bytes or why they cannot be read."""

    naam: str
    inhoud: bytes | OnleesbaarBericht


def _is_bericht(naam: str) -> bool:
    """By its extension; what a Mac adds beside every file (__MACOSX/._post.xml) is none."""
    pad = PurePosixPath(naam.replace("\\", "/"))
    return pad.suffix.lower() == ".xml" and "__MACOSX" not in pad.parts


def _check_ingang(ingang: zipfile.ZipInfo, limiet: int) -> None:
    """Refuse the whole zip for one dangerous entry."""
    pad = PurePosixPath(ingang.filename.replace("\\", "/"))
    if pad.is_absolute() or ".." in pad.parts or ":" in ingang.filename:
        raise weiger("Het zipbestand bevat een bestand met een gevaarlijk pad. Pak het opnieuw in.")
    if stat.S_ISLNK(ingang.external_attr >> 16):
        raise weiger("Het zipbestand bevat een verwijzing naar een ander bestand. Pak het opnieuw in.")
    if ingang.flag_bits & _VERSLEUTELD:
        raise weiger("Het zipbestand heeft een wachtwoord. Lever het zonder wachtwoord aan.")
    if pad.suffix.lower() == ".zip":
        raise weiger("In het zipbestand zit nog een zipbestand. Pak de berichten in één zipbestand in.")
    if ingang.file_size > limiet:
        raise te_groot(limiet)
    if ingang.file_size > GROOTSTE_VERHOUDING * max(ingang.compress_size, 1):
        raise weiger("Een bestand in het zipbestand wordt bij uitpakken meer dan honderd keer zo groot.")


def _read(archief: zipfile.ZipFile, ingang: zipfile.ZipInfo, limiet: int) -> bytes | OnleesbaarBericht:
    """The bytes of one entry, never more than the limit, whatever the directory promised."""
    try:
        with archief.open(ingang) as bron:
            data = bron.read(limiet + 1)
    except _STUK:
        return weiger("Dit bestand is niet uit het zipbestand te halen. Pak het opnieuw in.")
    return te_groot(limiet) if len(data) > limiet else data


def parse_zip(stroom: BinaryIO, *, limiet: int = LIMIET_BYTES) -> tuple[Iterator[Zipbericht], list[str]]:
    """The messages (.xml) in a zip, one at a time in memory, and the names that were passed over.

    `limiet`: the most bytes of the zip and of each message. Raises OnleesbaarBericht when the zip as a whole
    is refused."""
    stroom.seek(0, 2)
    if stroom.tell() > limiet:
        raise te_groot(limiet)
    try:
        archief = zipfile.ZipFile(stroom)
    except _STUK:
        raise weiger("Dit is geen goed zipbestand. Pak het opnieuw in.") from None
    ingangen = [ingang for ingang in archief.infolist() if not ingang.filename.endswith("/")]
    berichten = [ingang for ingang in ingangen if _is_bericht(ingang.filename)]
    if len(berichten) > MEESTE_BERICHTEN or len(ingangen) > MEESTE_INGANGEN:
        raise weiger(
            f"In een zipbestand passen hoogstens {MEESTE_BERICHTEN} berichten. Verdeel ze over meer."
        )
    for ingang in ingangen:
        _check_ingang(ingang, limiet)
    andere = [ingang.filename for ingang in ingangen if ingang not in berichten]
    return (Zipbericht(i.filename, _read(archief, i, limiet)) for i in berichten), andere
