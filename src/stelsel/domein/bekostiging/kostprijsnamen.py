"""The inputs of the cost price by name: kind, provenance, usual range by date, and a sensible step.

Provenance follows the yearly national calculation sheet: fixed by law or cao (vaststaand), a usual value to
be judged (suggestie), or known by the aanbieder alone (open).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

SALARIS = "bruto_maand"


class Soort(StrEnum):
    """What the number is counted in."""

    DEEL = "deel"
    UREN = "uren"
    EURO = "euro"


class Herkomst(StrEnum):
    """How a value is known."""

    VASTSTAAND = "vaststaand"
    SUGGESTIE = "suggestie"
    OPEN = "open"


@dataclass(frozen=True)
class Stand:
    """What holds from a day on; None where nothing is known."""

    vanaf: date
    waarde: Fraction | None
    band: tuple[Fraction, Fraction] | None


@dataclass(frozen=True)
class Kostennaam:
    """One input. `kort`: a label in a picture; `stap`: its move in the sensitivity; `standen`: by date."""

    naam: str
    kort: str
    wat: str
    soort: Soort
    herkomst: Herkomst
    bron: str
    stap: dict[str, Fraction]
    standen: tuple[Stand, ...]

    def get_stand(self, peildatum: date) -> Stand:
        """What holds on a day; before the first day nothing is known."""
        geldig = [stand for stand in self.standen if stand.vanaf <= peildatum]
        return geldig[-1] if geldig else Stand(peildatum, None, None)

    def verzet(self, waarde: Fraction) -> Fraction:
        """The value one step further."""
        if "op" in self.stap:
            doel = self.stap["op"]
            return self.stap["anders"] if waarde == doel else doel
        return waarde * self.stap.get("maal", Fraction(1)) + self.stap.get("plus", Fraction(0))


@cache
def get_kostennamen() -> dict[str, Kostennaam]:
    """All inputs by name, in the order of the build-up; the salary first."""
    tekst = (resources.files(__package__) / "kostprijs.toml").read_text("utf-8")
    return {naam: _parse(naam, rij) for naam, rij in tomllib.loads(tekst, parse_float=Decimal).items()}


def list_algemeen() -> list[Kostennaam]:
    """The inputs that hold for all functies unless one says otherwise."""
    return [kostennaam for naam, kostennaam in get_kostennamen().items() if naam != SALARIS]


def _parse(naam: str, rij: dict[str, Any]) -> Kostennaam:
    standen = [
        Stand(
            vanaf=stand["vanaf"],
            waarde=Fraction(stand["waarde"]) if "waarde" in stand else None,
            band=(Fraction(stand["laag"]), Fraction(stand["hoog"])) if "laag" in stand else None,
        )
        for stand in rij["waarden"]
    ]
    return Kostennaam(
        naam=naam,
        kort=rij["kort"],
        wat=rij["wat"],
        soort=Soort(rij["soort"]),
        herkomst=Herkomst(rij["herkomst"]),
        bron=rij["bron"],
        stap={soort: Fraction(getal) for soort, getal in rij["stap"].items()},
        standen=tuple(sorted(standen, key=lambda stand: stand.vanaf)),
    )
