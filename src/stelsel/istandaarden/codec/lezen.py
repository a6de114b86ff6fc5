"""XML to values: a nested dict by element name; text, int, date, time; a list for a repeated element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from stelsel.istandaarden.codec.parser import (
    KOP,
    LIMIET_BYTES,
    OnleesbaarBericht,
    check_blok,
    check_doctype,
    check_kop,
    create_parser,
    create_pull_parser,
    parse_xml,
    syntaxfout,
    te_groot,
    weiger,
)
from stelsel.istandaarden.codec.schema import get_schema, list_logregels, list_schemafouten
from stelsel.istandaarden.codec.uitleg import (
    MEESTE_FOUTEN,
    render_plaats,
    render_schemafouten,
    vertaal_syntaxfout,
)
from stelsel.kern.bevinding import Bevinding

#: Bytes per read.
BLOK = 64 * 1024
#: How far reading goes on after the first fault (bytes).
_NALOOP = 1024 * 1024
#: Above this size a document is judged while it is read, so that a fault stops it before it fills memory.
GROOT = 2 * 1024 * 1024


def parse_waarde(tekst: str, datatype: Datatype) -> str | int | date | time:
    """The value of one element that passed level 1; ValueError for a date after the year 9999."""
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


def find_regelnummer(wortel: etree._Element, plaats: str) -> int | None:
    """The line of the element at this place (/Bericht/Client/Bsn); of what is above it when it is absent."""
    huidig = wortel
    for stap in plaats.split("/")[2:]:
        naam, _, positie = stap.partition("[")
        gelijke = [kind for kind in huidig if etree.QName(kind).localname == naam]
        if not gelijke:
            break
        huidig = gelijke[int(positie.rstrip("]")) - 1 if positie else 0]
    return get_regelnummer(huidig)


def _geen_datum(element: etree._Element, naam: str) -> OnleesbaarBericht:
    uitleg = f"De waarde van {naam} is geen bruikbare datum of tijd. Vul een jaar van vier cijfers in."
    plaats = render_plaats(element)
    return OnleesbaarBericht([Bevinding("XSD", uitleg, plaats=plaats, regelnummer=get_regelnummer(element))])


def check_naam(naam: str, regelnummer: int | None) -> Berichtdefinitie:
    """The definition that belongs to the root element; OnleesbaarBericht for an unknown message."""
    wortelnaam = etree.QName(naam)
    definitie = get_definitie_by_namespace(wortelnaam.namespace or "")
    if definitie is None or wortelnaam.localname != "Bericht":
        raise weiger(
            "Dit bericht is niet bekend. Lever een bericht van iWmo 3.2 of iJw 3.2 aan.",
            regelnummer=regelnummer,
        )
    return definitie


def find_definitie(data: bytes, *, limiet: int = LIMIET_BYTES) -> Berichtdefinitie:
    """The definition of the message in `data`, from its first element; nothing after that is read."""
    if len(data) > limiet:
        raise te_groot(limiet)
    check_kop(data[:KOP])
    parser = create_pull_parser()
    try:
        for begin in range(0, len(data), BLOK):
            blok = data[begin : begin + BLOK]
            check_blok(blok)
            parser.feed(blok)
            for gebeurtenis in parser.read_events():
                element: Any = gebeurtenis[1]
                check_doctype(element)
                return check_naam(element.tag, get_regelnummer(element))
        parser.close()
    except etree.XMLSyntaxError as fout:
        raise syntaxfout(fout) from None
    raise weiger("Het bestand bevat geen bericht.")


def feed_blokken(
    parser: etree.XMLParser, blokken: Iterable[bytes], *, definitie: Berichtdefinitie
) -> Iterator[None]:
    """Feed a judging parser block by block; yields after every block as long as all is valid.

    Raises OnleesbaarBericht with the faults of level 1. Reading goes on for a short stretch after the first
    fault, to report its neighbours, and then stops: a hostile file of millions of tiny elements is a fault
    at its first element, so it never fills memory."""
    over = _NALOOP
    fouten: list[etree._LogEntry] = []
    try:
        for blok in blokken:
            check_blok(blok)
            parser.feed(blok)
            fouten = list_logregels(parser.feed_error_log)
            if not fouten:
                yield
                continue
            over -= len(blok)
            if over < 0 or len(fouten) > MEESTE_FOUTEN:
                break
        if fouten:
            raise OnleesbaarBericht(render_schemafouten(fouten, definitie))
    except etree.XMLSyntaxError as fout:
        raise vertaal_syntaxfout(
            fout, fouten=list_logregels(parser.feed_error_log), definitie=definitie
        ) from None


def close_parser(parser: etree.XMLParser, definitie: Berichtdefinitie) -> etree._Element:
    """The root element after the last block; OnleesbaarBericht when the end of the document is missing."""
    try:
        return parser.close()
    except etree.XMLSyntaxError as fout:
        raise vertaal_syntaxfout(
            fout, fouten=list_logregels(parser.feed_error_log), definitie=definitie
        ) from None


def _parse_groot(data: bytes, definitie: Berichtdefinitie) -> etree._Element:
    """A large document, judged while it is read."""
    parser = create_parser(schema=get_schema(definitie))
    blokken = (data[begin : begin + BLOK] for begin in range(0, len(data), BLOK))
    for _ in feed_blokken(parser, blokken, definitie=definitie):
        pass
    return close_parser(parser, definitie)


def parse_wortel(data: bytes, definitie: Berichtdefinitie) -> etree._Element:
    """The document of a message that passes level 1; OnleesbaarBericht with the findings otherwise."""
    if len(data) > GROOT:
        return _parse_groot(data, definitie)
    wortel = parse_xml(data)
    fouten = list_schemafouten(wortel, definitie)
    if fouten:
        raise OnleesbaarBericht(render_schemafouten(fouten, definitie, wortel))
    return wortel


def parse_bericht(data: bytes, *, limiet: int = LIMIET_BYTES) -> Bericht:
    """The message in `data` (UTF-8 XML, at most `limiet` bytes), after level 1.

    Raises OnleesbaarBericht, which carries the findings: "BESTAND" when it is no readable XML of this
    standard, "XSD" when it breaks the schema."""
    definitie = find_definitie(data, limiet=limiet)
    return Bericht(definitie, parse_klasse(parse_wortel(data, definitie), definitie.wortel))
