"""Who gains and who loses by new prices, and how the change is spread over years.

The effect is new divided by old, minus one. A corridor holds it within a few percent in the first and second
year; from the third year it counts in full. The borders are data of the region (corridor_*.toml).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from stelsel.domein.parameters import get_aantal
from stelsel.kern.bedrag import Cent

_PARAMETERS = {1: "corridor_eerste_jaar", 2: "corridor_tweede_jaar"}


def compute_effect(*, oud: Cent, nieuw: Cent) -> Fraction | None:
    """As a fraction of `oud`; None when `oud` is nothing or less."""
    return Fraction(nieuw - oud, oud) if oud > 0 else None


def get_corridor(jaar: int, *, peildatum: date) -> Fraction | None:
    """The most that may be gained or lost in the nth year of new prices, as a fraction; None: no border."""
    naam = _PARAMETERS.get(jaar)
    return None if naam is None else Fraction(get_aantal(naam, peildatum=peildatum), 100)


def limit_effect(effect: Fraction, *, corridor: Fraction | None) -> Fraction:
    """The effect within the corridor, both ways."""
    return effect if corridor is None else max(-corridor, min(corridor, effect))
