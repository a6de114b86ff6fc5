"""The one place where bytes become XML.

Everything dangerous is closed: no DTD, no entities, no network, no recovery from errors, no huge trees.
Comments and processing instructions are dropped while parsing, so that the text the schema judges is the
text that is read. A document with a DOCTYPE is refused, whatever it declares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, BinaryIO

from lxml import etree

from stelsel.kern.bevinding import Bevinding

#: OP179: a message is at most 25 MB. A choice of the transport, so every reader takes it as a parameter.
LIMIET_BYTES = 25 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_ANDERE_BOM = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_DECLARATIE = re.compile(rb"^<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
KOP = 256
_MEESTE_KENMERKEN = 1000


class OnleesbaarBericht(Exception):
    """The bytes are no message of this standard; `bevindingen` says why, in words for the sender."""

    def __init__(self, bevindingen: list[Bevinding]) -> None:
        super().__init__("; ".join(f"{b.regel}: {b.uitleg}" for b in bevindingen[:3]))
        self.bevindingen = bevindingen


def weiger(uitleg: str, *, regelnummer: int | None = None) -> OnleesbaarBericht:
    """The exception for a file that cannot be read as XML at all."""
    return OnleesbaarBericht([Bevinding("BESTAND", uitleg, regelnummer=regelnummer)])


def te_groot(limiet: int) -> OnleesbaarBericht:
    """The exception for a file above the limit (bytes)."""
    mb = limiet / (1024 * 1024)
    return weiger(f"Het bestand is groter dan {mb:g} MB. Verdeel het over meer berichten.")


#: One set of closed doors for every way of parsing.
GEHARD: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
    "strip_cdata": True,
}


def create_parser(schema: etree.XMLSchema | None = None) -> etree.XMLParser:
    """A hardened parser for a whole document; with a schema it judges level 1 while reading."""
    return etree.XMLParser(encoding="utf-8", schema=schema, **GEHARD)


def create_pull_parser() -> etree.XMLPullParser:
    """A hardened parser that reports the start of each element, to look at the first one."""
    return etree.XMLPullParser(events=("start",), encoding="utf-8", **GEHARD)


def create_judging_parser(schema: etree.XMLSchema, namen: list[str]) -> etree.XMLPullParser:
    """A hardened parser that judges level 1 while reading and reports the end of the named elements."""
    return etree.XMLPullParser(events=("end",), tag=namen, encoding="utf-8", schema=schema, **GEHARD)


def check_kop(kop: bytes) -> None:
    """Refuse on the first bytes: empty, not XML, or another encoding than UTF-8 (a mark is fine)."""
    if kop.startswith(_ANDERE_BOM) or kop[:2] in (b"<\x00", b"\x00<"):
        raise weiger("Het bestand is opgeslagen in UTF-16 of UTF-32. Sla het op als UTF-8.")
    begin = kop.removeprefix(_BOM)
    if not begin.strip():
        raise weiger("Het bestand is leeg.")
    if not begin.lstrip().startswith(b"<"):
        raise weiger("Dit is geen XML-bestand. Lever een bericht aan met de extensie .xml.")
    gevonden = _DECLARATIE.match(begin)
    if gevonden and gevonden.group(1).lower() not in (b"utf-8", b"utf8"):
        naam = gevonden.group(1).decode("ascii")
        raise weiger(f"Het bestand zegt dat het in {naam} is opgeslagen. Alleen UTF-8 is toegestaan.")


def check_doctype(element: etree._Element) -> None:
    """Refuse a document that declares a DOCTYPE, even an empty one."""
    docinfo: Any = element.getroottree().docinfo
    if docinfo.doctype:
        raise weiger("Het bestand bevat een DOCTYPE. Om veiligheidsredenen is dat niet toegestaan.")


def check_blok(blok: bytes) -> None:
    """Refuse one tag with an endless row of attributes: it would fill memory before anything can judge it.

    Such a tag fills whole blocks, without any "<" in them; a long text does too, but has no attributes."""
    if b"<" not in blok and blok.count(b'="') + blok.count(b"='") > _MEESTE_KENMERKEN:
        raise weiger("Het bestand bevat een element met te veel kenmerken (attributen).")


def syntaxfout(fout: etree.XMLSyntaxError) -> OnleesbaarBericht:
    """Words for a document that is not well-formed."""
    regel, kolom = fout.position
    boodschap = fout.msg or ""
    if "encoding" in boodschap or "UTF-8" in boodschap:
        reden = "er staat een teken in dat geen geldig UTF-8 is. Sla het bestand op als UTF-8."
    elif "Premature end" in boodschap or "EndTag" in boodschap:
        reden = "het houdt te vroeg op. Waarschijnlijk is het bestand niet helemaal overgekomen."
    elif "Entity" in boodschap or "entity" in boodschap:
        reden = "er staat een verwijzing (&…;) in die niet is toegestaan. Schrijf een los &-teken als &amp;."
    elif "mismatch" in boodschap:
        reden = "een element is niet goed afgesloten."
    elif "Huge" in boodschap or "huge" in boodschap or "depth" in boodschap:
        reden = "er staat een te lange tekst of een te diepe stapel elementen in."
    else:
        reden = "de opbouw is geen goede XML."
    return weiger(f"Het bestand is niet te lezen: {reden} (regel {regel}, kolom {kolom})", regelnummer=regel)


def parse_xml(data: bytes) -> etree._Element:
    """The root element of a whole document in memory. OnleesbaarBericht when it is not to be read."""
    check_kop(data[:KOP])
    try:
        wortel = etree.fromstring(data, create_parser())
    except etree.XMLSyntaxError as fout:
        raise syntaxfout(fout) from None
    check_doctype(wortel)
    return wortel


class BegrensdeStroom:
    """A stream that refuses to give more than `limiet` bytes, and looks at the first ones.

    `lezer` is given every chunk, to compute a digest while reading."""

    def __init__(
        self, stroom: BinaryIO, *, limiet: int = LIMIET_BYTES, lezer: Callable[[bytes], object] | None = None
    ) -> None:
        self._stroom, self._limiet, self._lezer = stroom, limiet, lezer
        self.gelezen = 0

    def read(self, aantal: int = 65536) -> bytes:
        """The next bytes; OnleesbaarBericht above the limit or when the start is no UTF-8 XML."""
        blok = self._stroom.read(max(aantal, KOP))
        if self.gelezen == 0:
            check_kop(blok[:KOP])
        self.gelezen += len(blok)
        if self.gelezen > self._limiet:
            raise te_groot(self._limiet)
        if self._lezer is not None:
            self._lezer(blok)
        return blok


def read_all(stroom: BinaryIO, *, limiet: int = LIMIET_BYTES) -> bytes:
    """All bytes of a stream, at most `limiet` of them; OnleesbaarBericht above that, nothing more is read."""
    data = stroom.read(limiet + 1)
    if len(data) > limiet:
        raise te_groot(limiet)
    return data
