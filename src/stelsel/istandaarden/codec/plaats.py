"""Where something stands in a message: as a path with positions, and as a line in the file.

/Bericht/Client/Contactgegevens/Contact[2]: names without prefixes, a position only where a sibling has the
same name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from io import BytesIO
from itertools import accumulate
from typing import Any

from lxml import etree

from stelsel.istandaarden.codec.parser import GEHARD

_MEESTE_REGELS = 65_535
_STAP = re.compile(r"/(?:([^/:\[\]]+):)?([^/:\[\]]+)(?:\[(\d+)\])?")


def render_plaats(element: etree._Element) -> str:
    """The path of one element."""
    delen: list[str] = []
    huidig: etree._Element | None = element
    while huidig is not None:
        ouder = huidig.getparent()
        naam = etree.QName(huidig).localname
        gelijke = [] if ouder is None else [kind for kind in ouder if etree.QName(kind).localname == naam]
        delen.append(f"{naam}[{gelijke.index(huidig) + 1}]" if len(gelijke) > 1 else naam)
        huidig = ouder
    return "/" + "/".join(reversed(delen))


def find_element(wortel: etree._Element, pad: str) -> etree._Element | None:
    """The element at a path of libxml2: /a:Bericht/*[2]/b:Naam[1], prefixes as they stand in the document.

    XPath itself cannot follow it where a prefix is declared below the root."""
    huidig = wortel
    for prefix, naam, positie in _STAP.findall(pad)[1:]:
        kinderen = [
            kind
            for kind in huidig
            if naam == "*" or (kind.prefix == (prefix or None) and etree.QName(kind).localname == naam)
        ]
        plek = int(positie or 1)
        if plek > len(kinderen):
            return None
        huidig = kinderen[plek - 1]
    return huidig


def get_regelnummer(element: etree._Element) -> int | None:
    """The line of the element in the file, 1-based."""
    regel: Any = element.sourceline
    if not regel:
        return None
    # From here on libxml2 does not know the line of an element, but that of the end of its first text.
    verder = (element.text or "").count("\n") if regel >= _MEESTE_REGELS else 0
    return int(regel) - verder


def _genummerd(plaats: str) -> list[str]:
    """Every path from the root down to this place, each step with its position."""
    stappen = (stap if stap.endswith("]") else f"{stap}[1]" for stap in plaats.split("/")[1:])
    return list(accumulate(f"/{stap}" for stap in stappen))


def find_regelnummers(data: bytes, plaatsen: Collection[str]) -> dict[str, int | None]:
    """Per place the line of its element; of what is above it when it is absent.

    `data`: a document that passed level 1. It is read once and not kept."""
    paden = {plaats: _genummerd(plaats) for plaats in plaatsen if plaats}
    gezocht = {pad for boven in paden.values() for pad in boven}
    gevonden: dict[str, int | None] = {}
    stapel = [""]
    tellers: list[Counter[str]] = [Counter()]
    for gebeurtenis, element in etree.iterparse(BytesIO(data), events=("start", "end"), **GEHARD):
        if gebeurtenis == "end":
            element.clear(keep_tail=False)
            stapel.pop()
            tellers.pop()
            continue
        naam = etree.QName(element).localname
        tellers[-1][naam] += 1
        pad = f"{stapel[-1]}/{naam}[{tellers[-1][naam]}]"
        stapel.append(pad)
        tellers.append(Counter())
        if pad in gezocht:
            gevonden[pad] = get_regelnummer(element)
    return {
        plaats: next((gevonden[pad] for pad in reversed(boven) if pad in gevonden), None)
        for plaats, boven in paden.items()
    }
