"""A tarief as a pile of parts that add up to it: where does the money of one hour go?

Salary, employer's cost and training are those of an hour in the contract; what the hours that cannot be
declared add to them is a part of its own, so that it can be seen and talked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .kostprijs import Tarief


@dataclass(frozen=True)
class Deel:
    """One part in euros per declared hour, not rounded."""

    naam: str
    euro: Fraction


def list_delen(tarief: Tarief) -> list[Deel]:
    """The parts of a tarief in the order of the build-up; together exactly the tarief before rounding."""
    stappen, waarden = tarief.stappen, tarief.waarden
    uren = waarden["contracturen"]
    per_contractuur = (stappen["loonkosten"] + stappen["opleiding"]) / uren
    return [
        Deel("Salaris en toeslagen", stappen["loon"] / uren),
        Deel("Werkgeverslasten", stappen["lasten"] / uren),
        Deel("Opleiding", stappen["opleiding"] / uren),
        Deel("Uren die niet declarabel zijn", stappen["per_uur"] - per_contractuur),
        Deel("Reiskosten", waarden["reiskosten_per_uur"]),
        Deel("Overhead", stappen["overhead"]),
        Deel("Eisen van de gemeente", stappen["verplichtingen"]),
        Deel("Materieel", waarden["materieel_per_uur"]),
        Deel("Risico en vernieuwing", stappen["risico"]),
    ]


def compare_waarden(
    oud: Mapping[str, Mapping[str, Fraction]], nieuw: Mapping[str, Mapping[str, Fraction]]
) -> list[tuple[str, str, Fraction, Fraction]]:
    """What differs between two inputs: functie, name, old and new value; functies in both only."""
    return [
        (functie, naam, oud[functie][naam], nieuw[functie][naam])
        for functie in oud
        if functie in nieuw
        for naam in oud[functie]
        if oud[functie][naam] != nieuw[functie][naam]
    ]
