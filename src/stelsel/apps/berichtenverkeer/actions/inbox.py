"""Into the inbox: stored first, decided later.

Files come from the upload page or from the post folder (`postmap`): messages, envelopes and zips.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction

from stelsel.apps.berichtenverkeer.models import InkomendBericht
from stelsel.istandaarden.codec import LIMIET_BYTES, OnleesbaarBericht
from stelsel.istandaarden.transport import get_volgorde
from stelsel.istandaarden.zipbestand import parse_zip

from .envelop import open_post

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_MB = 1024 * 1024


class BerichtGeweigerd(Exception):
    """The file does not enter the inbox; the text says why, in Dutch for the sender."""


@transaction.atomic
def register_inkomend_bericht(
    *, bestandsnaam: str, inhoud: bytes, now: datetime, by: User | None = None
) -> InkomendBericht:
    """Store a message as it came, or out of its envelope (at most 25 MB). `by`: who handed it in; None for
    the post folder. What is handed in with the same `now` is judged in its own order.

    Raises BerichtGeweigerd for an empty or too large file."""
    naam = get_naam(bestandsnaam)
    if not inhoud:
        raise BerichtGeweigerd(f"{naam} is leeg. Kies een bestand met een bericht.")
    if len(inhoud) > LIMIET_BYTES:
        raise BerichtGeweigerd(
            f"{naam} is te groot. Een bericht mag ten hoogste {LIMIET_BYTES // _MB} MB zijn. "
            "Verdeel het over meer berichten."
        )
    post = open_post(inhoud)
    return InkomendBericht.objects.create(
        bestandsnaam=naam,
        inhoud=post.inhoud,
        sha256=hashlib.sha256(post.inhoud).hexdigest(),
        envelop=post.envelop,
        referentienummer=post.envelop.get("referentienummer", ""),
        volgorde=get_volgorde(post.inhoud),
        ontvangen_at=now,
        aangeleverd_agb=by.agb if by else "",
        aangeleverd_gemeente=by.gemeentecode if by else "",
    )


def get_naam(bestandsnaam: str) -> str:
    """The name without folders; what is no text in it (another encoding) becomes a question mark."""
    return Path(bestandsnaam).name.encode("utf-8", "replace").decode()[:255] or "bestand.xml"


def list_inhoud(naam: str, stroom: BinaryIO) -> Iterator[tuple[str, bytes | BerichtGeweigerd]]:
    """Every file by itself, or why it cannot be read; what is no message in a zip is named too."""
    if not naam.lower().endswith(".zip"):
        yield naam, stroom.read(LIMIET_BYTES + 1)
        return
    try:
        berichten, andere = parse_zip(stroom)
    except OnleesbaarBericht as fout:
        yield naam, _weiger(naam, fout)
        return
    for bericht in berichten:
        inhoud = bericht.inhoud
        yield bericht.naam, inhoud if isinstance(inhoud, bytes) else _weiger(bericht.naam, inhoud)
    for ander in andere:
        yield ander, BerichtGeweigerd(f"{ander} is geen XML-bestand en is overgeslagen.")


def _weiger(naam: str, fout: OnleesbaarBericht) -> BerichtGeweigerd:
    return BerichtGeweigerd(f"{naam}: {fout.bevindingen[0].uitleg}")
