"""Our verdict on an envelope is that of the published schema, over mutants of every element."""

import copy
import re
from collections.abc import Iterator

import pytest
from lxml import etree
from tests.factories.enveloppen import APPLICATIE, REFERENTIE, TIJDSTIP, create_voorbeeld
from tests.unit.istandaarden.referentie import aanwezig
from tests.unit.istandaarden.transport.referentie_ggk import VOORBEELDEN, get_ggk_schema

from stelsel.istandaarden.transport import create_fout, render_envelop
from stelsel.istandaarden.transport.definitie import ENVELOPPEN, find_envelop
from stelsel.istandaarden.transport.knoop import list_fouten, parse_knoop
from stelsel.kern.bevinding import Bevinding

BESTANDEN = "{*}parameters/{*}bericht/*"
#: Values that some field takes and others do not; lengths around every limit.
WAARDEN = [
    "", " ", "x", "Di01", "Du01", "Fo01", " Di01", "client", "server", "0003", "003", "00030", "0003 ",
    "20260506", "2026050", "20260506143000123", "202605061430001234", "QUFB", "QUE=", "QQ==", "QR==",
    "QU F\nB", "QQ=", "Q", "====", "QUFB=", "QUFBé", REFERENTIE,
    REFERENTIE.upper(), REFERENTIE.replace("-4", "-1"),
    *("a" * lengte for lengte in (2, 3, 7, 8, 30, 31, 40, 41, 50, 51, 100, 101, 200, 201, 1000, 1001)),
    "é" * 50, "é" * 51,
]  # fmt: skip


def list_bronnen() -> dict[str, bytes]:
    """A full envelope of each kind, and the published one with a text file."""
    heen = create_voorbeeld("iwmo", "301")
    fout = create_fout(
        heen,
        bevindingen=[Bevinding("XSD", "Verbeter het bericht.")],
        applicatie=APPLICATIE,
        referentienummer=REFERENTIE,
        tijdstip=TIJDSTIP,
    )
    bronnen = {"Di01": heen, "Du01": create_voorbeeld("iwmo", "302"), "Fo01": fout}
    geschreven = {naam: render_envelop(envelop) for naam, envelop in bronnen.items()}
    for naam in ("envelopHeenbericht-ggk_Di01_v21-tekst.xml", "Fo01.xml"):
        if (VOORBEELDEN / naam).exists():
            geschreven[naam] = (VOORBEELDEN / naam).read_bytes()
    return geschreven


def _list_veranderd(bron: etree._Element, plek: int) -> Iterator[etree._Element]:
    """The document with one change at its element number `plek`."""

    def kopie() -> tuple[etree._Element, etree._Element]:
        wortel = copy.deepcopy(bron)
        return wortel, list(wortel.iter())[plek]

    for waarde in WAARDEN:
        wortel, element = kopie()
        element.text = waarde
        yield wortel
    for naam in ("xmlBestand", "details", "gebruiker", "onbekend"):
        wortel, element = kopie()
        etree.SubElement(element, f"{{{etree.QName(element).namespace}}}{naam}").text = "QUFB"
        yield wortel
    for kenmerk in (
        "bestandsnaam",
        "id",
        "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation",
    ):
        for waarde in ("a.xml", "abc", "a b.xml", "a" * 255, "a" * 256):
            wortel, element = kopie()
            element.set(kenmerk, waarde)
            yield wortel
    wortel, element = kopie()
    for kenmerk in list(element.attrib):
        del element.attrib[kenmerk]
    yield wortel
    wortel, element = kopie()
    element.tag = f"{{urn:ander}}{etree.QName(element).localname}"
    yield wortel
    if plek:
        yield from _list_verplaatst(kopie)


def _list_verplaatst(kopie) -> Iterator[etree._Element]:
    wortel, element = kopie()
    element.getparent().remove(element)
    yield wortel
    wortel, element = kopie()
    element.addnext(copy.deepcopy(element))
    yield wortel
    wortel, element = kopie()
    volgende = element.getnext()
    if volgende is not None:
        volgende.addnext(element)
    yield wortel
    wortel, element = kopie()
    element.tail = "tekst"
    yield wortel


def _is_vreemd(mutant: etree._Element) -> bool:
    """BASE64 with characters of no meaning: libxml2 skips them, the definition of the type does not."""
    return any(re.search(r"[^A-Za-z0-9+/=\s]", element.text or "") for element in mutant.iterfind(BESTANDEN))


def _is_geldig(data: bytes) -> bool:
    knoop = parse_knoop(data)
    code = find_envelop(knoop.naam)
    return code is not None and not list(list_fouten(knoop, ENVELOPPEN[code], plaats=""))


@aanwezig
@pytest.mark.parametrize("naam", list_bronnen())
def test_verdict_equals_that_of_the_published_schema(naam: str) -> None:
    bron = etree.fromstring(list_bronnen()[naam])
    schema = get_ggk_schema()
    oordelen, verschillen = [], []
    for plek, element in enumerate(bron.iter()):
        for mutant in _list_veranderd(bron, plek):
            data = etree.tostring(mutant)
            officieel = schema.validate(etree.fromstring(data))
            oordelen.append(officieel)
            if _is_geldig(data) != officieel and not (officieel and _is_vreemd(mutant)):
                verschillen.append((etree.QName(element).localname, officieel, data[-600:]))

    assert verschillen[:3] == []
    assert 60 < oordelen.count(True) < oordelen.count(False)
