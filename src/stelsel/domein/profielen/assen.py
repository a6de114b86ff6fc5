"""The axes of a profile: start profile, complexity and intensity, each from light to heavy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Startprofiel(StrEnum):
    """The direction of support: to grow, or to keep what is there."""

    ONTWIKKELING = "ontwikkeling"
    STABILITEIT = "stabiliteit"


COMPLEXITEITEN = ("laag", "midden", "hoog")


@dataclass(frozen=True)
class Intensiteit:
    """One step of the amount of effort: its name, its letter in product codes, and its start profile."""

    naam: str
    letter: str
    startprofiel: Startprofiel


INTENSITEITEN = (
    Intensiteit("Perspectief", "P", Startprofiel.ONTWIKKELING),
    Intensiteit("Intensief", "I", Startprofiel.ONTWIKKELING),
    Intensiteit("Duurzaam-licht", "L", Startprofiel.STABILITEIT),
    Intensiteit("Duurzaam-zwaar", "Z", Startprofiel.STABILITEIT),
)
_PLAATS = {intensiteit.naam: plek for plek, intensiteit in enumerate(INTENSITEITEN)}


def get_plaats(complexiteit: str, intensiteit: str) -> tuple[str, int, int]:
    """The start profile, and the places on complexity and intensity; unknown words stand before the first."""
    plek = _PLAATS.get(intensiteit, -1)
    start = INTENSITEITEN[plek].startprofiel.value if plek >= 0 else ""
    zwaarte = COMPLEXITEITEN.index(complexiteit) if complexiteit in COMPLEXITEITEN else -1
    return start, zwaarte, plek
