"""Messages with everything in them, and mutants of them: one or two changes, valid or not.

Bases are made from the definitions (all 28 messages, retours too); what a mutant is worth is for a schema to
say. Everything follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, time
from typing import Any

from lxml import etree

from stelsel.istandaarden import Bericht, Berichtdefinitie, write_bericht
from stelsel.istandaarden.berichten import Datatype, Klasse
from stelsel.istandaarden.codelijsten import Familie, get_codelijsten

Boom = Any
Mutatie = Callable[[Boom, Boom, random.Random], None]

#: A value for the types whose pattern asks for something special.
_VOORBEELD = {
    "LDT_AgbCode": "65656055",
    "LDT_BurgerServicenummer": "999900006",
    "LDT_Gemeente": "0384",
    "LDT_Telefoonnummer": "0612345678",
    "LDT_Versie": "1.0.0",
}


def get_waarde(datatype: Datatype, familie: Familie) -> Any:
    """A value that the type allows."""
    if datatype.vast is not None:
        return int(datatype.vast) if datatype.basis == "integer" else datatype.vast
    if datatype.codelijst:
        return next(iter(get_codelijsten(familie)[datatype.naam].codes))
    vaste: dict[str, Any] = {"integer": 7, "date": date(2026, 3, 2), "time": time(9, 30)}
    return vaste.get(datatype.basis) or _VOORBEELD.get(datatype.naam, "A")


def create_klasse(klasse: Klasse, familie: Familie, *, vol: bool) -> dict[str, Any]:
    """The values of a class: everything there is, repeated ones twice; or only what is obligatory."""
    waarden: dict[str, Any] = {}
    for element in klasse.elementen:
        if not (vol or element.verplicht):
            continue
        if isinstance(element.type, Klasse):
            waarde: Any = create_klasse(element.type, familie, vol=vol)
        else:
            waarde = get_waarde(element.type, familie)
        waarden[element.naam] = [waarde] * (2 if vol else 1) if element.meervoud else waarde
    return waarden


def create_basis(definitie: Berichtdefinitie, *, vol: bool) -> Boom:
    """A valid document of this message."""
    waarden = create_klasse(definitie.wortel, definitie.familie, vol=vol)
    data = write_bericht(Bericht(definitie, waarden))
    return etree.fromstring(data, etree.XMLParser(remove_blank_text=True))


def _weg(_wortel: Boom, element: Boom, _r: random.Random) -> None:
    element.getparent().remove(element)


def _dubbel(_wortel: Boom, element: Boom, _r: random.Random) -> None:
    element.addnext(deepcopy(element))


def _omhoog(_wortel: Boom, element: Boom, _r: random.Random) -> None:
    vorige = element.getprevious()
    if vorige is not None:
        vorige.addprevious(element)


def _achteraan(_wortel: Boom, element: Boom, _r: random.Random) -> None:
    element.getparent().append(element)


def _verhuisd(wortel: Boom, element: Boom, r: random.Random) -> None:
    """Under another element of the message."""
    andere = [doel for doel in wortel.iter() if doel not in (element, *element.iterdescendants())]
    r.choice(andere).append(element)


def _vreemd(_wortel: Boom, element: Boom, r: random.Random) -> None:
    ruimte = r.choice(["", "urn:vreemd", etree.QName(element).namespace])
    etree.SubElement(element, etree.QName(ruimte or None, r.choice(["Vreemd", "Bsn", "Client"])))


def _hernoemd(_wortel: Boom, element: Boom, r: random.Random) -> None:
    naam = etree.QName(element)
    nieuw = r.choice([naam.localname.lower(), f"{naam.localname}X", "Datum"])
    element.tag = etree.QName(naam.namespace, nieuw).text


def _andere_ruimte(wortel: Boom, element: Boom, r: random.Random) -> None:
    """The namespace of the other schema, of the other family, or none."""
    naam = etree.QName(element)
    ruimte = naam.namespace or ""
    anders = ruimte.replace("/ijw/", "/iwmo/") if "/ijw/" in ruimte else ruimte.replace("/iwmo/", "/ijw/")
    ruimtes = [anders, ruimte.replace("3_2", "3_1"), *{etree.QName(e).namespace for e in wortel.iter()}, None]
    element.tag = etree.QName(r.choice(ruimtes), naam.localname).text


def _attribuut(_wortel: Boom, element: Boom, r: random.Random) -> None:
    xsi = "{http://www.w3.org/2001/XMLSchema-instance}"
    naam, waarde = r.choice(
        [
            ("soort", "1"),
            ("{urn:vreemd}soort", "1"),
            (f"{xsi}nil", "true"),
            (f"{xsi}schemaLocation", "a b"),
            ("{http://www.w3.org/XML/1998/namespace}lang", "nl"),
        ]
    )
    element.set(naam, waarde)


def _tekst(_wortel: Boom, element: Boom, r: random.Random) -> None:
    element.tail = r.choice(["losse tekst", " \n ", "0", "\u00a0"])


def _leeg(_wortel: Boom, element: Boom, _r: random.Random) -> None:
    element.text = None
    for kind in list(element):
        element.remove(kind)


STRUCTUUR: tuple[Mutatie, ...] = (
    *(_weg, _dubbel, _omhoog, _achteraan, _verhuisd, _vreemd),
    *(_hernoemd, _andere_ruimte, _attribuut, _tekst, _leeg),
)


def list_waarden(datatype: Datatype, familie: Familie) -> list[str]:
    """Values at and just beyond every border of the type, and values of other types."""
    waarden = ["", " ", "x", "0", "-1", "é", "A B", "a\nb", "\t", "1.0", "true", "999900006", "+1", "007"]
    if datatype.max_lengte is not None:
        waarden += ["A" * n for n in (datatype.max_lengte - 1, datatype.max_lengte, datatype.max_lengte + 1)]
        waarden += ["1" * n for n in (datatype.max_lengte, datatype.max_lengte + 1)]
        waarden += [" " * datatype.max_lengte, "😀" * datatype.max_lengte]
    if datatype.maximum is not None:
        waarden += [str(n) for n in (datatype.maximum, datatype.maximum + 1, -datatype.maximum)]
        waarden += [f" {datatype.maximum} ", "1e3", "1_000", "٣"]
    if datatype.codelijst:
        eigen = list(get_codelijsten(familie)[datatype.naam].codes)
        anders = get_codelijsten("iwmo" if familie == "ijw" else "ijw")[datatype.naam].codes
        waarden += [eigen[-1], f"{eigen[0]} ", eigen[0].lower(), f"0{eigen[0]}", *anders]
    if datatype.basis == "date":
        waarden += ["2026-02-29", "2024-02-29", "2026-13-01", "2026-1-1", "2026-01-31Z", "2026-01-31+01:00"]
        waarden += ["0000-01-01", "-0001-01-01", "20260131", " 2026-01-31 ", "2026-01-31T00:00:00"]
    if datatype.basis == "time":
        waarden += ["24:00:00", "23:59:60", "9:30:00", "09:30", "09:30:00.5", "09:30:00Z", "09:30:00-01:00"]
    if datatype.naam == "LDT_Versie":
        waarden += ["1.0.00", "01.0.0", "1.0", "1.0.0.0", "10.20.30", "1.0.0-a"]
    return waarden


def _find_datatypen(klasse: Klasse) -> dict[str, Datatype]:
    """The simple type of every element name in the message, the first one met."""
    gevonden: dict[str, Datatype] = {}
    for element in klasse.elementen:
        if isinstance(element.type, Klasse):
            gevonden = {**_find_datatypen(element.type), **gevonden}
        else:
            gevonden.setdefault(element.naam, element.type)
    return gevonden


def list_plannen(
    definitie: Berichtdefinitie, wortel: Boom, r: random.Random
) -> Iterator[tuple[int, Mutatie | str]]:
    """Every single change of a document: which element, and what happens to it or the text it gets."""
    datatypen = _find_datatypen(definitie.wortel)
    for nummer, element in enumerate(wortel.iter()):
        if element is wortel:
            continue
        yield from ((nummer, mutatie) for mutatie in STRUCTUUR)
        datatype = datatypen.get(etree.QName(element).localname)
        if not len(element) and datatype is not None:
            yield from ((nummer, waarde) for waarde in list_waarden(datatype, definitie.familie))


def create_mutant(wortel: Boom, plannen: list[tuple[int, Mutatie | str]], r: random.Random) -> Boom:
    """A copy with these changes, the last place first so that the others keep theirs."""
    kopie = deepcopy(wortel)
    elementen = list(kopie.iter())
    for nummer, wat in sorted(plannen, key=lambda plan: -plan[0]):
        element = elementen[nummer]
        if isinstance(wat, str):
            if not len(element):
                element.text = wat
        elif element.getparent() is not None:
            wat(kopie, element, r)
    return kopie


def list_mutanten(definitie: Berichtdefinitie, *, aantal: int, zaad: int) -> Iterator[Boom]:
    """`aantal` mutants of a message: half of them of the full one, half of the smallest; one in five has two
    changes."""
    r = random.Random(f"{zaad}-{definitie.naam}")
    for vol in (True, False):
        wortel = create_basis(definitie, vol=vol)
        plannen = list(list_plannen(definitie, wortel, r))
        r.shuffle(plannen)
        for nummer in range(aantal // 2):
            gekozen = [plannen[nummer % len(plannen)]]
            if nummer % 5 == 4:
                gekozen.append(r.choice(plannen))
            yield create_mutant(wortel, gekozen, r)
