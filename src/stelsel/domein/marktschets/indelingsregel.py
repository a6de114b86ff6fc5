"""The rule that puts every client (or traject) in exactly one segment: A, B or C.

A rule is data with a version: a border on cost, amount or duration, and the signs of a complex question that
also lead to C. It holds nothing about clients, so that the same version runs on any year and any file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from math import isfinite
from typing import Any, TypeVar

_Soort = TypeVar("_Soort", bound=StrEnum)


class RegelFout(ValueError):
    """A rule that cannot be used; the text says in plain Dutch what to mend."""


class Eenheid(StrEnum):
    """What is put in a segment."""

    CLIENTJAAR = "clientjaar"
    TRAJECT = "traject"


class Maat(StrEnum):
    """What the border is drawn on: cents, hours of help, or months with help."""

    KOSTEN = "kosten"
    UREN = "uren"
    MAANDEN = "maanden"


class Grenssoort(StrEnum):
    """`DEEL`: from the top until this share of all is reached. `BEDRAG`: at least this much each."""

    DEEL = "deel"
    BEDRAG = "bedrag"


class Bekostiging(StrEnum):
    """How support of a segment is best paid."""

    INSPANNING = "inspanning"
    OUTPUT = "output"
    TAAK = "taak"


class Verwerving(StrEnum):
    """How support of a segment is best bought."""

    AANBESTEDING = "aanbesteding"
    OPEN_HOUSE = "open house"
    SUBSIDIE = "subsidie"
    EIGEN_TEAM = "eigen team"


SEGMENTEN = ("A", "B", "C")
#: A border above so many cents, hours or months is mistaken.
GROOTSTE = 100_000_000_000
#: Signs of a complex question, each with the sentence that says it.
COMPLEX = {
    "modules_vanaf": "verschillende producten in één maand",
    "aanbieders_vanaf": "aanbieders in één maand",
    "gebieden_vanaf": "soorten hulp (productcategorieën) in één maand",
    "huisgenoten_vanaf": "mensen met hulp in het huishouden",
}


@dataclass(frozen=True)
class Grens:
    """`waarde`: a fraction for DEEL; whole cents, hours or months for BEDRAG, after the measure."""

    soort: Grenssoort
    waarde: float


@dataclass(frozen=True)
class Segmenttekst:
    """What a segment means, and the advice that goes with it."""

    definitie: str
    bekostiging: Bekostiging
    verwerving: Verwerving


@dataclass(frozen=True)
class Indelingsregel:
    """One version. `complex`: per sign of COMPLEX from which number on it leads to C; absent is off.
    `geen_module`: product categories that go with other help and do not count as a module."""

    naam: str
    vanaf: date
    waarom: str
    bron: str
    eenheid: Eenheid
    maat: Maat
    grens: Grens
    complex: dict[str, int]
    geen_module: tuple[str, ...]
    segmenten: dict[str, Segmenttekst] = field(hash=False)

    def als_data(self) -> dict[str, Any]:
        """As plain values, to be kept and read back by `parse_regel`."""
        data = asdict(self)
        data["segment"] = data.pop("segmenten")
        return data | {"vanaf": self.vanaf.isoformat(), "geen_module": list(self.geen_module)}


@cache
def list_standaardregels() -> dict[str, Indelingsregel]:
    """The versions that come with the product, by number; the first is the one to begin with."""
    bestand = resources.files("stelsel.domein.marktschets") / "indelingsregels.toml"
    data = tomllib.loads(bestand.read_text("utf-8"))
    gedeeld = {"bron": data["bron"], "segment": data["segment"]}
    return {nummer: parse_regel(gedeeld | regel) for nummer, regel in data["regel"].items()}


def get_standaardregel() -> Indelingsregel:
    """The version to begin with: half of the money, without signs of complexity."""
    return next(iter(list_standaardregels().values()))


def parse_regel(data: Mapping[str, Any]) -> Indelingsregel:
    """A rule from plain values (TOML or JSON). Raises RegelFout."""
    try:
        vanaf = data["vanaf"]
        regel = Indelingsregel(
            naam=_lees_naam(data["naam"]),
            vanaf=vanaf if isinstance(vanaf, date) else date.fromisoformat(vanaf),
            waarom=str(data.get("waarom", "")),
            bron=str(data.get("bron", "")),
            eenheid=_kies(Eenheid, data.get("eenheid", Eenheid.CLIENTJAAR), "eenheid"),
            maat=_kies(Maat, data.get("maat", Maat.KOSTEN), "maat"),
            grens=Grens(_kies(Grenssoort, data["grens"]["soort"], "grens.soort"), _lees_waarde(data)),
            complex=_lees_complex(data.get("complex", {})),
            geen_module=_lees_codes(data.get("geen_module", ())),
            segmenten={naam: _lees_segment(naam, data["segment"][naam]) for naam in SEGMENTEN},
        )
    except KeyError as fout:
        raise RegelFout(f"In de indelingsregel ontbreekt: {fout.args[0]}.") from None
    except (TypeError, AttributeError):
        raise RegelFout("De indelingsregel heeft niet de afgesproken vorm.") from None
    except ValueError as fout:
        if isinstance(fout, RegelFout):
            raise
        raise RegelFout("De datum of een getal in de indelingsregel is niet te lezen.") from None
    _check(regel)
    return regel


def _lees_waarde(data: Mapping[str, Any]) -> float:
    waarde = data["grens"]["waarde"]
    if isinstance(waarde, bool) or not isinstance(waarde, int | float) or not isfinite(waarde):
        raise RegelFout("De grens van de indelingsregel is geen getal.")
    return waarde


def _lees_naam(naam: Any) -> str:
    if not isinstance(naam, str):
        raise RegelFout("De naam van de indelingsregel is geen tekst. Zet hem tussen aanhalingstekens.")
    return naam.strip()


def _lees_codes(codes: Any) -> tuple[str, ...]:
    """Product categories; a text alone would be read letter by letter, a number has lost its zero."""
    if isinstance(codes, str) or not all(isinstance(code, str) for code in codes):
        raise RegelFout('geen_module is een lijst van productcategorieën als tekst, zoals ["04", "08"].')
    return tuple(sorted(codes))


def _lees_complex(data: Mapping[str, Any]) -> dict[str, int]:
    vreemd = sorted(set(data) - set(COMPLEX))
    if vreemd:
        raise RegelFout(f"Dit kenmerk kent de indelingsregel niet: {', '.join(vreemd)}.")
    for naam, vanaf in data.items():
        if isinstance(vanaf, bool) or not isinstance(vanaf, int) or vanaf < 2:
            raise RegelFout(f"{naam} is een heel getal van 2 of meer; met 1 hoort iedereen bij C.")
    return {naam: data[naam] for naam in COMPLEX if naam in data}


def _lees_segment(naam: str, data: Mapping[str, Any]) -> Segmenttekst:
    return Segmenttekst(
        definitie=str(data["definitie"]),
        bekostiging=_kies(Bekostiging, data["bekostiging"], f"segment {naam}, bekostiging"),
        verwerving=_kies(Verwerving, data["verwerving"], f"segment {naam}, verwerving"),
    )


def _kies(soort: type[_Soort], waarde: Any, plaats: str) -> _Soort:
    try:
        return soort(waarde)
    except ValueError:
        keuzes = ", ".join(soort)
        raise RegelFout(f"Bij {plaats} staat {waarde!r}. Kies uit: {keuzes}.") from None


def _check(regel: Indelingsregel) -> None:
    if not regel.naam:
        raise RegelFout("Geef de indelingsregel een naam.")
    if regel.grens.soort is Grenssoort.DEEL and not 0 < regel.grens.waarde < 1:
        raise RegelFout("Als deel van het geheel ligt de grens tussen 0 en 1, bijvoorbeeld 0.5.")
    if regel.grens.soort is Grenssoort.BEDRAG and not 0 < regel.grens.waarde <= GROOTSTE:
        raise RegelFout("De grens als bedrag of aantal is groter dan nul en niet groter dan een miljard.")


def render_regel(regel: Indelingsregel) -> str:
    """The rule in one or two plain Dutch sentences."""
    wie = "wie" if regel.eenheid is Eenheid.CLIENTJAAR else "elk traject dat"
    if regel.grens.soort is Grenssoort.DEEL:
        wat = {"kosten": "kosten", "uren": "uren hulp", "maanden": "maanden hulp"}[regel.maat]
        deel = f"de bovenste {_procent(regel.grens.waarde)} van alle {wat}"
        begin = f"Segment C is {wie}, van hoog naar laag, hoort bij {deel}"
    else:
        begin = f"Segment C is {wie} ten minste {_hoeveel(regel)} heeft"
    tekens = [f"{vanaf} of meer {COMPLEX[naam]}" for naam, vanaf in regel.complex.items()]
    einde = f", en ook wie {' of '.join(tekens)} heeft" if tekens else ""
    zonder = (
        f" Productcategorie {', '.join(regel.geen_module)} telt niet als module." if regel.geen_module else ""
    )
    return f"{begin}{einde}. De anderen zijn segment B.{zonder}"


def _hoeveel(regel: Indelingsregel) -> str:
    if regel.maat is Maat.KOSTEN:
        return f"€ {round(regel.grens.waarde / 100):,} aan kosten".replace(",", ".")
    return f"{regel.grens.waarde:g} {'uur' if regel.maat is Maat.UREN else 'maanden'} hulp"


def _procent(deel: float) -> str:
    return f"{100 * deel:g} %".replace(".", ",")
