"""Uitputting: how far the budget of a year has been granted, claimed and proposed for payment.

What is granted for a period that runs over the turn of the year belongs to both years, by days. The budget
that is left (`ruimte`) is what was not granted; it can be negative. Granted is the earliest warning, but not
all of it will be used: only when more is claimed than the budget is there a shortage.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from stelsel.kern.periode import Periode


class Oordeel(StrEnum):
    """Where a budget stands: claimed is over it, granted is over it, or neither; unknown without a budget."""

    TEKORT = "tekort"
    KRAP = "krap"
    RUIM = "ruim"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Uitputting:
    """One budget in cents; `budget` None when no budget was set."""

    budget: int | None
    toegekend: int
    ingediend: int
    goedgekeurd: int
    betaalvoorstel: int

    @property
    def ruimte(self) -> int | None:
        """Budget minus granted, in cents; None without a budget."""
        return None if self.budget is None else self.budget - self.toegekend

    @property
    def oordeel(self) -> Oordeel:
        """Exactly the budget is within it."""
        if self.budget is None:
            return Oordeel.ONBEKEND
        if self.ingediend > self.budget:
            return Oordeel.TEKORT
        return Oordeel.KRAP if self.toegekend > self.budget else Oordeel.RUIM

    def aandeel(self, bedrag: int) -> float | None:
        """An amount as a fraction of the budget; None without a budget or with one of zero."""
        return bedrag / self.budget if self.budget else None


def deel_in_jaar(bedrag: int, *, periode: Periode, jaar: int) -> Fraction:
    """The part of an amount (cents) that falls in a year, by calendar days; not rounded.

    Raises ValueError for an open period: without an end there is no amount for it.
    """
    binnen = periode.doorsnede(Periode(date(jaar, 1, 1), date(jaar, 12, 31)))
    return Fraction(bedrag * (binnen.dagen if binnen else 0), periode.dagen)


def tel_op(uitputtingen: list[Uitputting]) -> Uitputting:
    """The sum; its budget is None when one of the parts has none, since the sum would say too little."""
    budgetten = [deel.budget for deel in uitputtingen]
    return Uitputting(
        budget=None if None in budgetten else sum(budget or 0 for budget in budgetten),
        toegekend=sum(deel.toegekend for deel in uitputtingen),
        ingediend=sum(deel.ingediend for deel in uitputtingen),
        goedgekeurd=sum(deel.goedgekeurd for deel in uitputtingen),
        betaalvoorstel=sum(deel.betaalvoorstel for deel in uitputtingen),
    )
