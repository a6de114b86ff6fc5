"""What an aanbieder earns by giving less help with the same result.

Under inspanning less help is less income; under output and taak the income stays and only the cost falls. A
part of the cost moves with the help (people, travel), the rest stays (buildings, management).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

from .modellen import Model


@dataclass(frozen=True)
class Afschaling:
    """In cents: what changes in income, in cost, and in what is left."""

    opbrengst: Cent
    kosten: Cent

    @property
    def resultaat(self) -> Cent:
        """Positive: stepping down pays."""
        return self.opbrengst - self.kosten


def compute_afschaling(model: Model, *, kosten: Cent, stap: Fraction, meebewegend: Fraction) -> Afschaling:
    """A share `stap` less of help that costs and earns `kosten`; of the cost a share `meebewegend` moves."""
    minder = rond_breuk_half_omhoog(-kosten * stap)
    return Afschaling(
        opbrengst=minder if model is Model.INSPANNING else 0,
        kosten=rond_breuk_half_omhoog(-kosten * stap * meebewegend),
    )
