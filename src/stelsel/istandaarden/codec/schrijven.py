"""Values to XML as the standard asks (OP192): UTF-8 without mark, CR/LF, declared order, no empties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from itertools import islice
from typing import Any

from stelsel.istandaarden.berichten import Bericht, Berichtdefinitie, Klasse, Waarden
from stelsel.istandaarden.codec.lezen import check_wortel

_VERBODEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What does not go into the message as it is, or not at all.
_BIJZONDER = re.compile("[\x00-\x08\x0a-\x1f&<>\ud800-\udfff\ufffe\uffff]")
_TEKENS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_REGELEINDE = "\r\n"
#: Lines of text that are in memory at a time, beside the bytes.
_DEEL = 10_000


def write_waarde(naam: str, waarde: object) -> str:
    """One value as the text of an element; ValueError when XML cannot hold it. `naam`: for the error."""
    if isinstance(waarde, bool) or not isinstance(waarde, str | int | date | time):
        raise ValueError(f"{naam}: {type(waarde).__name__} is geen waarde van een bericht")
    if isinstance(waarde, date | time):
        return waarde.isoformat()
    tekst = str(waarde)
    if not _BIJZONDER.search(tekst):
        return tekst
    if _VERBODEN.search(tekst):
        raise ValueError(f"{naam} bevat een teken dat in XML niet kan")
    return tekst.translate(_TEKENS).replace("\n", _REGELEINDE)


def _is_leeg(waarde: object) -> bool:
    return waarde is None or waarde == "" or waarde == {} or waarde == []


def _write_klasse(waarden: Waarden, klasse: Klasse, inspring: str) -> Iterator[str]:
    if onbekend := waarden.keys() - klasse.namen:
        raise ValueError(f"{klasse.naam} kent geen {', '.join(sorted(onbekend))}")
    prefix = "b" if klasse.basis else "m"
    for element in klasse.elementen:
        inhoud: Any = waarden.get(element.naam)
        if _is_leeg(inhoud):
            continue
        naam = f"{prefix}:{element.naam}"
        for waarde in inhoud if element.meervoud else [inhoud]:
            if isinstance(element.type, Klasse):
                yield f"{inspring}<{naam}>"
                yield from _write_klasse(waarde, element.type, inspring + " ")
                yield f"{inspring}</{naam}>"
            else:
                yield f"{inspring}<{naam}>{write_waarde(element.naam, waarde)}</{naam}>"


def _render_regels(bericht: Bericht) -> Iterator[str]:
    definitie: Berichtdefinitie = bericht.definitie
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<m:Bericht xmlns:m="{definitie.namespace}" xmlns:b="{definitie.basis_namespace}">'
    yield from _write_klasse(bericht.waarden, definitie.wortel, " ")
    yield "</m:Bericht>"


def render_bericht(bericht: Bericht) -> bytes:
    """The bytes of a message, not judged. ValueError for values that no message can hold."""
    doel, regels = BytesIO(), _render_regels(bericht)
    while deel := list(islice(regels, _DEEL)):
        doel.write((_REGELEINDE.join(deel) + _REGELEINDE).encode("utf-8"))
    return doel.getvalue()


def write_bericht(bericht: Bericht) -> bytes:
    """The bytes of a message that is valid at level 1, of any size: the transport sets the limit.

    Raises OnleesbaarBericht when the values break the schema: what leaves the house is always valid."""
    data = render_bericht(bericht)
    check_wortel(data, bericht.definitie)
    return data
