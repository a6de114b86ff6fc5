"""How many places do trajecten take, and what room does a shorter traject give?

A plek is a place that is there all year; with trajecten of `duur` months and an occupancy `bezetting` it
carries 12 / duur * bezetting trajecten a year. Help in balance follows Little's law: clients in help at any
moment are the inflow of a year times the mean length in years.
Source: eisen R4.11, R4.12 and R4.13; J.D.C. Little, "A proof for the queuing formula L = λW", Operations
Research 9 (1961).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

MAANDEN_PER_JAAR = 12


class PlekkenOngeldig(ValueError):
    """A length, an occupancy or a number with which nothing can be computed; the text says which."""


@dataclass(frozen=True)
class Plekinvoer:
    """`trajecten` a year, mean `duur` in months, `bezetting` as a share; exact, so that a whole is a whole.

    Raises PlekkenOngeldig."""

    trajecten: Fraction
    duur: Fraction
    bezetting: Fraction

    def __post_init__(self) -> None:
        if self.trajecten < 0:
            raise PlekkenOngeldig("Het aantal trajecten is nul of meer.")
        if self.duur <= 0:
            raise PlekkenOngeldig("De duur is meer dan nul maanden.")
        if not 0 < self.bezetting <= 1:
            raise PlekkenOngeldig("De bezetting ligt boven 0 en is hoogstens 100 %.")


@dataclass(frozen=True)
class Ruimte:
    """The same places with a shorter length: trajecten now and then, and what that gives more."""

    plekken: int
    nu: float
    straks: float

    @property
    def extra(self) -> float:
        """Trajecten a year that come free."""
        return self.straks - self.nu

    @property
    def aandeel(self) -> float:
        """The same as a share of what they carry now."""
        return self.extra / self.nu if self.nu else 0.0


def compute_per_plek(*, duur: Fraction, bezetting: Fraction) -> float:
    """Trajecten that one place carries in a year."""
    invoer = Plekinvoer(Fraction(0), duur, bezetting)
    return float(MAANDEN_PER_JAAR / invoer.duur * invoer.bezetting)


def compute_plekken(invoer: Plekinvoer) -> int:
    """Whole places that these trajecten take."""
    return math.ceil(compute_plekken_precies(invoer))


def compute_plekken_precies(invoer: Plekinvoer) -> Fraction:
    """The same before it is rounded up."""
    return invoer.trajecten * invoer.duur / (MAANDEN_PER_JAAR * invoer.bezetting)


def compute_ruimte(invoer: Plekinvoer, *, straks: Fraction) -> Ruimte:
    """What the places of `invoer` carry when a traject lasts `straks` months. Raises PlekkenOngeldig."""
    plekken = compute_plekken(invoer)
    nu, dan = (compute_per_plek(duur=duur, bezetting=invoer.bezetting) for duur in (invoer.duur, straks))
    return Ruimte(plekken, plekken * nu, plekken * dan)


def compute_voorraad(*, instroom: Fraction, duur: Fraction) -> float:
    """Clients in help at any moment when as many come as go: inflow a year and months (Little's law)."""
    if instroom < 0 or duur <= 0:
        raise PlekkenOngeldig("Instroom is nul of meer en duur is meer dan nul maanden.")
    return float(instroom * duur / MAANDEN_PER_JAAR)
