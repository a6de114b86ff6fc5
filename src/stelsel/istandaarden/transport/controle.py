"""Does an envelope fit what it carries, and is what it carries right? For post as it comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from stelsel.istandaarden.berichten import list_definities
from stelsel.istandaarden.catalogus.transport import find_transportfout
from stelsel.istandaarden.codec.lezen import find_wortelnaam
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, read_all
from stelsel.istandaarden.controle import Controle, check_bericht
from stelsel.istandaarden.transport.definitie import find_envelop
from stelsel.istandaarden.transport.envelop import Envelop, Fout, Lading, Stuurgegevens, parse_envelop
from stelsel.istandaarden.transport.kop import Berichtkop, find_kop
from stelsel.kern.bevinding import Bevinding

_ORGANISATIE = re.compile(r"\d{4}|\d{8}")
_NAMEN = {definitie.naam for definitie in list_definities()}
_NEGEN_CIJFERS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def render_fout(fout: Fout) -> str:
    """What a Fo01 tells and what to do about it, in plain Dutch. A number that may be a BSN is left out."""
    bekend = find_transportfout(fout.code)
    if bekend is not None:
        return f"{fout.code}: {bekend.uitleg} {bekend.doe}"
    omschrijving = _NEGEN_CIJFERS.sub("…", fout.omschrijving)
    return f"{fout.code}: deze code kennen wij niet. De melding zegt: “{omschrijving}”."


def _bestand(uitleg: str) -> Bevinding:
    return Bevinding("BESTAND", uitleg)


def _noem(organisatie: str) -> str:
    """The code of an organisation; anything else is not repeated, it may be about a person."""
    return organisatie if _ORGANISATIE.fullmatch(organisatie) else "geen gemeentecode of AGB-code"


def _list_verschillen(stuur: Stuurgegevens, kop: Berichtkop) -> Iterator[Bevinding]:
    """Where the envelope says something else than the header of the message."""
    naam = kop.definitie.naam
    if stuur.functie != naam:
        functie = stuur.functie if stuur.functie in _NAMEN else "een onbekend bericht"
        yield _bestand(f"De envelop kondigt {functie} aan, maar er zit {naam} in. Maak ze gelijk.")
    hoort = "Du01" if kop.is_antwoord else "Di01"
    if stuur.berichtcode != hoort:
        yield _bestand(f"Een {naam} hoort in een {hoort}, niet in een {stuur.berichtcode}.")
    partijen = (
        ("zender", stuur.zender.organisatie, kop.zender),
        ("ontvanger", stuur.ontvanger.organisatie, kop.geadresseerde),
    )
    for rol, op_envelop, in_bericht in partijen:
        if not in_bericht:
            yield _bestand(f"De {rol} is niet uit de kop van het bericht te lezen. Verbeter de Header.")
        elif op_envelop != in_bericht:
            verschil = f"{_noem(op_envelop)} op de envelop, {_noem(in_bericht)} volgens het bericht"
            yield _bestand(f"De {rol} verschilt: {verschil}. Maak ze gelijk.")


def check_envelop(envelop: Envelop, *, limiet: int = LIMIET_BYTES) -> list[Bevinding]:
    """Where the envelope does not fit what it carries: another functie, another zender or ontvanger, a
    heen message in a Du01, no message at all. [] when it fits; the message itself is not checked."""
    inhoud = envelop.inhoud
    if isinstance(inhoud, Fout):
        return [_bestand(f"Dit is een foutmelding (Fo01), geen bericht. {render_fout(inhoud)}")]
    if inhoud.bestandsnaam:
        return [_bestand("In de envelop zit een tekstbestand, geen bericht van iWmo of iJw.")]
    try:
        kop = find_kop(inhoud.data, limiet=limiet)
    except OnleesbaarBericht as fout:
        return fout.bevindingen
    return list(_list_verschillen(envelop.stuurgegevens, kop))


def _check_inhoud(envelop: Envelop, limiet: int) -> Controle:
    """The verdict on the message inside; at level 1 when the envelope does not fit it."""
    bevindingen = check_envelop(envelop, limiet=limiet)
    if not isinstance(envelop.inhoud, Lading) or envelop.inhoud.bestandsnaam:
        return Controle(None, 1, bevindingen)
    controle = check_bericht(envelop.inhoud.data, limiet=limiet)
    if bevindingen and controle.niveau != 1:
        return Controle(controle.naam, 1, bevindingen)
    return controle


def parse_lading(data: bytes, *, limiet: int = LIMIET_BYTES) -> bytes:
    """The message in a file, with or without envelope. OnleesbaarBericht when there is none."""
    naam, _ = find_wortelnaam(data, limiet=limiet)
    if find_envelop(naam) is None:
        return data
    inhoud = parse_envelop(data, limiet=limiet).inhoud
    if not isinstance(inhoud, Lading):
        raise OnleesbaarBericht([_bestand("Dit is een foutmelding (Fo01), geen bericht.")])
    return inhoud.data


def check_post(data: bytes | BinaryIO, *, limiet: int = LIMIET_BYTES) -> Controle:
    """All findings on one file, a message as such or in an envelope, at most `limiet` bytes. Never raises on
    bad data. Places and line numbers are those of the message, wherever it came from."""
    try:
        inhoud = data if isinstance(data, bytes) else read_all(data, limiet=limiet)
        naam, _ = find_wortelnaam(inhoud, limiet=limiet)
        if find_envelop(naam) is None:
            return check_bericht(inhoud, limiet=limiet)
        return _check_inhoud(parse_envelop(inhoud, limiet=limiet), limiet)
    except OnleesbaarBericht as fout:
        return Controle(None, 1, fout.bevindingen)
