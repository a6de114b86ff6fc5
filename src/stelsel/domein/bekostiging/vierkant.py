"""The financial square: price, volume, budget and quality tested together, with the risks that follow.

A gemeente is within the square when no corner is open. Each open corner is a risk of its own, with cents
where they can be said. Source: policy, the risk that prices and budgets do not fit; the tests on volume and
quality are an own model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

from .budgettoets import Budgettoets


class Hoek(StrEnum):
    """The four corners."""

    PRIJS = "prijs"
    VOLUME = "volume"
    BUDGET = "budget"
    KWALITEIT = "kwaliteit"


class Oordeel(StrEnum):
    """What a test says of one corner."""

    GOED = "past"
    RISICO = "risico"
    ONBEKEND = "niet te toetsen"


@dataclass(frozen=True)
class Prijspeiling:
    """What is known of the prices: how many there are, how many are below their cost price, how many have a
    cost price, and how many pay for help of which no quality demand is written down. `ontbreekt`: legal parts
    that the cost price does not hold."""

    aantal: int
    onder_kostprijs: int
    getoetst: int
    zonder_eisen: int
    ontbreekt: Sequence[str] = ()


@dataclass(frozen=True)
class Vierkant:
    """The four verdicts on one gemeente. `groei`: how much more was used than a year before, at the same
    prices; None when that year is not whole. `meer`: cents that come on top when that goes on."""

    oordelen: dict[Hoek, Oordeel]
    groei: Fraction | None
    meer: Cent

    @property
    def binnen(self) -> Oordeel:
        """Within the square, not within, or not to be said."""
        waarden = set(self.oordelen.values())
        if Oordeel.RISICO in waarden:
            return Oordeel.RISICO
        return Oordeel.ONBEKEND if Oordeel.ONBEKEND in waarden else Oordeel.GOED


def compute_vierkant(
    toets: Budgettoets, *, eerder: Cent | None, groei: Fraction, marge: Fraction, peiling: Prijspeiling
) -> Vierkant:
    """`eerder`: cents that the volume of a year before costs at the new prices; `groei`: the growth that is
    already counted in `toets`; `marge`: how much more growth is no risk."""
    gezien = Fraction(toets.nieuw, eerder) / (1 + groei) - 1 if eerder else None
    meer = 0
    if gezien is not None and gezien - groei > marge:
        meer = rond_breuk_half_omhoog(toets.nieuw * ((1 + gezien) / (1 + groei) - 1))
    return Vierkant(
        oordelen={
            Hoek.PRIJS: judge_prijs(peiling),
            Hoek.VOLUME: Oordeel.ONBEKEND if gezien is None else _als_oordeel(meer > 0),
            Hoek.BUDGET: Oordeel.ONBEKEND if toets.ruimte is None else _als_oordeel(toets.ruimte < 0),
            Hoek.KWALITEIT: judge_kwaliteit(peiling),
        },
        groei=gezien,
        meer=meer,
    )


def judge_prijs(peiling: Prijspeiling) -> Oordeel:
    """No price below its cost price; not to be said while some have none."""
    if peiling.onder_kostprijs:
        return Oordeel.RISICO
    return Oordeel.GOED if peiling.aantal and peiling.getoetst == peiling.aantal else Oordeel.ONBEKEND


def judge_kwaliteit(peiling: Prijspeiling) -> Oordeel:
    """Every price pays for help with quality demands, and the cost price holds every legal part."""
    if not peiling.aantal:
        return Oordeel.ONBEKEND
    return _als_oordeel(peiling.zonder_eisen > 0 or bool(peiling.ontbreekt))


def _als_oordeel(risico: bool) -> Oordeel:
    return Oordeel.RISICO if risico else Oordeel.GOED
