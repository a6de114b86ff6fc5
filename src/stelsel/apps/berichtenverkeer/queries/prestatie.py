"""The piece of a message in which one claim line stands, for the page of that line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from stelsel.apps.declaraties.queries import get_regel
from stelsel.istandaarden.codec import OnleesbaarBericht
from stelsel.istandaarden.codec.declaratie import stream_declaratie

from ..models import InkomendBericht
from .declaratiebericht import get_declaratiebericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_EINDE = b"Prestatie>"
_MEESTE_REGELS = 60
_LANGSTE_REGEL = 200


@dataclass(frozen=True)
class Prestatieplek:
    """Where a line stands in the bytes of its message. `ongewijzigd`: the bytes still have the digest that
    the claim was judged under; `regels`: line numbers with their text, none of them about another client."""

    declaratie_id: int
    bericht: InkomendBericht
    regelnummer: int
    ongewijzigd: bool
    regels: list[tuple[int, str]]


def get_prestatieplek(user: User, sleutel: int) -> Prestatieplek | None:
    """The place of the claim line with this key; None when user, message or place is not known."""
    regel = get_regel(user, sleutel)
    bericht = get_declaratiebericht(user, regel.declaratie) if regel is not None else None
    if regel is None or bericht is None:
        return None
    inhoud = bytes(bericht.inhoud)
    nummer = _find_regelnummer(inhoud, regel.rij)
    if nummer is None:
        return None
    ongewijzigd = hashlib.sha256(inhoud).hexdigest() == regel.declaratie.bericht_sha256
    return Prestatieplek(regel.declaratie_id, bericht, nummer, ongewijzigd, _list_regels(inhoud, nummer))


def _find_regelnummer(inhoud: bytes, rij: int) -> int | None:
    try:
        nummers = stream_declaratie(BytesIO(inhoud), limiet=len(inhoud) + 1).regels["regelnummer"]
    except OnleesbaarBericht:
        return None
    return int(nummers[rij]) if rij < len(nummers) else None


def _list_regels(inhoud: bytes, eerste: int) -> list[tuple[int, str]]:
    """From the line on which it begins to the one on which it ends; none of a message on one line, in which
    other clients would be shown too."""
    bron = inhoud.splitlines()[eerste - 1 : eerste - 1 + _MEESTE_REGELS]
    if bron[0].count(b"<") > 1:
        return []
    einde = next((n for n, tekst in enumerate(bron) if n and tekst.strip().endswith(_EINDE)), len(bron) - 1)
    teksten = (tekst.decode("utf-8", "replace")[:_LANGSTE_REGEL] for tekst in bron[: einde + 1])
    return list(enumerate(teksten, start=eerste))
