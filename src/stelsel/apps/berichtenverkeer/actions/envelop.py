"""The envelope of the knooppunt around what comes in and goes out.

What comes in an envelope is stored as the message inside, with the facts of the envelope beside it, so that
the same message is recognised however it travels. What goes out gets its envelope when it is delivered: the
same sending has the same bytes, since the reference is a UUID (version 4) made of what is sent, and the
moment is that at which the message was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.utils import timezone

from stelsel.apps.berichtenverkeer.models import Aansluiting, InkomendBericht, UitgaandBericht
from stelsel.istandaarden.berichten import list_definities
from stelsel.istandaarden.codec import OnleesbaarBericht
from stelsel.istandaarden.controle import Controle, check_bericht
from stelsel.istandaarden.transport import (
    Applicatie,
    Envelop,
    Lading,
    Stuurgegevens,
    Systeem,
    check_envelop,
    check_post,
    create_envelop,
    find_kop,
    is_envelop,
    parse_envelop,
    render_envelop,
)

#: The fault message of the chain; it stands in both tables as if it were a kind of message.
FOUTMELDING = "Fo01"
_NAAM = "Stelsel"
_ANTWOORDEN = frozenset(d.naam for d in list_definities() if d.heen_soort is not None)


@dataclass(frozen=True)
class Post:
    """What is in a file: the message, and the facts of the envelope around it ({}: none, or unreadable)."""

    inhoud: bytes
    envelop: dict[str, Any] = field(default_factory=dict)


def open_post(data: bytes) -> Post:
    """The message out of its envelope. A Fo01 carries no message and stays as it came; so does an envelope
    that cannot be read, and the verdict will say why."""
    if not is_envelop(data):
        return Post(data)
    try:
        envelop = parse_envelop(data)
    except OnleesbaarBericht:
        return Post(data)
    feiten = asdict(envelop.stuurgegevens)
    feiten["tijdstip"] = envelop.stuurgegevens.tijdstip.isoformat()
    inhoud = envelop.inhoud
    if not isinstance(inhoud, Lading):
        return Post(data, feiten)
    feiten |= {"bestandsnaam": inhoud.bestandsnaam, "sha256": hashlib.sha256(data).hexdigest()}
    return Post(inhoud.data, feiten)


def create_stuurgegevens(feiten: Mapping[str, Any]) -> Stuurgegevens:
    """The address side of an envelope again, from its stored facts."""
    return Stuurgegevens(
        berichtcode=feiten["berichtcode"],
        zender=Systeem(**feiten["zender"]),
        ontvanger=Systeem(**feiten["ontvanger"]),
        referentienummer=feiten["referentienummer"],
        tijdstip=datetime.fromisoformat(feiten["tijdstip"]),
        cross_refnummer=feiten["cross_refnummer"],
        functie=feiten["functie"],
    )


def create_ontvangen_envelop(rij: InkomendBericht) -> Envelop:
    """The envelope in which a message came; its versions, which nobody judges, are left at 0."""
    lading = Lading(bytes(rij.inhoud), (0, 0), (0, 0), rij.envelop.get("bestandsnaam", ""))
    return Envelop(create_stuurgegevens(rij.envelop), lading)


def check_ontvangen(rij: InkomendBericht) -> Controle:
    """Levels 1 and 2 of what came in. An envelope that disagrees with its message counts as level 1."""
    inhoud = bytes(rij.inhoud)
    if not rij.envelop:
        return check_post(inhoud)
    bevindingen = check_envelop(create_ontvangen_envelop(rij))
    controle = check_bericht(inhoud)
    if bevindingen and controle.niveau != 1:
        return Controle(controle.naam, 1, bevindingen)
    return controle


def get_partijen(rij: InkomendBericht) -> tuple[str, str]:
    """Who sent it to whom, by the envelope or else by the header; "" where neither can be read."""
    if rij.envelop:
        return rij.envelop["zender"]["organisatie"], rij.envelop["ontvanger"]["organisatie"]
    try:
        kop = find_kop(bytes(rij.inhoud))
    except OnleesbaarBericht:
        return "", ""
    return kop.zender, kop.geadresseerde


def get_applicatie(administratie: str = "") -> Applicatie:
    """How we call ourselves on an envelope."""
    hoofd, sub = version("stelsel").split(".")[:2]
    return Applicatie(_NAAM, (int(hoofd), int(sub)), administratie)


def create_referentienummer(*delen: str) -> str:
    """A UUID (version 4 in form) that is always the same for the same parts."""
    zaad = hashlib.sha256("|".join(delen).encode()).digest()[:16]
    return str(UUID(bytes=zaad, version=4))


def get_tijdstip(moment: datetime) -> datetime:
    """Dutch clock time without zone, in whole seconds, as an envelope wants it."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def render_verzending(rij: UitgaandBericht, aansluiting: Aansluiting | None) -> tuple[bytes, str]:
    """What is delivered, and the reference of its envelope ("" for a bare file).

    An answer goes back as the question came. Raises OnleesbaarBericht when it does not fit an envelope."""
    inhoud = bytes(rij.inhoud)
    if rij.bericht == FOUTMELDING:
        return inhoud, rij.referentienummer
    wens = aansluiting is not None and aansluiting.in_envelop
    if not (rij.cross_refnummer if rij.bericht in _ANTWOORDEN else wens):
        return inhoud, ""
    referentie = create_referentienummer(
        rij.gemeente_id or "", rij.sha256, rij.cross_refnummer, str(rij.verzendingen)
    )
    envelop = create_envelop(
        inhoud,
        applicatie=get_applicatie(aansluiting.administratie if aansluiting else ""),
        referentienummer=referentie,
        tijdstip=get_tijdstip(rij.gemaakt_at),
        cross_refnummer=rij.cross_refnummer,
    )
    return render_envelop(envelop), referentie
