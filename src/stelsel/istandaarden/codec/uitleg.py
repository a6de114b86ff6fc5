"""Level-1 faults in plain Dutch: what is wrong, and what the sender must do.

libxml2 names the fault by a type and describes it in English; the type decides which sentence we give.
A value is only quoted where it cannot identify a person: dates, numbers and codes, never names or a BSN.
"""

from __future__ import annotations

import re

from lxml import etree

from stelsel.istandaarden.berichten import Berichtdefinitie, Datatype, Klasse
from stelsel.istandaarden.codec.parser import OnleesbaarBericht, syntaxfout
from stelsel.istandaarden.codec.plaats import find_element, get_regelnummer, render_plaats
from stelsel.kern.bevinding import Bevinding

_NAAM = re.compile(r"^Element '(?:\{[^}]*\})?([^']*)'")
_WAARDE = re.compile(r"(?:The value|: ) ?'([^']*)'")
_VERWACHT = re.compile(r"Expected is (?:one of )?\( (.*) \)")
#: What may be quoted: a date, a number of at most eight digits (nine may be a BSN), or a short code.
_CITEERBAAR = re.compile(
    r"\d{4}-\d\d-\d\d[0-9:.TZ+-]{0,20}|(?=(?:\D*\d){0,8}\D*$)[0-9.,:+TZ-]{1,20}|[0-9A-Za-z]{1,3}"
)
#: Elements that say something about a person whatever stands in them: a birthday, an address.
_PERSOONLIJK = ("Datum", "Huisnummer")
#: How many faults of one message are worked out.
MEESTE_FOUTEN = 200
_TYPEWOORD = {
    "integer": "een heel getal, zonder punt of komma",
    "date": "een datum als 2026-01-31",
    "time": "een tijd als 14:30:00",
    "string": "een tekst",
}


def _datatypes(klasse: Klasse, naam: str) -> list[Datatype]:
    """Every simple type that an element with this name has somewhere in the message."""
    gevonden: list[Datatype] = []
    for element in klasse.elementen:
        if isinstance(element.type, Klasse):
            gevonden += _datatypes(element.type, naam)
        elif element.naam == naam:
            gevonden.append(element.type)
    return gevonden


def _verwacht(boodschap: str) -> str:
    gevonden = _VERWACHT.search(boodschap)
    namen = re.sub(r"\{[^}]*\}", "", gevonden.group(1)) if gevonden else ""
    return " of ".join(dict.fromkeys(namen.replace(" ", "").split(",")))


def _geciteerd(naam: str, boodschap: str, datatype: Datatype) -> str:
    """The offending value in quotes, or "" when it might say something about a person."""
    gevonden = _WAARDE.search(boodschap)
    if gevonden is None or naam in _PERSOONLIJK or not (datatype.codelijst or datatype.basis != "string"):
        return ""
    return f" “{gevonden.group(1)}”" if _CITEERBAAR.fullmatch(gevonden.group(1)) else ""


def _schrijf_voor(datatype: Datatype) -> str:
    """What the type asks for, in words."""
    if datatype.vast is not None:
        return f"Hier hoort {datatype.vast} te staan."
    if datatype.naam == "LDT_BurgerServicenummer":
        return "Vul negen cijfers in."
    if datatype.naam == "LDT_AgbCode":
        return "Vul acht cijfers in."
    if datatype.naam == "LDT_Gemeente":
        return "Vul de gemeentecode van vier cijfers in."
    if datatype.codelijst:
        return "Gebruik een code uit de codelijst van de standaard."
    if datatype.basis == "integer":
        return f"Vul een heel getal in van {datatype.minimum} tot en met {datatype.maximum}."
    if datatype.basis in ("date", "time"):
        return f"Vul {_TYPEWOORD[datatype.basis]} in, zonder tijdzone."
    if datatype.naam == "LDT_Voorletters":
        return f"Vul 1 tot en met {datatype.max_lengte} letters in, zonder punten."
    if datatype.naam == "LDT_Telefoonnummer":
        return f"Vul 1 tot en met {datatype.max_lengte} cijfers in, zonder spaties of streepjes."
    if datatype.max_lengte is not None:
        return f"Vul 1 tot en met {datatype.max_lengte} tekens in, niet alleen spaties."
    return "Vul hier een waarde in die de standaard toestaat."


