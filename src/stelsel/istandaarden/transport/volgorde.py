"""In which order messages that were handed in together are judged.

Whoever hands in a start, its stop and the claim on it in one go meant them in that order, whatever the files
are called. The key orders by Dagtekening, then retours before the rest (they speak of what was sent before),
then by kind (305, 307, 315, 317, 323) and Identificatie. It is read from the header only and judges nothing.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from stelsel.istandaarden.codec.lezen import find_definitie, find_wortelnaam
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht
from stelsel.istandaarden.transport.definitie import find_envelop
from stelsel.istandaarden.transport.kop import find_header

#: After everything that can be read.
ONBEKEND = "~"
_MEESTE_TEKENS = 40


def is_envelop(data: bytes, *, limiet: int = LIMIET_BYTES) -> bool:
    """Whether the root element is that of an envelope; nothing behind it is looked at."""
    try:
        naam, _ = find_wortelnaam(data, limiet=limiet)
    except OnleesbaarBericht:
        return False
    return find_envelop(naam) is not None


def get_volgorde(data: bytes, *, limiet: int = LIMIET_BYTES) -> str:
    """The key of one message, at most 40 characters, to be compared as text; "~" when it has no readable
    header. Never raises on bad data."""
    try:
        definitie = find_definitie(data, limiet=limiet)
        header: Any = find_header(data)
    except OnleesbaarBericht:
        return ONBEKEND
    if header is None:
        return ONBEKEND
    delen = {etree.QName(kind).localname: kind.text or "" for kind in header.iter(etree.Element)}
    retour = "DagtekeningRetour" in delen
    dagtekening = delen.get("DagtekeningRetour" if retour else "Dagtekening", "").strip() or ONBEKEND
    identificatie = delen.get("IdentificatieRetour" if retour else "Identificatie", "").strip()
    soort = f"{0 if retour else 1}{definitie.soort}"
    return f"{dagtekening[:10]}|{soort}|{identificatie}"[:_MEESTE_TEKENS]
