"""Do new prices times the volume fit within the budget of each gemeente, and what if they do not?

    nieuw = sum of price x volume + what is paid for help without a new price
    factor = budget / nieuw

Prices that are too high can be scaled down, none below its cost price: a price whose cost price is not known
is not scaled at all. What is then still missing is said in cents; the floor is never lowered. Scaled prices
are whole cents, rounded down, so that they do not go over the budget. Source: policy, budget neutrality of
the integratie-uitkering; the way of scaling is an own model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

from .neutraliteit import compute_factor

_HEEL = Fraction(1)


@dataclass(frozen=True)
class Prijs:
    """Cents for one eenheid; `bodem`: the cost price of it, None where that is not known."""

    bedrag: Cent
    bodem: Cent | None = None

    @property
    def laagste(self) -> Cent:
        """How far it may be scaled down."""
        return self.bedrag if self.bodem is None else self.bodem

    @property
    def onder_kostprijs(self) -> bool:
        """Is the price lower than the cost price as it is?"""
        return self.bodem is not None and self.bedrag < self.bodem


@dataclass(frozen=True)
class Gebruik:
    """What was used in a year. `betaald`: cents then, for all; `buiten`: cents of that for help without a new
    price; `volumes`: eenheden per code with a new price."""

    betaald: Cent
    buiten: Cent
    volumes: Mapping[str, Fraction]


@dataclass(frozen=True)
class Budgettoets:
    """One gemeente, or several together, in cents. `factor`: budget divided by `nieuw`; `schaal`: what prices
    above their cost price are multiplied by to fit, never more than one; `geschaald`: what it costs then.
    The last four are None without a budget, or without anything to pay."""

    betaald: Cent
    nieuw: Cent
    buiten: Cent
    budget: Cent | None
    factor: Fraction | None
    schaal: Fraction | None
    geschaald: Cent | None

    @property
    def ruimte(self) -> Cent | None:
        """What is left of the budget at the new prices; negative: too much is paid."""
        return None if self.budget is None else self.budget - self.nieuw

    @property
    def tekort(self) -> Cent | None:
        """What is missing when no price may go lower; nothing when it fits."""
        return None if self.budget is None or self.geschaald is None else max(0, self.geschaald - self.budget)

    @property
    def effect(self) -> Fraction | None:
        """The change against what was paid, as a fraction of that."""
        return Fraction(self.nieuw - self.betaald, self.betaald) if self.betaald > 0 else None


def compute_nieuw(prijzen: Mapping[str, Cent], gebruik: Gebruik) -> Cent:
    """Price times volume with what stays as it was, rounded once."""
    som = sum((prijzen[code] * volume for code, volume in gebruik.volumes.items()), Fraction(0))
    return gebruik.buiten + rond_breuk_half_omhoog(som)


def compute_toets(
    prijzen: Mapping[str, Prijs], gebruik: Gebruik, *, budget: Cent | None
) -> tuple[Budgettoets, Mapping[str, Cent]]:
    """The test, and the scaled prices (as they are without a budget)."""
    nieuw = compute_nieuw({code: prijs.bedrag for code, prijs in prijzen.items()}, gebruik)
    factor = None if budget is None else compute_factor(oud=budget, nieuw=nieuw)
    if budget is None or factor is None:
        gewoon = {code: prijs.bedrag for code, prijs in prijzen.items()}
        return Budgettoets(gebruik.betaald, nieuw, gebruik.buiten, budget, None, None, None), gewoon
    schaal = compute_schaal(prijzen, gebruik, budget=budget)
    lager = scale_prijzen(prijzen, schaal=schaal)
    geschaald = compute_nieuw(lager, gebruik)
    return Budgettoets(gebruik.betaald, nieuw, gebruik.buiten, budget, factor, schaal, geschaald), lager


def compute_schaal(prijzen: Mapping[str, Prijs], gebruik: Gebruik, *, budget: Cent) -> Fraction:
    """The largest factor, at most one, at which max(cost price, factor x price) fits; zero: none does.

    Exact: the cost is a broken line in the factor with a bend where a price meets its cost price. From one
    down, each price that meets its cost price stays there and the others carry on.
    """
    rijen = sorted(
        (
            (Fraction(prijs.laagste, prijs.bedrag), prijs, volume)
            for code, volume in gebruik.volumes.items()
            if (prijs := prijzen[code]).bedrag > 0
        ),
        key=lambda rij: rij[0],
        reverse=True,
    )
    vast = Fraction(gebruik.buiten)
    vrij = sum((prijs.bedrag * volume for _, prijs, volume in rijen), Fraction(0))
    for knik, prijs, volume in rijen:
        if vrij > 0 and (schaal := min(_HEEL, (budget - vast) / vrij)) >= knik:
            return schaal
        vrij -= prijs.bedrag * volume
        vast += prijs.laagste * volume
    return _HEEL if vast <= budget else Fraction(0)


def scale_prijzen(prijzen: Mapping[str, Prijs], *, schaal: Fraction) -> dict[str, Cent]:
    """Every price times the factor in whole cents, none below its cost price."""
    return {code: max(prijs.laagste, floor(prijs.bedrag * schaal)) for code, prijs in prijzen.items()}


def add_gebruik(delen: Iterable[Gebruik]) -> Gebruik:
    """Several gemeenten together."""
    betaald, buiten, volumes = 0, 0, dict[str, Fraction]()
    for deel in delen:
        betaald, buiten = betaald + deel.betaald, buiten + deel.buiten
        for code, volume in deel.volumes.items():
            volumes[code] = volumes.get(code, Fraction(0)) + volume
    return Gebruik(betaald, buiten, volumes)
