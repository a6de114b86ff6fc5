"""The header of a message, read without reading the message: enough to address it, to judge an envelope, or
to put messages in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from stelsel.istandaarden.berichten import Berichtdefinitie
from stelsel.istandaarden.codec.lezen import BLOK, find_definitie
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, check_blok, create_pull_parser

#: A header is some twenty short elements; a start this long without its end is no header.
_MEESTE_BYTES = 4 * BLOK


@dataclass(frozen=True)
class Berichtkop:
    """Which message it is, and the two parties as its header names them, "" where they cannot be read."""

    definitie: Berichtdefinitie
    afzender: str
    ontvanger: str

    @property
    def is_antwoord(self) -> bool:
        """A retour or a 325: it travels in a Du01 and names the envelope it answers."""
        return self.definitie.heen_soort is not None

    @property
    def is_omgekeerd(self) -> bool:
        """A retour keeps the header of what it answers, so it travels from Ontvanger to Afzender."""
        return self.is_antwoord and self.definitie.soort != "325"

    @property
    def zender(self) -> str:
        """The organisation that sends this message."""
        return self.ontvanger if self.is_omgekeerd else self.afzender

    @property
    def geadresseerde(self) -> str:
        """The organisation that this message is for."""
        return self.afzender if self.is_omgekeerd else self.ontvanger


def find_header(data: bytes) -> Any | None:
    """The first element Header, once it has ended; None when it does not end or is not well-formed."""
    parser = create_pull_parser("end")
    try:
        for begin in range(0, min(len(data), _MEESTE_BYTES), BLOK):
            blok = data[begin : begin + BLOK]
            check_blok(blok)
            parser.feed(blok)
            for gebeurtenis in parser.read_events():
                element: Any = gebeurtenis[1]
                if etree.QName(element).localname == "Header":
                    return element
    except (etree.XMLSyntaxError, ValueError):  # a prefix that is declared nowhere makes no name
        return None
    return None


def find_kop(data: bytes, *, limiet: int = LIMIET_BYTES) -> Berichtkop:
    """The header of the message in `data`; nothing after it is read, and level 1 is not judged.

    OnleesbaarBericht when it is no message of this standard."""
    definitie = find_definitie(data, limiet=limiet)
    header = find_header(data)
    delen = {etree.QName(kind).localname: kind.text or "" for kind in header} if header is not None else {}
    return Berichtkop(definitie, delen.get("Afzender", ""), delen.get("Ontvanger", ""))
