"""XML to values: a nested dict by element name; text, int, date, time; a list for a repeated element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from lxml import etree

from stelsel.istandaarden.berichten import (
    DECLARATIE_SOORTEN,
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
    check_proloog,
    create_judging_parser,
    create_pull_parser,
    create_target_parser,
    parse_xml,
    syntaxfout,
    te_groot,
    weiger,
    weiger_afgebroken,
)
from stelsel.istandaarden.codec.plaats import get_regelnummer, render_plaats
from stelsel.istandaarden.codec.schema import get_schema, list_logregels, list_schemafouten
from stelsel.istandaarden.codec.uitleg import (
    MEESTE_FOUTEN,
    render_schemafouten,
    vertaal_syntaxfout,
)
from stelsel.istandaarden.release import list_releases
from stelsel.kern.bevinding import Bevinding

#: Bytes per read.
BLOK = 64 * 1024
#: How far reading goes on after the first fault (bytes).
_NALOOP = 1024 * 1024
#: Above this size a document is judged while it is read, so that a fault stops it before it fills memory.
GROOT = 2 * 1024 * 1024
#: The most elements held at a time: a message about one client has hundreds, a line of a claim dozens.
MEESTE_ELEMENTEN = 50_000


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


def _geen_datum(element: etree._Element, naam: str) -> OnleesbaarBericht:
    uitleg = f"De waarde van {naam} is geen bruikbare datum of tijd. Vul een jaar van vier cijfers in."
    plaats = render_plaats(element)
    return OnleesbaarBericht([Bevinding("XSD", uitleg, plaats=plaats, regelnummer=get_regelnummer(element))])


_NAAMRUIMTE = re.compile(r"http://www\.istandaarden\.nl/(?:ijw|iwmo)/(\d{1,2})_(\d{1,2})/")


def _weiger_onbekend(namespace: str) -> str:
    """Why a root element is no message of ours: another release, or nothing of this standard."""
    bekend = " of ".join(release.naam for release in list_releases())
    gevonden = _NAAMRUIMTE.match(namespace)
    genoemd = ".".join(gevonden.groups()) if gevonden else ""
    if genoemd and genoemd not in {release.naam for release in list_releases()}:
        return f"Dit is een bericht van release {genoemd}. Lever het aan in release {bekend}."
    return f"Dit bericht is niet bekend. Lever een bericht van iWmo {bekend} of iJw {bekend} aan."


def check_naam(naam: str, regelnummer: int | None) -> Berichtdefinitie:
    """The definition that belongs to the root element; OnleesbaarBericht for an unknown message."""
    # A prefix that was never declared stays in the name, which QName would refuse.
    ruimte, _, wortelnaam = naam.removeprefix("{").rpartition("}")
    definitie = get_definitie_by_namespace(ruimte)
    if definitie is None or wortelnaam != "Bericht":
        raise weiger(_weiger_onbekend(ruimte), regelnummer=regelnummer)
    return definitie


def find_wortelnaam(data: bytes, *, limiet: int = LIMIET_BYTES) -> tuple[str, int | None]:
    """The name of the first element as {namespace}name, and its line; nothing after it is read.

    OnleesbaarBericht when the bytes are no XML, too many, or declare a DOCTYPE."""
    if len(data) > limiet:
        raise te_groot(limiet)
    check_kop(data[:KOP])
    check_proloog(data)
    parser = create_pull_parser("start")
    try:
        for begin in range(0, len(data), BLOK):
            blok = data[begin : begin + BLOK]
            check_blok(blok)
            parser.feed(blok)
            for gebeurtenis in parser.read_events():
                element: Any = gebeurtenis[1]
                check_doctype(element)
                return str(element.tag), get_regelnummer(element)
        parser.close()
    except etree.XMLSyntaxError as fout:
        raise syntaxfout(fout) from None
    raise weiger("Het bestand bevat geen bericht.")


def find_definitie(data: bytes, *, limiet: int = LIMIET_BYTES) -> Berichtdefinitie:
    """The definition of the message in `data`, from its first element; nothing after that is read."""
    naam, regelnummer = find_wortelnaam(data, limiet=limiet)
    return check_naam(naam, regelnummer)


def feed_blokken(
    parser: etree.XMLParser, blokken: Iterable[bytes], *, definitie: Berichtdefinitie
) -> Iterator[bytes]:
    """Feed a judging parser block by block; yields every block as long as all is valid.

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
                yield blok
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
    """The root element after the last block.

    A judging parser does not say so when the end of the document is missing (lxml 6.1): whoever uses one
    must have seen the end of the root element."""
    try:
        return parser.close()
    except etree.XMLSyntaxError as fout:
        raise vertaal_syntaxfout(
            fout, fouten=list_logregels(parser.feed_error_log), definitie=definitie
        ) from None