def _uitleg_structuur(naam: str, boodschap: str) -> str | None:
    """Faults in the structure; None when it is a fault in a value."""
    verwacht = _verwacht(boodschap)
    if "Missing child element" in boodschap:
        return f"In {naam} ontbreekt {verwacht or 'een verplicht element'}. Voeg het toe."
    if "This element is not expected" in boodschap:
        if naam in verwacht.split(" of "):
            return f"{naam} staat in een andere naamruimte (namespace) dan de standaard. Verbeter die."
        vervolg = f"Op deze plaats hoort {verwacht}." if verwacht else "Haal het weg."
        return f"{naam} mag hier niet staan. {vervolg} Let op de volgorde en op dubbele elementen."
    if "No matching global declaration" in boodschap:
        return "Het bericht moet beginnen met het element Bericht van deze standaard."
    if "attribute" in boodschap.lower():
        return f"Bij {naam} staat een kenmerk (attribuut) dat de standaard niet kent. Haal het weg."
    if "Character content" in boodschap:
        return f"In {naam} staat losse tekst tussen de elementen. Haal die weg."
    if "Element content is not allowed" in boodschap:
        return f"In {naam} hoort alleen een waarde, geen andere elementen."
    return None


def _uitleg(naam: str, boodschap: str, definitie: Berichtdefinitie) -> str:
    structuur = _uitleg_structuur(naam, boodschap)
    if structuur is not None:
        return structuur
    kandidaten = _datatypes(definitie.wortel, naam)
    datatype = kandidaten[0] if kandidaten else None
    if datatype is None:
        return f"De waarde van {naam} past niet bij de standaard."
    waarde = _geciteerd(naam, boodschap, datatype)
    return f"De waarde{waarde} van {naam} is niet toegestaan. {_schrijf_voor(datatype)}"


def render_schemafout(
    fout: etree._LogEntry, definitie: Berichtdefinitie, wortel: etree._Element | None = None
) -> Bevinding:
    """One finding of level 1. `wortel`: the document, to say where; without it only the line is known."""
    gevonden = _NAAM.match(fout.message)
    naam = gevonden.group(1) if gevonden else "een element"
    pad = getattr(fout, "path", None)
    element = find_element(wortel, pad) if wortel is not None and pad else None
    return Bevinding(
        "XSD",
        _uitleg(naam, fout.message, definitie),
        plaats="" if element is None else render_plaats(element),
        regelnummer=(fout.line or None) if element is None else get_regelnummer(element),
    )


def render_schemafouten(
    fouten: list[etree._LogEntry], definitie: Berichtdefinitie, wortel: etree._Element | None = None
) -> list[Bevinding]:
    """The findings of level 1. libxml2 reports one wrong value twice (facet, then type): once is enough.

    At most `MEESTE_FOUTEN` are worked out; one more finding then says that there are others."""
    bevindingen: dict[tuple[int | None, str], Bevinding] = {}
    for fout in fouten[:MEESTE_FOUTEN]:
        bevinding = render_schemafout(fout, definitie, wortel)
        bevindingen.setdefault((bevinding.regelnummer, bevinding.uitleg.split(" van ")[-1]), bevinding)
    rest = [Bevinding("XSD", "Er zijn nog meer fouten. Verbeter eerst deze en controleer dan opnieuw.")]
    return [*bevindingen.values(), *(rest if len(fouten) > MEESTE_FOUTEN else [])]


def vertaal_syntaxfout(
    fout: etree.XMLSyntaxError, *, fouten: list[etree._LogEntry], definitie: Berichtdefinitie
) -> OnleesbaarBericht:
    """What a judging parser raised: faults of level 1 (`fouten`), or a document that is not well-formed."""
    if fouten:
        return OnleesbaarBericht(render_schemafouten(fouten, definitie))
    return syntaxfout(fout)
