"""Files as people have them (a message, an envelope, a zip): each message in them with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, weiger
from stelsel.istandaarden.controle import Controle
from stelsel.istandaarden.transport import Lading, check_post, parse_envelop
from stelsel.istandaarden.zipbestand import parse_zip

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_KANTOOR = (b"[Content_Types].xml", b"vnd.oasis.opendocument")
_BEGIN = 4096
_GEEN_BERICHT = {
    "pdf": "Dit is een pdf-bestand, geen bericht. Kies het XML-bestand.",
    "webpagina": "Dit is een webpagina, geen bericht. Download het bericht opnieuw.",
    "kantoor": "Dit is een Word- of Excel-bestand, geen bericht. Kies het XML-bestand.",
}


@dataclass(frozen=True)
class Gecontroleerd:
    """One message: the name of its file (`post.zip!a.xml` in a zip), its verdict and the bytes that places
    and lines count in. `overgeslagen`: no message, but something else in a zip that was passed over."""

    naam: str
    controle: Controle
    data: bytes = b""
    overgeslagen: bool = False


def check_bestanden(
    bestanden: Iterable[tuple[str, bytes]], *, limiet: int = LIMIET_BYTES
) -> Iterator[Gecontroleerd]:
    """Every message in these files (name, bytes), one at a time in memory. Never raises on bad data.

    A zip is known by its first bytes, whatever it is called. `limiet`: the most bytes of a file."""
    for naam, data in bestanden:
        soort = _find_soort(data)
        if soort:
            yield Gecontroleerd(naam, _onleesbaar(weiger(_GEEN_BERICHT[soort])))
        elif data.startswith(_ZIP) or naam.lower().endswith(".zip"):
            yield from _check_zip(naam, data, limiet)
        else:
            yield _check(naam, data, limiet)


def _find_soort(data: bytes) -> str:
    """What a file is that people often take for a message; "" when it may be one."""
    begin = data[:_BEGIN].lstrip().lower()
    if begin.startswith(b"%pdf"):
        return "pdf"
    if begin.startswith((b"<!doctype html", b"<html")):
        return "webpagina"
    if data.startswith(_ZIP) and any(
        merk in deel for merk in _KANTOOR for deel in (data[:_BEGIN], data[-_BEGIN:])
    ):
        return "kantoor"
    return ""


def _onleesbaar(fout: OnleesbaarBericht) -> Controle:
    return Controle(None, 1, fout.bevindingen)


def _check(naam: str, data: bytes, limiet: int) -> Gecontroleerd:
    return Gecontroleerd(naam, check_post(data, limiet=limiet), _find_lading(data, limiet))


def _find_lading(data: bytes, limiet: int) -> bytes:
    """The message inside an envelope; anything else as it is."""
    try:
        inhoud = parse_envelop(data, limiet=limiet).inhoud
    except OnleesbaarBericht:
        return data
    return inhoud.data if isinstance(inhoud, Lading) else data


def _check_zip(naam: str, data: bytes, limiet: int) -> Iterator[Gecontroleerd]:
    try:
        berichten, andere = parse_zip(BytesIO(data), limiet=limiet)
    except OnleesbaarBericht as fout:
        yield Gecontroleerd(naam, _onleesbaar(fout))
        return
    leeg = True
    for bericht in berichten:
        binnen, inhoud, leeg = f"{naam}!{bericht.naam}", bericht.inhoud, False
        if isinstance(inhoud, bytes):
            yield _check(binnen, inhoud, limiet)
        else:
            yield Gecontroleerd(binnen, _onleesbaar(inhoud))
    for ander in andere:
        yield Gecontroleerd(f"{naam}!{ander}", Controle(None, 0, []), overgeslagen=True)
    if leeg:
        reden = weiger("In dit zipbestand zit geen bericht (.xml). Pak de berichten er opnieuw in.")
        yield Gecontroleerd(naam, _onleesbaar(reden))