def tel_elementen(blok: bytes) -> int:
    """About how many elements begin here; comments count too."""
    return blok.count(b"<") - blok.count(b"</")


def weiger_elementen() -> OnleesbaarBericht:
    """The exception for a document that would fill memory."""
    return weiger("Het bestand heeft te veel elementen. Verdeel het over meer berichten.")


class _Niets:
    """Keeps nothing of what is read."""

    def close(self) -> None:
        """The end."""


def check_welgevormd(data: bytes) -> None:
    """Say where the XML itself is wrong: a judging parser does not tell. Nothing is kept in memory."""
    parser = create_target_parser(_Niets())
    try:
        for begin in range(0, len(data), BLOK):
            check_blok(data[begin : begin + BLOK])
            parser.feed(data[begin : begin + BLOK])
        parser.close()
    except etree.XMLSyntaxError as fout:
        raise syntaxfout(fout, data) from None


def _parse_groot(
    data: bytes, definitie: Berichtdefinitie, *, vergeet: tuple[str, ...] = ()
) -> etree._Element:
    """A large document, judged while it is read; elements named in `vergeet` are taken out when they end."""
    namen = [f"{{{definitie.namespace}}}{naam}" for naam in (*vergeet, "Bericht")]
    parser = create_judging_parser(get_schema(definitie), namen)
    blokken = (data[begin : begin + BLOK] for begin in range(0, len(data), BLOK))
    laatste = None
    for _ in feed_blokken(parser, blokken, definitie=definitie):
        laatste = _vergeet(parser, laatste)
    wortel = close_parser(parser, definitie)
    if _vergeet(parser, laatste) is not wortel:
        raise weiger_afgebroken()
    return wortel


def _vergeet(parser: etree.XMLPullParser, laatste: etree._Element | None) -> etree._Element | None:
    """Take out of the tree what the parser reports; the last that it reported until now."""
    element: Any = laatste
    for _, element in parser.read_events():
        ouder = element.getparent()
        if ouder is not None:
            ouder.remove(element)
    return element  # type: ignore[no-any-return]  # an element


def check_wortel(data: bytes, definitie: Berichtdefinitie) -> None:
    """Level 1 of what was written, as parse_wortel; a large declaration is not kept as a tree."""
    if definitie.soort in DECLARATIE_SOORTEN and len(data) > GROOT:
        _parse_groot(data, definitie, vergeet=("Prestatie", "Client"))
    else:
        parse_wortel(data, definitie)


def parse_wortel(data: bytes, definitie: Berichtdefinitie) -> etree._Element:
    """The document of a message that passes level 1; OnleesbaarBericht with the findings otherwise."""
    if definitie.soort not in DECLARATIE_SOORTEN and tel_elementen(data) > MEESTE_ELEMENTEN:
        raise weiger_elementen()
    if len(data) > GROOT:
        try:
            return _parse_groot(data, definitie)
        except OnleesbaarBericht as fout:
            if fout.bevindingen[0].regel == "BESTAND":
                check_welgevormd(data)
            raise
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
