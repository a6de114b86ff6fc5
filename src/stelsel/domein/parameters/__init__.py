"""Numbers that come from law, contract or policy: dated, with their unit and where they were read.

One TOML file per parameter, named after it:

    beschrijving = "…"
    eenheid = "dagen"
    bron = { titel = "Algemene wet bestuursrecht, artikel 6:7", adres = "https://wetten.overheid.nl/…" }
    waarden = [{ vanaf = 1994-01-01, waarde = 42 }]

A value holds from its date until the next one. A calculation names the day for which it asks: a decision of
last year keeps the number of last year. What is set anew every year has a last day as well,

    bekend_tot_en_met = 2025-12-31

after which there is no value: better none than the one of last year.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

Waarde = int | float | str


class ParameterOnbekend(LookupError):
    """There is no such parameter, or it has no value on that day: not yet, or not known any more."""


@dataclass(frozen=True)
class Parameter:
    """One parameter; `waarden` ascending by the first day on which each holds. `bekend_tot_en_met`: the last
    day of which the value is known; None when it holds until it is changed."""

    naam: str
    beschrijving: str
    eenheid: str
    bron: str
    adres: str
    waarden: tuple[tuple[date, Waarde], ...]
    bekend_tot_en_met: date | None = None

    def get_waarde(self, peildatum: date) -> Waarde:
        """The value on a day. Raises ParameterOnbekend before the first one and after the last known day."""
        if self.bekend_tot_en_met is not None and peildatum > self.bekend_tot_en_met:
            raise ParameterOnbekend(f"{self.naam} is op {peildatum} niet bekend")
        geldig = [waarde for vanaf, waarde in self.waarden if vanaf <= peildatum]
        if not geldig:
            raise ParameterOnbekend(f"{self.naam} heeft op {peildatum} nog geen waarde")
        return geldig[-1]


@cache
def get_parameter(naam: str) -> Parameter:
    """A parameter by name. Raises ParameterOnbekend."""
    bestand = resources.files(__name__) / f"{naam}.toml"
    if not bestand.is_file():
        raise ParameterOnbekend(f"er is geen parameter {naam}")
    data = tomllib.loads(bestand.read_text("utf-8"))
    return Parameter(
        naam=naam,
        beschrijving=data["beschrijving"],
        eenheid=data["eenheid"],
        bron=data["bron"]["titel"],
        adres=data["bron"]["adres"],
        waarden=tuple(sorted((rij["vanaf"], rij["waarde"]) for rij in data["waarden"])),
        bekend_tot_en_met=data.get("bekend_tot_en_met"),
    )


def get_aantal(naam: str, *, peildatum: date) -> int:
    """The value of a counted parameter (days, cases) on a day. Raises ParameterOnbekend, TypeError."""
    waarde = get_parameter(naam).get_waarde(peildatum)
    if not isinstance(waarde, int):
        raise TypeError(f"{naam} is geen aantal")
    return waarde


def list_parameters() -> list[Parameter]:
    """All parameters, by name."""
    namen = sorted(b.name for b in resources.files(__name__).iterdir() if b.name.endswith(".toml"))
    return [get_parameter(naam.removesuffix(".toml")) for naam in namen]
