"""Whether a cost price holds every element that the law asks of a real price, and what is paid covers it.

Per element of the Wmo and the Jeugdwet: the inputs of the cost price that stand for it. An element that is
zero in a functie is missing there. That the amount is enough is another question: that is the comparison
with what is paid now (`compare_huidig`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from stelsel.kern.bedrag import Cent

from .indexatie import IndexOnbekend, index_tarief
from .kostprijs import Invoer, Kostprijs, KostprijsFout, Tarief, rond_tarief


@dataclass(frozen=True)
class Element:
    """One element of the law. `delen`: inputs that stand for it, all of them or any (`alle`)."""

    wet: str
    bron: str
    letter: str
    naam: str
    vanaf: date
    delen: tuple[str, ...]
    alle: bool
    index: bool


@dataclass(frozen=True)
class Toets:
    """The outcome for one element. `ontbreekt`: inputs that are zero; `functies`: where."""

    element: Element
    aanwezig: bool
    ontbreekt: tuple[str, ...] = ()
    functies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vergelijking:
    """What is paid now beside the cost price of the same year, in cents; `verschil`: now minus cost."""

    functie: str
    huidig: Cent
    kostprijs: Cent

    @property
    def verschil(self) -> Cent:
        """Negative: what is paid does not cover the cost."""
        return self.huidig - self.kostprijs


@cache
def get_elementen() -> tuple[Element, ...]:
    """All elements, by law and letter."""
    data = tomllib.loads((resources.files(__package__) / "reeel_tarief.toml").read_text("utf-8"))
    bronnen = {wet["code"]: wet["bron"] for wet in data["wet"]}
    return tuple(_parse(rij, bronnen) for rij in data["element"])


def check_elementen(invoer: Invoer, *, wet: str, peildatum: date) -> list[Toets]:
    """Every element that the law asks on a day; none before the law had them."""
    gevraagd = [e for e in get_elementen() if e.wet == wet and e.vanaf <= peildatum]
    return [_check(element, invoer) for element in gevraagd]


def compare_huidig(invoer: Invoer, kostprijs: Kostprijs) -> list[Vergelijking]:
    """Per functie with a present tarief: that beside the cost price, indexed when the input says so."""
    return [
        Vergelijking(
            functie=tarief.naam,
            huidig=rond_tarief(invoer.huidig[tarief.naam]),
            kostprijs=rond_tarief(index_kostprijs(invoer, tarief)),
        )
        for tarief in kostprijs.tarieven
        if tarief.naam in invoer.huidig
    ]


def index_kostprijs(invoer: Invoer, tarief: Tarief) -> Fraction:
    """The tarief in euros in the prices of `naar_jaar`, or as it is. Raises KostprijsFout for a year
    without index."""
    onafgerond = tarief.stappen["tarief_onafgerond"]
    if invoer.prijspeil is None or invoer.naar_jaar is None:
        return onafgerond
    try:
        return index_tarief(onafgerond, van=invoer.prijspeil, naar=invoer.naar_jaar)
    except IndexOnbekend as fout:
        raise KostprijsFout(str(fout)) from None


def _check(element: Element, invoer: Invoer) -> Toets:
    if element.index:
        aanwezig = invoer.prijspeil is not None and invoer.naar_jaar is not None
        return Toets(element, aanwezig, () if aanwezig else ("prijspeil",))
    leeg = {
        functie.naam: [deel for deel in element.delen if not functie.waarden[deel]]
        for functie in invoer.functies
    }
    genoeg = 1 if element.alle else len(element.delen)
    gemist = {naam: delen for naam, delen in leeg.items() if len(delen) >= genoeg}
    ontbreekt = dict.fromkeys(deel for delen in gemist.values() for deel in delen)
    return Toets(element, not gemist, tuple(ontbreekt), tuple(gemist))


def _parse(rij: Mapping[str, Any], bronnen: Mapping[str, str]) -> Element:
    return Element(
        wet=rij["wet"],
        bron=bronnen[rij["wet"]],
        letter=rij["letter"],
        naam=rij["naam"],
        vanaf=rij["vanaf"],
        delen=tuple(rij.get("delen", ())),
        alle=rij.get("nodig") == "alle",
        index=rij.get("index", False),
    )
