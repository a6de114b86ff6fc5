"""Money: whole eurocents (int) in storage and messages, exact Decimal in between.

A calculation rounds once, at its end, by a rule with a name. The names are the vocabulary of
docs/rekenen; adding a variant means adding a function here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

Cent = int


def rond_half_omhoog(centen: Decimal) -> Cent:
    """Half a cent goes up (1,455 euro becomes 1,46); the rule of IV081 and of the cost price."""
    return int(centen.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_euro(centen: Cent) -> str:
    """'€ 1.234,56' for people; negative amounts as '-€ 1,00'."""
    teken = "-" if centen < 0 else ""
    euro, rest = divmod(abs(centen), 100)
    return f"{teken}€ {euro:,}".replace(",", ".") + f",{rest:02d}"


def rond_breuk_half_omhoog(centen: Fraction) -> Cent:
    """The same for an exact fraction: of a third, a decimal is already rounded once."""
    return (1 if centen >= 0 else -1) * floor(abs(centen) + Fraction(1, 2))


def rond_met_som(centen: Sequence[Fraction | float]) -> list[Cent]:
    """Whole cents that add up to the rounded sum; the largest remainders go up, of equals the first.

    No amount differs a whole cent or more from what it was.
    """
    onder = [floor(bedrag) for bedrag in centen]
    exact = [Fraction(bedrag) for bedrag in centen]
    over = rond_breuk_half_omhoog(sum(exact, Fraction(0))) - sum(onder)
    grootste = sorted(range(len(onder)), key=lambda plek: onder[plek] - exact[plek])
    for plek in grootste[:over]:
        onder[plek] += 1
    return onder
