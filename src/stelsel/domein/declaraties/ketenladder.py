"""Claims still to be received: how much usually comes after a number of months, the chain ladder.

A triangle has a row per month of delivery and a column per month of delay: cents that were approved up to
then. The factor of a column is what all months together grew by in the next month; its spread is the lowest
and the highest growth of a single month. What is still to come of a month is its last cumulative amount times
the factors that it has not had yet, minus that amount.

A month of which nothing was received yet cannot be multiplied; it gets the mean of the other months.
Worked example: docs/rekenen/jaarafsluiting.md. Source: the chain ladder of actuaries; the interval is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from stelsel.kern.bedrag import rond_breuk_half_omhoog

#: With fewer months behind a factor, or behind a mean, chance decides.
MINIMUM_MAANDEN = 3


@dataclass(frozen=True)
class Factor:
    """The growth from one month of delay to the next; `laag` and `hoog` of single months."""

    factor: Fraction
    laag: Fraction
    hoog: Fraction


@dataclass(frozen=True)
class Verwachting:
    """Of one month: cents received, and still to come with the interval."""

    ontvangen: int
    verwacht: int
    laag: int
    hoog: int


@dataclass(frozen=True)
class Ketenladder:
    """The factors by delay, and the expectation of every row of the triangle."""

    factoren: tuple[Factor, ...]
    maanden: tuple[Verwachting, ...]


def compute_ketenladder(driehoek: Sequence[Sequence[int]]) -> Ketenladder | None:
    """Complete a triangle of cumulative cents, the oldest month first; every row has at least one amount.

    None when there is too little to go by: fewer than three months with claims, or no factor that three
    months stand behind. Columns after the last such factor are taken to bring nothing."""
    begin = _get_eerste_kolom(driehoek)
    rijen = [rij[begin:] for rij in driehoek]
    factoren = _compute_factoren([rij for rij in rijen if rij])
    gevuld = [rij for rij in rijen if rij and rij[-1] > 0]
    if not factoren or len(gevuld) < MINIMUM_MAANDEN:
        return None
    standen = [_compute_eindstand(rij, factoren) for rij in gevuld]
    leeg = (Fraction(sum(stand[0] for stand in standen), len(standen)),
            min(stand[1] for stand in standen), max(stand[2] for stand in standen))  # fmt: skip
    maanden = []
    for rij, heel in zip(rijen, driehoek, strict=True):
        stand = _compute_eindstand(rij, factoren) if rij and rij[-1] > 0 else leeg
        maanden.append(Verwachting(heel[-1], *(rond_breuk_half_omhoog(s - heel[-1]) for s in stand)))
    return Ketenladder(factoren, tuple(maanden))


def _get_eerste_kolom(driehoek: Sequence[Sequence[int]]) -> int:
    """Claims come after the month: the first delay at which anything was ever received."""
    gevuld = [kolom for rij in driehoek for kolom, bedrag in enumerate(rij) if bedrag]
    return min(gevuld, default=0)


def _compute_factoren(rijen: Sequence[Sequence[int]]) -> tuple[Factor, ...]:
    factoren: list[Factor] = []
    while True:
        kolom = len(factoren)
        paren = [(rij[kolom], rij[kolom + 1]) for rij in rijen if len(rij) > kolom + 1 and rij[kolom] > 0]
        if len(paren) < MINIMUM_MAANDEN:
            return tuple(factoren)
        groei = [Fraction(na, voor) for voor, na in paren]
        factor = Fraction(sum(na for _, na in paren), sum(voor for voor, _ in paren))
        factoren.append(Factor(factor, min(groei), max(groei)))


def _compute_eindstand(rij: Sequence[int], factoren: Sequence[Factor]) -> tuple[Fraction, Fraction, Fraction]:
    """What a month ends at: expected, low and high."""
    verwacht = laag = hoog = Fraction(rij[-1])
    for factor in factoren[len(rij) - 1 :]:
        verwacht, laag, hoog = verwacht * factor.factor, laag * factor.laag, hoog * factor.hoog
    return verwacht, laag, hoog
