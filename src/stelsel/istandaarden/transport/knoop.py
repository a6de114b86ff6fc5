"""An envelope as a small tree: from bytes, judged against its definition, and back to bytes.

The tree is built from parser events, so that one long BASE64 text passes and a flood of elements stops early.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from stelsel.istandaarden.codec.lezen import BLOK
from stelsel.istandaarden.codec.parser import (
    KOP,
    LIMIET_BYTES,
    OnleesbaarBericht,
    check_blok,
    check_kop,
    check_proloog,
    create_target_parser,
    syntaxfout,
    te_groot,
    weiger,
    weiger_doctype,
)
from stelsel.istandaarden.codec.schrijven import write_waarde
from stelsel.istandaarden.transport.definitie import PREFIXEN, Veld
from stelsel.kern.bevinding import Bevinding

#: Far more than an envelope has; a Fo01 may carry details of its own making.
_MEESTE_ELEMENTEN = 1000
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_HINTS = {f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"}


@dataclass
class Knoop:
    """One element: `naam` as {namespace}name, its text, attributes and children in order."""

    naam: str
    tekst: str = ""
    kenmerken: dict[str, str] = field(default_factory=dict)
    kinderen: list[Knoop] = field(default_factory=list)

    @property
    def kort(self) -> str:
        """The name without its namespace."""
        return self.naam.rpartition("}")[2]

    def find(self, *pad: str) -> Knoop | None:
        """The first element below, by its short names; None when it is absent."""
        if not pad:
            return self
        kind = next((kind for kind in self.kinderen if kind.kort == pad[0]), None)
        return kind.find(*pad[1:]) if kind else None

    def get_tekst(self, *pad: str) -> str:
        """The text of the element at `pad`, "" when it is absent."""
        gevonden = self.find(*pad)
        return gevonden.tekst if gevonden else ""


class _Bouwer:
    """What the parser tells, as a tree. The texts are joined when an element ends."""

    def __init__(self) -> None:
        self._open: list[tuple[Knoop, list[str]]] = []
        self._wortel: Knoop | None = None
        self._aantal = 0

    def start(self, naam: str, kenmerken: Mapping[str, str]) -> None:
        self._aantal += 1
        if self._aantal > _MEESTE_ELEMENTEN:
            raise weiger("De envelop bevat te veel elementen.")
        knoop = Knoop(naam, kenmerken=dict(kenmerken))
        if self._open:
            self._open[-1][0].kinderen.append(knoop)
        else:
            self._wortel = knoop
        self._open.append((knoop, []))

    def data(self, tekst: str) -> None:
        self._open[-1][1].append(tekst)

    def end(self, _naam: str) -> None:
        knoop, teksten = self._open.pop()
        knoop.tekst = "".join(teksten)

    def doctype(self, *_onderdelen: str | None) -> None:
        raise weiger_doctype()

    def close(self) -> Knoop | None:
        return self._wortel


def parse_knoop(data: bytes, *, limiet: int = LIMIET_BYTES) -> Knoop:
    """The tree of a document of at most `limiet` bytes; OnleesbaarBericht when it is not to be read."""
    if len(data) > limiet:
        raise te_groot(limiet)
    check_kop(data[:KOP])
    check_proloog(data)
    parser = create_target_parser(_Bouwer())
    try:
        for begin in range(0, len(data), BLOK):
            blok = data[begin : begin + BLOK]
            check_blok(blok)
            parser.feed(blok)
        wortel: object = parser.close()
    except etree.XMLSyntaxError as fout:
        raise syntaxfout(fout, data) from None
    if not isinstance(wortel, Knoop):
        raise weiger("Het bestand bevat geen bericht.")
    return wortel


def _xsd(plaats: str, uitleg: str) -> Bevinding:
    return Bevinding("XSD", uitleg, plaats=plaats)


def _list_kenmerkfouten(knoop: Knoop, veld: Veld, plaats: str) -> Iterator[Bevinding]:
    verwacht = {veld.kenmerk[0]} if veld.kenmerk else set()
    if set(knoop.kenmerken) - _HINTS - verwacht:
        yield _xsd(
            plaats, f"Bij {knoop.kort} staat een kenmerk (attribuut) dat daar niet hoort. Haal het weg."
        )
    if veld.kenmerk is None:
        return
    naam, vorm = veld.kenmerk
    if naam not in knoop.kenmerken:
        yield _xsd(plaats, f"Bij {knoop.kort} ontbreekt {naam}. {vorm.uitleg}")
    elif not vorm.klopt(knoop.kenmerken[naam]):
        yield _xsd(plaats, f"De waarde van {naam} klopt niet. {vorm.uitleg}")


def _list_keuzefouten(knoop: Knoop, veld: Veld, plaats: str) -> Iterator[Bevinding]:
    keuzes = {deel.naam: deel for deel in veld.velden}
    if len(knoop.kinderen) != 1 or knoop.kinderen[0].naam not in keuzes:
        namen = " of ".join(sorted((deel.kort for deel in veld.velden), reverse=True))
        yield _xsd(plaats, f"In {knoop.kort} hoort precies één {namen}.")
        return
    kind = knoop.kinderen[0]
    yield from list_fouten(kind, keuzes[kind.naam], plaats=f"{plaats}/{kind.kort}")


def _list_volgordefouten(knoop: Knoop, veld: Veld, plaats: str) -> Iterator[Bevinding]:
    rest = list(veld.velden)
    for kind in knoop.kinderen:
        while rest and rest[0].naam != kind.naam and not rest[0].verplicht:
            rest.pop(0)
        onder = f"{plaats}/{kind.kort}"
        if not rest or rest[0].naam != kind.naam:
            vervolg = f"Op deze plaats hoort {rest[0].kort}." if rest else "Haal het weg."
            yield _xsd(onder, f"{kind.kort} mag hier niet staan. {vervolg}")
            return
        yield from list_fouten(kind, rest.pop(0), plaats=onder)
    ontbreekt = [deel.kort for deel in rest if deel.verplicht]
    if ontbreekt:
        yield _xsd(plaats, f"In {knoop.kort} ontbreekt {' en '.join(ontbreekt)}. Voeg het toe.")


def list_fouten(knoop: Knoop, veld: Veld, *, plaats: str) -> Iterator[Bevinding]:
    """Where an element differs from its definition, in order of the document. `plaats`: its path."""
    yield from _list_kenmerkfouten(knoop, veld, plaats)
    if veld.vorm is not None:
        if knoop.kinderen:
            yield _xsd(plaats, f"In {knoop.kort} hoort alleen een waarde, geen andere elementen.")
        elif not veld.vorm.klopt(knoop.tekst):
            yield _xsd(plaats, f"De waarde van {knoop.kort} klopt niet. {veld.vorm.uitleg}")
        return
    if knoop.tekst.strip(" \t\r\n"):
        yield _xsd(plaats, f"In {knoop.kort} staat losse tekst tussen de elementen. Haal die weg.")
    if veld.vrij:
        return
    yield from (_list_keuzefouten if veld.keuze else _list_volgordefouten)(knoop, veld, plaats)


def check_knoop(knoop: Knoop, veld: Veld) -> None:
    """Refuse an envelope that differs from its definition; OnleesbaarBericht with every difference."""
    bevindingen = list(list_fouten(knoop, veld, plaats=f"/{knoop.kort}"))
    if bevindingen:
        raise OnleesbaarBericht(bevindingen)


def _write_knoop(knoop: Knoop, inspring: str, ruimten: str = "") -> Iterator[str]:
    prefix = next(p for p, ruimte in PREFIXEN.items() if knoop.naam.startswith(f"{{{ruimte}}}"))
    naam = f"{prefix}:{knoop.kort}"
    kenmerken = "".join(f' {k}="{write_waarde(k, waarde)}"' for k, waarde in knoop.kenmerken.items())
    if knoop.kinderen:
        yield f"{inspring}<{naam}{ruimten}>"
        for kind in knoop.kinderen:
            yield from _write_knoop(kind, inspring + " ")
        yield f"{inspring}</{naam}>"
    else:
        yield f"{inspring}<{naam}{kenmerken}>{write_waarde(knoop.kort, knoop.tekst)}</{naam}>"


def render_knoop(knoop: Knoop) -> bytes:
    """The bytes of an envelope: UTF-8 without mark, CR/LF, as messages are. ValueError for a character
    that XML cannot hold."""
    ruimten = "".join(f' xmlns:{prefix}="{ruimte}"' for prefix, ruimte in PREFIXEN.items())
    regels = ['<?xml version="1.0" encoding="UTF-8"?>', *_write_knoop(knoop, "", ruimten)]
    return ("\r\n".join(regels) + "\r\n").encode("utf-8")
