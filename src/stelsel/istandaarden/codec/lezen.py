"""XML to values: a nested dict by element name; text, int, date, time; a list for a repeated element."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from lxml import etree

from stelsel.istandaarden.berichten import (
    Bericht,
    Berichtdefinitie,
    Datatype,
    Klasse,
    get_definitie_by_namespace,
)
from stelsel.istandaarden.codec.parser import LIMIET_BYTES, OnleesbaarBericht, parse_xml, weiger
from stelsel.istandaarden.codec.schema import list_schemafouten
from stelsel.istandaarden.codec.uitleg import render_plaats, render_schemafouten
from stelsel.kern.bevinding import Bevinding


def parse_waarde(tekst: str, datatype: Datatype) -> str | int | date | time:
    """The value of one element that passed level 1. ValueError for a date that Python cannot hold (year 10000)."""
    if datatype.basis == "string":
        return tekst
    if datatype.basis == "integer":
        return int(tekst)
    if datatype.basis == "date":
        return date.fromisoformat(tekst.strip())
    tekst = tekst.strip()
    return time(0, 0) if tekst.startswith("24:") else time.fromisoformat(tekst)


def parse_klasse(element: etree._Element, klasse: Klasse) -> dict[str, Any]:
    """The values of one class; the element passed level 1, so every child is known."""
    waarden: dict[str, Any] = {}
    for kind in element:
        naam = etree.QName(kind).localname
        deel = klasse.get_element(naam)
        waarde: Any
        if isinstance(deel.type, Klasse):
            waarde = parse_klasse(kind, deel.type)
        else:
            try:
                waarde = parse_waarde(kind.text or "", deel.type)
            except ValueError:
                raise _geen_datum(kind, naam) from None
        if deel.meervoud:
            waarden.setdefault(naam, []).append(waarde)
        else:
            waarden[naam] = waarde
    return waarden


def get_regelnummer(element: etree._Element) -> int | None:
    """The line of the element in the file, 1-based."""
    regel: Any = element.sourceline
    return int(regel) if regel else None


def _geen_datum(element: etree._Element, naam: str) -> OnleesbaarBericht:
    uitleg = f"De waarde van {naam} is geen bruikbare datum of tijd. Vul een datum in van na het jaar 0."
    plaats = render_plaats(element)
    return OnleesbaarBericht([Bevinding("XSD", uitleg, plaats=plaats, regelnummer=get_regelnummer(element))])


def find_definitie(wortel: etree._Element) -> Berichtdefinitie:
    """The definition that belongs to the root element; OnleesbaarBericht for an unknown message."""
    naam = etree.QName(wortel)
    definitie = get_definitie_by_namespace(naam.namespace or "")
    if definitie is None or naam.localname != "Bericht":
        raise weiger(
            "Dit bericht is niet bekend. Lever een bericht van iWmo 3.2 of iJw 3.2 aan.",
            regelnummer=get_regelnummer(wortel),
        )
    return definitie


def parse_wortel(wortel: etree._Element, definitie: Berichtdefinitie) -> Bericht:
    """Level 1 and the values of a document in memory. OnleesbaarBericht with the findings of level 1."""
    fouten = list_schemafouten(wortel, definitie)
    if fouten:
        raise OnleesbaarBericht(render_schemafouten(fouten, definitie, wortel))
    return Bericht(definitie, parse_klasse(wortel, definitie.wortel))


def parse_bericht(data: bytes, *, limiet: int = LIMIET_BYTES) -> Bericht:
    """The message in `data` (UTF-8 XML, at most `limiet` bytes), after level 1.

    Raises OnleesbaarBericht, which carries the findings: "BESTAND" when it is no readable XML of this
    standard, "XSD" when it breaks the schema."""
    wortel = parse_xml(data, limiet=limiet)
    return parse_wortel(wortel, find_definitie(wortel))
