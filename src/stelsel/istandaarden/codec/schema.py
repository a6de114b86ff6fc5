"""Level 1: an XSD generated from our own definitions, and compiled once per message.

The generated schema gives the same verdict as the official one; a test holds them side by side over mutants
of every message. Compiling is not thread-safe in libxml2, so it happens under one lock.
"""

from __future__ import annotations

import threading
from typing import Any

from lxml import etree

from stelsel.istandaarden.berichten import Berichtdefinitie, Datatype, Element, Klasse
from stelsel.istandaarden.berichten.wijziging import get_datatypen, get_samengesteld
from stelsel.istandaarden.codelijsten import get_codelijsten

_XS = "http://www.w3.org/2001/XMLSchema"
_BASIS = "basisschema.xsd"
_slot = threading.Lock()


def _xs(ouder: etree._Element, naam: str, **attributen: str) -> etree._Element:
    return etree.SubElement(ouder, f"{{{_XS}}}{naam}", attributen)


def _schema(doel: str, prefixen: dict[str, str]) -> etree._Element:
    return etree.Element(
        f"{{{_XS}}}schema",
        {"targetNamespace": doel, "elementFormDefault": "qualified"},
        nsmap={"xs": _XS, **prefixen},
    )


def _write_datatype(ouder: etree._Element, datatype: Datatype, definitie: Berichtdefinitie) -> None:
    restrictie = _xs(ouder, "restriction", base=f"xs:{datatype.basis}")
    if datatype.codelijst:
        for code in get_codelijsten(definitie.familie, definitie.release)[datatype.naam].codes:
            _xs(restrictie, "enumeration", value=code)
    for facet, waarde in (
        ("minLength", datatype.min_lengte),
        ("maxLength", datatype.max_lengte),
        ("minInclusive", datatype.minimum),
        ("maxInclusive", datatype.maximum),
        ("pattern", datatype.vast or datatype.patroon),
    ):
        if waarde is not None:
            _xs(restrictie, facet, value=str(waarde))


def _write_element(ouder: etree._Element, element: Element, definitie: Berichtdefinitie) -> None:
    deel = _xs(ouder, "element", name=element.naam)
    if not element.verplicht:
        deel.set("minOccurs", "0")
    if element.meervoud:
        deel.set("maxOccurs", "unbounded")
    if isinstance(element.type, Klasse):
        if element.type.basis:
            deel.set("type", f"b:{element.type.naam}")
        else:
            _write_klasse(_xs(deel, "complexType"), element.type, definitie)
    elif element.type == get_datatypen(definitie.release).get(element.type.naam):
        deel.set("type", f"b:{element.type.naam}")
    else:
        _write_datatype(_xs(deel, "simpleType"), element.type, definitie)


def _write_klasse(ouder: etree._Element, klasse: Klasse, definitie: Berichtdefinitie) -> None:
    volgorde = _xs(ouder, "sequence")
    for element in klasse.elementen:
        _write_element(volgorde, element, definitie)


def render_basisschema(definitie: Berichtdefinitie) -> bytes:
    """The XSD of all simple and composite types of the family."""
    schema = _schema(definitie.basis_namespace, {"b": definitie.basis_namespace})
    for datatype in get_datatypen(definitie.release).values():
        _write_datatype(_xs(schema, "simpleType", name=datatype.naam), datatype, definitie)
    for klasse in get_samengesteld(definitie.release).values():
        _write_klasse(_xs(schema, "complexType", name=klasse.naam), klasse, definitie)
    return etree.tostring(schema, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def render_schema(definitie: Berichtdefinitie) -> bytes:
    """The XSD of one message; it imports the basisschema."""
    schema = _schema(definitie.namespace, {"b": definitie.basis_namespace})
    _xs(schema, "import", namespace=definitie.basis_namespace, schemaLocation=_BASIS)
    _write_element(schema, Element("Bericht", definitie.wortel), definitie)
    return etree.tostring(schema, xml_declaration=True, encoding="UTF-8", pretty_print=True)


class _Basisschema(etree.Resolver):
    """Gives our own basisschema for the import, so that nothing is looked for on disk."""

    def __init__(self, definitie: Berichtdefinitie) -> None:
        super().__init__()
        self._basis = render_basisschema(definitie)

    def resolve(self, system_url: str, public_id: str, *context: Any) -> Any:
        """The same bytes whatever is asked for: our schemas import nothing else."""
        return self.resolve_string(self._basis, *context, base_url=_BASIS)


_gereed: dict[tuple[str, str], etree.XMLSchema] = {}


def _compile(definitie: Berichtdefinitie) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Basisschema(definitie))
    return etree.XMLSchema(etree.fromstring(render_schema(definitie), parser))


def get_schema(definitie: Berichtdefinitie) -> etree.XMLSchema:
    """The compiled schema of one message, shared by all callers: compiled once, never changed."""
    with _slot:
        sleutel = (definitie.release, definitie.naam)
        schema = _gereed.get(sleutel)
        if schema is None:
            schema = _gereed[sleutel] = _compile(definitie)
        return schema


def list_schemafouten(wortel: etree._Element, definitie: Berichtdefinitie) -> list[etree._LogEntry]:
    """The faults of level 1 in order of the document, [] when it is valid.

    The error log belongs to the shared schema, so judging and copying happen under the lock."""
    schema = get_schema(definitie)
    with _slot:
        if schema.validate(wortel):
            return []
        return list_logregels(schema.error_log)


def list_logregels(log: Any) -> list[etree._LogEntry]:
    """The schema faults in a log of lxml, in order; faults in the XML itself are left out."""
    return [regel for regel in log if regel.domain == etree.ErrorDomains.SCHEMASV]
