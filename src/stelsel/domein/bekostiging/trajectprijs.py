"""What is still to be paid, or given back, when a traject with an output price ends.

Ended by plan: the whole price. Otherwise the part of the planned days that has passed, at most all of it. Who
may keep what was paid (`terugvordering` False) never gives back.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog


@dataclass(frozen=True)
class Verrekening:
    """`deel` of the price that is due; `verschuldigd` and `verrekening` in cents, negative: to give back."""

    deel: Fraction
    verschuldigd: Cent
    verrekening: Cent


@dataclass(frozen=True)
class Betaalschema:
    """How a price is paid: a share at the start and the rest at the end."""

    bij_start: Fraction
    terugvordering: bool = True


def compute_verrekening(
    *, prijs: Cent, schema: Betaalschema, volgens_plan: bool, dagen: int, gepland: int
) -> Verrekening:
    """At the end after `dagen` of `gepland` days. Raises ValueError for no planned days or negative ones."""
    if gepland < 1 or dagen < 0:
        raise ValueError("een traject heeft ten minste één geplande dag en geen negatieve dagen")
    deel = Fraction(1) if volgens_plan else min(Fraction(1), Fraction(dagen, gepland))
    verschuldigd = rond_breuk_half_omhoog(prijs * deel)
    verschil = verschuldigd - rond_breuk_half_omhoog(prijs * schema.bij_start)
    return Verrekening(deel, verschuldigd, verschil if schema.terugvordering else max(0, verschil))


def compute_termijnen(*, jaarprijs: Cent, termijnen: int = 12) -> list[Cent]:
    """A yearly price in equal parts; the cents that do not divide come in the first parts."""
    heel, rest = divmod(jaarprijs, termijnen)
    return [heel + (plek < rest) for plek in range(termijnen)]
