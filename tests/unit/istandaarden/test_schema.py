"""Level 1: our generated schema judges as the official one does, over every place of every message."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import pytest
from lxml import etree
from tests.unit.istandaarden.referentie import (
    CORPUS,
    MAP,
    aanwezig,
    get_officieel_schema,
    get_verwacht,
    list_schone_berichten,
)

from stelsel.istandaarden import (
    OnleesbaarBericht,
    check_bericht,
    get_definitie,
    list_definities,
    stream_declaratie,
)
from stelsel.istandaarden.codec import schema as schema_module
from stelsel.istandaarden.codec.schema import get_schema

VREEMDE_WAARDEN = (
    *("", " ", "x", "0", "-1", "+7", "1.5", "99999999999999", "A" * 40, "é", "00", "01", "D", "NL"),
    *(
        "2026-02-30",
        "2026-01-31",
        "2026-01-31Z",
        "2026-01-31+01:00",
        "0000-01-01",
        "12026-01-01",
        " 2026-01-01 ",
    ),
    *(
        "12:00:00",
        "12:00:00Z",
        "24:00:00",
        "12:00:00.123",
        "999900006",
        "12345678",
        "1.0.0",
        "1.0",
        "a\nb",
        "\n",
    ),
)
pytestmark = aanwezig


def list_structuurmutanten(wortel: etree._Element) -> Iterator[etree._Element]:
    """Drop, double and move every element; add an unknown one and an attribute."""
    for nummer, element in enumerate(wortel.iter()):
        if element is wortel:
            continue
        for soort in ("weg", "dubbel", "omhoog", "vreemd", "attribuut", "tekst"):
            kopie = deepcopy(wortel)
            doel = list(kopie.iter())[nummer]
            ouder = doel.getparent()
            plaats = ouder.index(doel)
            if soort == "weg":
                ouder.remove(doel)
            elif soort == "dubbel":
                ouder.insert(plaats, deepcopy(doel))
            elif soort == "omhoog" and plaats > 0:
                ouder.insert(plaats - 1, doel)
            elif soort == "vreemd":
                etree.SubElement(doel, "Vreemd")
            elif soort == "attribuut":
                doel.set("soort", "1")
            else:
                doel.tail = "losse tekst"
            yield kopie


def list_waardemutanten(wortel: etree._Element) -> Iterator[etree._Element]:
    """Put each odd value in the first element of every name."""
    gezien: set[str] = set()
    for nummer, element in enumerate(wortel.iter()):
        if len(element) or element.tag in gezien:
            continue
        gezien.add(element.tag)
        for waarde in (*VREEMDE_WAARDEN, (element.text or "") + "1", (element.text or "")[:-1]):
            kopie = deepcopy(wortel)
            list(kopie.iter())[nummer].text = waarde
            yield kopie


@pytest.mark.parametrize("naam", list_schone_berichten() or ["corpus"])
def test_mutants_get_the_official_verdict(naam: str) -> None:
    uitkomst = get_verwacht()[naam]
    definitie = get_definitie(uitkomst["standard"], uitkomst["message"])
    eigen, officieel = get_schema(definitie), get_officieel_schema(definitie.familie, definitie.naam)
    wortel = etree.parse(CORPUS / naam, etree.XMLParser(remove_blank_text=True)).getroot()

    oordelen = [
        (eigen.validate(mutant), officieel.validate(mutant))
        for mutanten in (list_structuurmutanten(wortel), list_waardemutanten(wortel))
        for mutant in mutanten
    ]

    assert [ons for ons, _ in oordelen] == [hun for _, hun in oordelen]
    assert {True, False} == {ons for ons, _ in oordelen}


def test_mutant_test_notices_a_looser_schema() -> None:
    eigen = get_schema(get_definitie("ijw", "305"))
    officieel = get_officieel_schema("ijw", "JW307")
    wortel = etree.parse(CORPUS / "base-jw305.xml").getroot()

    assert eigen.validate(wortel) != officieel.validate(wortel)


XS = "{http://www.w3.org/2001/XMLSchema}"


def list_officiele_elementen(definitie) -> list[tuple[str, str, str]]:
    """Path, minOccurs and maxOccurs of every element of the published schema, in order."""
    bericht = etree.parse(MAP / "xsd" / definitie.familie / f"{definitie.naam.lower()}.xsd").getroot()
    basis = etree.parse(MAP / "xsd" / definitie.familie / "basisschema.xsd").getroot()
    typen = {
        (schema is basis, t.get("name")): t
        for schema in (bericht, basis)
        for t in schema.iter(f"{XS}complexType")
    }

    def walk(sleutel: tuple[bool, str], pad: str) -> Iterator[tuple[str, str, str]]:
        for element in typen[sleutel].iter(f"{XS}element"):
            onder = f"{pad}/{element.get('name')}"
            yield onder, element.get("minOccurs", "1"), element.get("maxOccurs", "1")
            prefix, _, naam = (element.get("type") or "").partition(":")
            volgende = (prefix == definitie.familie, naam)
            if volgende in typen:
                yield from walk(volgende, onder)

    return list(walk((False, "Root"), ""))


def list_eigen_elementen(klasse, pad: str = "") -> Iterator[tuple[str, str, str]]:
    """The same from our definition."""
    for element in klasse.elementen:
        onder = f"{pad}/{element.naam}"
        yield onder, str(int(element.verplicht)), "unbounded" if element.meervoud else "1"
        if hasattr(element.type, "elementen"):
            yield from list_eigen_elementen(element.type, onder)


@pytest.mark.parametrize("definitie", list_definities(), ids=lambda definitie: definitie.naam)
def test_definition_has_the_elements_of_the_official_schema(definitie) -> None:
    assert list(list_eigen_elementen(definitie.wortel)) == list_officiele_elementen(definitie)


def is_leesbaar_als_stroom(wortel: etree._Element) -> bool:
    """The verdict of the streaming reader on the bytes of this document."""
    try:
        stream_declaratie(io.BytesIO(etree.tostring(wortel, xml_declaration=True, encoding="UTF-8")))
    except OnleesbaarBericht:
        return False
    return True


@pytest.mark.traag
@pytest.mark.parametrize("naam", ["base-jw323.xml", "wmotwin-base-wmo325.xml"])
def test_stream_gives_the_official_verdict(naam: str) -> None:
    uitkomst = get_verwacht()[naam]
    definitie = get_definitie(uitkomst["standard"], uitkomst["message"])
    schema = get_officieel_schema(definitie.familie, definitie.naam)
    wortel = etree.parse(CORPUS / naam, etree.XMLParser(remove_blank_text=True)).getroot()
    mutanten = [
        mutant
        for mutant in (*list_structuurmutanten(wortel), *list_waardemutanten(wortel))
        if "12026-01-01" not in mutant.itertext()  # valid by the schema, but no date that Python can hold
    ]

    oordelen = [(is_leesbaar_als_stroom(mutant), schema.validate(mutant)) for mutant in mutanten]

    assert [ons for ons, _ in oordelen] == [hun for _, hun in oordelen]
    assert {True, False} == {ons for ons, _ in oordelen}


def test_schemas_are_compiled_once_by_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_module, "_gereed", {})
    data = (CORPUS / "base-jw301.xml").read_bytes()

    with ThreadPoolExecutor(8) as draden:
        niveaus = list(draden.map(lambda _: check_bericht(data).niveau, range(64)))

    assert niveaus == [0] * 64
    assert list(schema_module._gereed) == [("3.2", "JW301")]
