"""Check one file: is it a message, does it fit the schema (level 1), is its content consistent (level 2)?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO, Literal

from stelsel.istandaarden.berichten import DECLARATIE_SOORTEN, Bericht, Berichtdefinitie
from stelsel.istandaarden.codec.declaratie import Declaratie, stream_declaratie
from stelsel.istandaarden.codec.lezen import (
    GROOT,
    check_welgevormd,
    find_definitie,
    parse_klasse,
    parse_wortel,
)
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, read_all
from stelsel.istandaarden.codec.plaats import find_regelnummers
from stelsel.istandaarden.regels.uitvoering import check_declaratie, check_inhoud
from stelsel.kern.bevinding import Bevinding

Niveau = Literal[0, 1, 2]


@dataclass(frozen=True)
class Controle:
    """`naam`: JW301, None when unknown; `niveau`: 0 clean, 1 stopped at the schema, 2 content."""

    naam: str | None
    niveau: Niveau
    bevindingen: list[Bevinding]
    inhoud: Bericht | Declaratie | None = None

    @property
    def bericht(self) -> Bericht | None:
        """The message, when it passed level 1."""
        return self.inhoud.als_bericht() if isinstance(self.inhoud, Declaratie) else self.inhoud


def _met_regelnummers(bevindingen: list[Bevinding], data: bytes) -> list[Bevinding]:
    """Each with the line of the element it points at, in order of the document."""
    if not bevindingen:
        return []
    regelnummers = find_regelnummers(data, {b.plaats for b in bevindingen})
    genummerd = [replace(b, regelnummer=regelnummers.get(b.plaats)) for b in bevindingen]
    return sorted(genummerd, key=lambda b: (b.regelnummer is None, b.regelnummer or 0, b.regel))


def check_bericht(data: bytes | BinaryIO, *, limiet: int = LIMIET_BYTES) -> Controle:
    """All findings on one message, at most `limiet` bytes. Never raises on bad data.

    A 323 or 325 is read as a stream; every other message as a document."""
    naam: str | None = None
    try:
        inhoud = data if isinstance(data, bytes) else read_all(data, limiet=limiet)
        definitie = find_definitie(inhoud, limiet=limiet)
        naam = definitie.naam
        if definitie.soort in DECLARATIE_SOORTEN:
            return _check_declaratie(inhoud, definitie, limiet)
        bericht = Bericht(definitie, parse_klasse(parse_wortel(inhoud, definitie), definitie.wortel))
    except OnleesbaarBericht as fout:
        return Controle(naam, 1, fout.bevindingen)
    bevindingen = _met_regelnummers(check_inhoud(bericht), inhoud)
    return Controle(naam, 2 if bevindingen else 0, bevindingen, bericht)


def _check_declaratie(data: bytes, definitie: Berichtdefinitie, limiet: int) -> Controle:
    try:
        declaratie = stream_declaratie(BytesIO(data), limiet=limiet)
    except OnleesbaarBericht as fout:
        if len(data) <= GROOT:
            parse_klasse(parse_wortel(data, definitie), definitie.wortel)  # the same faults, with their place
        elif fout.bevindingen[0].regel == "BESTAND":
            check_welgevormd(data)
        raise
    bevindingen = _met_regelnummers(check_declaratie(declaratie), data)
    return Controle(definitie.naam, 2 if bevindingen else 0, bevindingen, declaratie)
