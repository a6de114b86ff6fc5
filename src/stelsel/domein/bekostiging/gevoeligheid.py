"""What one sensible step of every input does to a tarief: which assumption is worth a discussion."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stelsel.kern.bedrag import Cent

from .kostprijs import Invoer, KostprijsFout, change_waarde, compute_kostprijs
from .kostprijsnamen import Kostennaam, Soort, get_kostennamen


@dataclass(frozen=True)
class Effect:
    """One input of one functie, one step. `tarief` and `effect` in cents; `deel` of the tarief before
    rounding, as a fraction."""

    functie: str
    parameter: str
    van: Fraction
    naar: Fraction
    tarief: Cent
    effect: Cent
    deel: Fraction

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel kostprijs --json`."""
        return {
            "functie": self.functie,
            "parameter": self.parameter,
            "van": float(self.van),
            "naar": float(self.naar),
            "tarief": self.tarief,
            "effect": self.effect,
            "effect_deel": float(self.deel),
        }


def compute_gevoeligheid(invoer: Invoer) -> list[Effect]:
    """Per functie every input one step, the largest effect first; a step that leaves no hour is left out."""
    effecten: list[Effect] = []
    for tarief in compute_kostprijs(invoer).tarieven:
        eigen = [
            effect
            for naam in get_kostennamen().values()
            if (effect := _compute_effect(invoer, tarief.naam, naam)) is not None
        ]
        effecten += sorted(eigen, key=lambda effect: (-abs(effect.deel), effect.parameter))
    return effecten


def _compute_effect(invoer: Invoer, functie: str, naam: Kostennaam) -> Effect | None:
    enkel = Invoer(functies=tuple(f for f in invoer.functies if f.naam == functie))
    van = enkel.functies[0].waarden[naam.naam]
    naar = naam.verzet(van)
    if naar < 0 or (naam.soort is Soort.DEEL and naar > 1):
        return None
    oud = compute_kostprijs(enkel).tarieven[0]
    try:
        nieuw = compute_kostprijs(
            change_waarde(enkel, functie=functie, naam=naam.naam, waarde=naar)
        ).tarieven[0]
    except KostprijsFout:
        return None
    onafgerond = oud.stappen["tarief_onafgerond"]
    verschil = nieuw.stappen["tarief_onafgerond"] - onafgerond
    return Effect(
        functie=functie,
        parameter=naam.naam,
        van=van,
        naar=naar,
        tarief=nieuw.tarief,
        effect=nieuw.tarief - oud.tarief,
        deel=verschil / onafgerond if onafgerond else Fraction(0),
    )
