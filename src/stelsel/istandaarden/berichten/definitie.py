"""What a message is made of: data types, classes of elements, and the message itself.

One definition serves reading, writing, the schema of level 1, the rules of level 2 and the documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from stelsel.istandaarden.codelijsten import Familie
from stelsel.istandaarden.release import HUIDIG, get_release

Basis = Literal["string", "integer", "date", "time"]
#: Values of a message: element name to str, int, date, time, a nested dict, or a list for a repeated element.
Waarden = Mapping[str, Any]


@dataclass(frozen=True)
class Datatype:
    """A simple type (LDT_): `basis` and its facets. `codelijst`: the allowed values stand in codelijsten.

    `vast`: one fixed value (BerichtCode). `patroon`: an XSD regular expression."""

    naam: str
    basis: Basis = "string"
    min_lengte: int | None = None
    max_lengte: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    patroon: str | None = None
    codelijst: bool = False
    vast: str | None = None


@dataclass(frozen=True)
class Element:
    """One element in the order of the message. `alleen`: the family that has it, None for both."""

    naam: str
    type: Datatype | Klasse
    verplicht: bool = True
    meervoud: bool = False
    alleen: Familie | None = None

    @property
    def kardinaliteit(self) -> str:
        """As the standard writes it: 0..1, 1..1, 1..*."""
        return f"{int(self.verplicht)}..{'*' if self.meervoud else '1'}"


@dataclass(frozen=True)
class Klasse:
    """A class of elements. `basis`: a composite type (CDT_), with elements in the basisschema namespace.

    `sleutel`: the logical key of TR101, as paths below the class (Product/Code); () when it has none.
    `verzameling`: a plural wrapper (Relaties), which carries no RetourCodes in an answer."""

    naam: str
    elementen: tuple[Element, ...]
    basis: bool = False
    sleutel: tuple[str, ...] = ()
    verzameling: bool = False

    def get_element(self, naam: str) -> Element:
        """The element with this name; KeyError when the class has none."""
        return self._op_naam[naam]

    @cached_property
    def namen(self) -> frozenset[str]:
        """The names of its elements."""
        return frozenset(self._op_naam)

    @cached_property
    def _op_naam(self) -> dict[str, Element]:
        return {element.naam: element for element in self.elementen}


@dataclass(frozen=True)
class Berichtdefinitie:
    """One message in one family. `soort`: "301"; `naam`: "JW301" or "WMO301"; `retour_soort`: its answer."""

    familie: Familie
    soort: str
    omschrijving: str
    berichtcode: str
    retour_soort: str | None
    heen_soort: str | None
    wortel: Klasse
    release: str = HUIDIG

    @property
    def naam(self) -> str:
        """JW301 or WMO301."""
        return f"{'JW' if self.familie == 'ijw' else 'WMO'}{self.soort}"

    @property
    def namespace(self) -> str:
        """The namespace of the root element."""
        return f"{self._ruimte}/{self.naam.lower()}/schema"

    @property
    def basis_namespace(self) -> str:
        """The namespace of the elements inside composite types."""
        return f"{self._ruimte}/basisschema/schema"

    @property
    def _ruimte(self) -> str:
        return f"http://www.istandaarden.nl/{self.familie}/{get_release(self.release).naamruimte}"

    def get_klassen(self) -> Iterator[tuple[str, Klasse]]:
        """Every class below the root with its path (Client/Relaties/Relatie), in order."""
        yield from _list_klassen("", self.wortel)


def _list_klassen(pad: str, klasse: Klasse) -> Iterator[tuple[str, Klasse]]:
    for element in klasse.elementen:
        if isinstance(element.type, Klasse) and not element.type.basis:
            onder = f"{pad}/{element.naam}" if pad else element.naam
            yield onder, element.type
            yield from _list_klassen(onder, element.type)


@dataclass(frozen=True)
class Bericht:
    """A message that passed level 1: its definition and its values (root element's children by name)."""

    definitie: Berichtdefinitie
    waarden: Waarden


def voor_familie(klasse: Klasse, familie: Familie) -> Klasse:
    """The class as one family has it: elements of the other family left out, at every depth."""
    elementen = tuple(
        replace(e, type=voor_familie(e.type, familie)) if isinstance(e.type, Klasse) else e
        for e in klasse.elementen
        if e.alleen in (None, familie)
    )
    return replace(klasse, elementen=elementen)
