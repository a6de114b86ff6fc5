"""What a year will cost in the end, from what is known of it so far, and the chance that it is too much.

    prognose = goedgekeurd + onderhanden + uitnutting x rest + instroom

`uitnutting` is the part of what was granted that is claimed in the end. Amounts in cents. Source: the way of
reckoning of depletion in the handbook of the field; the chance is an own model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import erf, sqrt

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

#: Outside of these, this year and the one before are not about the same help: data are missing.
_LAAGSTE, _HOOGSTE = Fraction(1, 2), Fraction(2)


class Evenwicht(StrEnum):
    """How a year ends against its budget."""

    TEKORT = "tekort"
    EVENWICHT = "in evenwicht"
    OVERSCHOT = "overschot"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Verloop:
    """A year up to a day. `onderhanden`: given, not yet approved; `rest`: what running and coming
    allocations grant after that day, before it is multiplied by `uitnutting`; `instroom`: of allocations
    that are still to come."""

    goedgekeurd: Cent
    onderhanden: Cent
    rest: Cent
    uitnutting: Fraction
    instroom: Cent

    @property
    def verwacht_rest(self) -> Cent:
        """The part of `rest` that will be claimed."""
        return rond_breuk_half_omhoog(self.uitnutting * self.rest)

    @property
    def prognose(self) -> Cent:
        """What the whole year will cost."""
        return self.goedgekeurd + self.onderhanden + self.verwacht_rest + self.instroom


def compute_uitnutting(*, gedeclareerd: Cent, toegekend: Cent) -> Fraction | None:
    """The part of what was granted in a whole year that was claimed; None when nothing was granted."""
    return Fraction(gedeclareerd, toegekend) if toegekend > 0 else None


def compute_onderhanden(*, toegekend: Cent, goedgekeurd: Cent, uitnutting: Fraction) -> Cent:
    """What was granted up to a day and will be claimed, beyond what is approved; never below nothing."""
    return max(0, rond_breuk_half_omhoog(uitnutting * toegekend) - goedgekeurd)


def compute_instroom(starts: Sequence[Fraction], *, prijs: Cent, maanden: int) -> Cent:
    """What new traject starts still cost this year: per start the months of it that fall in the year."""
    return rond_breuk_half_omhoog(sum(starts, Fraction(0)) * prijs / maanden)


def compute_verwachte_instroom(*, nieuw_toen: Cent, loopt_toen: Cent, loopt_nu: Cent) -> Fraction | None:
    """What is still to be granted this year, as in the year before, in proportion to what runs; in cents, not
    rounded. None when so much more or less runs than then that the two cannot be compared."""
    if loopt_toen <= 0:
        return None
    verhouding = Fraction(loopt_nu, loopt_toen)
    if not _LAAGSTE <= verhouding <= _HOOGSTE:
        return None
    return nieuw_toen * verhouding


def compute_kans(prognose: Cent, *, budget: Cent, fout: float | None) -> float | None:
    """The chance, from 0 to 1, that the year costs more than `budget`, when the error of the prognose is
    `fout` (as a part, one standard deviation) and falls as chance makes it; None when it is not known."""
    if fout is None:
        return None
    if fout * prognose == 0:
        return float(prognose > budget)
    return 0.5 * (1 + erf((prognose - budget) / (fout * prognose) / sqrt(2)))


def get_evenwicht(lasten: Cent, *, budget: Cent | None, marge: Fraction) -> Evenwicht:
    """Within `marge` (a part of the budget) of the budget is in balance; without a budget it is unknown."""
    if budget is None:
        return Evenwicht.ONBEKEND
    if abs(budget - lasten) <= marge * budget:
        return Evenwicht.EVENWICHT
    return Evenwicht.OVERSCHOT if lasten < budget else Evenwicht.TEKORT
