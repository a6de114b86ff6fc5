"""The one place where bytes become XML.

Everything dangerous is closed: no DTD, no entities, no network, no recovery from errors, no huge trees.
Comments and processing instructions are dropped while parsing, so that the text the schema judges is the
text that is read. A document with a DOCTYPE is refused, whatever it declares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, BinaryIO, Literal

from lxml import etree

from stelsel.kern.bevinding import Bevinding

#: OP179: a message is at most 25 MB. A choice of the transport, so every reader takes it as a parameter.
LIMIET_BYTES = 25 * 1024 * 1024
BOM = b"\xef\xbb\xbf"
_ANDERE_BOM = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_DECLARATIE = re.compile(rb"^<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
#: What may stand before the first element (the XML declaration is an instruction too), and what may not.
_VOORAF = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DOCTYPE = re.compile(rb"\s*<!DOCTYPE")
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


def create_pull_parser(*gebeurtenissen: Literal["start", "end"]) -> etree.XMLPullParser:
    """A hardened parser that reports these events of each element, to look at the first ones."""
    return etree.XMLPullParser(events=gebeurtenissen, encoding="utf-8", **GEHARD)


def create_target_parser(doel: Any) -> etree.XMLParser:
    """A hardened parser that keeps no tree but tells `doel` what it reads (start, end, data, doctype, close).

    For a document with one very long text: the tree parsers stop at 10 million characters in one element."""
    return etree.XMLParser(target=doel, encoding="utf-8", **GEHARD)


def create_judging_parser(schema: etree.XMLSchema, namen: list[str]) -> etree.XMLPullParser:
    """A hardened parser that judges level 1 while reading and reports the end of the named elements."""
    return etree.XMLPullParser(events=("end",), tag=namen, encoding="utf-8", schema=schema, **GEHARD)


def check_kop(kop: bytes) -> None:
    """Refuse on the first bytes: empty, not XML, or another encoding than UTF-8 (a mark is fine)."""
    if kop.startswith(_ANDERE_BOM) or kop[:2] in (b"<\x00", b"\x00<"):
        raise weiger("Het bestand is opgeslagen in UTF-16 of UTF-32. Sla het op als UTF-8.")
    begin = kop.removeprefix(BOM)
    if not begin.strip():
        raise weiger("Het bestand is leeg. Lever een bestand met een bericht aan.")
    if not begin.lstrip().startswith(b"<"):
        raise weiger("Dit is geen XML-bestand. Lever een bericht aan met de extensie .xml.")
    gevonden = _DECLARATIE.match(begin)
    if gevonden and gevonden.group(1).lower() not in (b"utf-8", b"utf8"):
        naam = gevonden.group(1).decode("ascii")
        raise weiger(f"Het bestand zegt dat het in {naam} is opgeslagen. Sla het op als UTF-8.")


def weiger_doctype(*, regelnummer: int | None = None) -> OnleesbaarBericht:
    """The exception for a document that declares a DOCTYPE."""
    uitleg = (
        "Het bestand bevat een DOCTYPE. Om veiligheidsredenen is dat niet toegestaan. Haal de DOCTYPE weg."
    )
    return weiger(uitleg, regelnummer=regelnummer)


def check_proloog(data: bytes) -> None:
    """Refuse a DOCTYPE before anything is parsed: the declarations in it alone could fill memory."""
    plek = len(BOM) if data.startswith(BOM) else 0
    while gevonden := _VOORAF.match(data, plek):
        plek = gevonden.end()
    doctype = _DOCTYPE.match(data, plek)
    if doctype:
        raise weiger_doctype(regelnummer=data.count(b"\n", 0, doctype.end()) + 1)


def check_doctype(element: etree._Element) -> None:
    """Refuse a document that declares a DOCTYPE, even an empty one."""
    docinfo: Any = element.getroottree().docinfo
    if docinfo.doctype:
        raise weiger_doctype()


def check_blok(blok: bytes) -> None:
    """Refuse one tag with an endless row of attributes: it would fill memory before anything can judge it.

    Such a tag fills whole blocks, without any "<" in them; a long text does too, but has no attributes."""
    if b"<" not in blok and blok.count(b'="') + blok.count(b"='") > _MEESTE_KENMERKEN:
        raise weiger("Het bestand bevat een element met te veel kenmerken (attributen). Haal die weg.")


_AFGEBROKEN = "het houdt te vroeg op. Waarschijnlijk kwam het niet helemaal over. Lever het opnieuw aan."
#: What libxml2 says of a document that is not well-formed, and our words for it; the first that fits counts.
_REDENEN = (
    (r"encoding|UTF-8", "er staat een teken in dat geen geldig UTF-8 is. Sla het bestand op als UTF-8."),
    (r"Extra content", "er staat nog iets achter het einde van het bericht. Haal dat weg."),
    (
        r"[Ee]ntity",
        "er staat een verwijzing (&…;) in die niet is toegestaan. Schrijf een los &-teken als &amp;.",
    ),
    (r"mismatch", "een element is niet goed afgesloten. Sluit het af met zijn eigen naam."),
    (r"[Hh]uge|depth", "er staat een te lange tekst of een te diepe stapel elementen in. Kort het in."),
    (r"Premature end|EndTag", _AFGEBROKEN),
    (r"", "de opbouw is geen goede XML. Maak het bestand opnieuw."),
)


def syntaxfout(fout: etree.XMLSyntaxError, data: bytes = b"<>") -> OnleesbaarBericht:
    """Words for a document that is not well-formed. `data`: the document, to see whether it was cut off."""
    boodschap = fout.msg or ""
    reden = next(woorden for patroon, woorden in _REDENEN if re.search(patroon, boodschap))
    if reden == _REDENEN[-1][1] and not data.rstrip().endswith(b">"):
        reden = _AFGEBROKEN
    regel, kolom = fout.position
    if not regel:
        return weiger(f"Het bestand is niet te lezen: {reden}")
    return weiger(f"Het bestand is niet te lezen: {reden} (regel {regel}, kolom {kolom})", regelnummer=regel)


def weiger_afgebroken() -> OnleesbaarBericht:
    """The exception for a document without its end."""
    return weiger(f"Het bestand is niet te lezen: {_AFGEBROKEN}")


def parse_xml(data: bytes) -> etree._Element:
    """The root element of a whole document in memory. OnleesbaarBericht when it is not to be read."""
    check_kop(data[:KOP])
    check_proloog(data)
    try:
        wortel = etree.fromstring(data, create_parser())
    except etree.XMLSyntaxError as fout:
        raise syntaxfout(fout, data) from None
    check_doctype(wortel)
    return wortel


class BegrensdeStroom:
    """A stream that refuses to give more than `limiet` bytes, and looks at the first ones.

    `lezer` is given every chunk, to compute a digest while reading."""

    def __init__(
        self, stroom: BinaryIO, *, limiet: int = LIMIET_BYTES, lezer: Callable[[bytes], object] | None = None
    ) -> None:
        self._stroom, self._limiet, self._lezer = stroom, limiet, lezer
        self._begin = stroom.tell() if stroom.seekable() else None
        self.gelezen = self._gezien = 0

    @property
    def herhaalbaar(self) -> bool:
        """It can be read again from where it began."""
        return self._begin is not None

    def herhaal(self) -> None:
        """Back to where it began; `lezer` is not told again what it saw."""
        if self._begin is None:
            raise ValueError("deze stroom is niet opnieuw te lezen")
        self._stroom.seek(self._begin)
        self.gelezen = 0

    def read(self, aantal: int = 65536) -> bytes:
        """The next bytes; OnleesbaarBericht above the limit or when the start is no UTF-8 XML."""
        blok = self._stroom.read(max(aantal, KOP))
        if self.gelezen == 0:
            check_kop(blok[:KOP])
        nieuw = blok[max(0, self._gezien - self.gelezen) :]
        self.gelezen += len(blok)
        if self.gelezen > self._limiet:
            raise te_groot(self._limiet)
        if self._lezer is not None and nieuw:
            self._lezer(nieuw)
            self._gezien = self.gelezen
        return blok


def read_all(stroom: BinaryIO, *, limiet: int = LIMIET_BYTES) -> bytes:
    """All bytes of a stream, at most `limiet` of them; OnleesbaarBericht above that, nothing more is read."""
    data = stroom.read(limiet + 1)
    if len(data) > limiet:
        raise te_groot(limiet)
    return data
