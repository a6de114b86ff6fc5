"""What new tarieven mean for people with a personal budget: their rate follows the tarief in kind.

    nieuw = percentage of the class of supplier x new tarief, half a cent up
    effect per year = (nieuw - nu) x eenheden in a year

Whole cents. Source: policy, impact on personal budgets; what the law asks of the amount is in pgbeffect.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

from .tarievenboek import Regel, compute_pgb, get_eenheidsdeel

MAANDEN = 12


@dataclass(frozen=True)
class Wetseis:
    """What a law asks of the amount, from a day on, and where it stands."""

    wet: str
    vanaf: date
    artikel: str
    eis: str


@dataclass(frozen=True)
class Pgbhouder:
    """One budget: `kenmerk` is how the gemeente knows it, `volume` the eenheden in a year, `tarief` cents for
    one eenheid now."""

    kenmerk: str
    gemeente: str
    code: str
    klasse: str
    eenheid: str
    volume: Fraction
    tarief: Cent


@dataclass(frozen=True)
class Pgbeffect:
    """The rate now and then. `nieuw` None: the book says nothing of this code, eenheid or class."""

    houder: Pgbhouder
    nieuw: Cent | None

    @property
    def per_eenheid(self) -> Cent | None:
        """What one eenheid costs more."""
        return None if self.nieuw is None else self.nieuw - self.houder.tarief

    @property
    def per_jaar(self) -> Cent | None:
        """What a year costs more."""
        verschil = self.per_eenheid
        return None if verschil is None else rond_breuk_half_omhoog(verschil * self.houder.volume)

    @property
    def per_maand(self) -> Cent | None:
        """A twelfth of that."""
        jaar = self.per_jaar
        return None if jaar is None else rond_breuk_half_omhoog(Fraction(jaar, MAANDEN))


@dataclass(frozen=True)
class Pgbsom:
    """Budgets of one gemeente and class together: how many, how many go up and down, cents a year."""

    houders: int
    omhoog: int
    omlaag: int
    onbekend: int
    nu: Cent
    effect: Cent


def compute_pgbeffecten(
    houders: Iterable[Pgbhouder], *, regels: Iterable[Regel], procenten: Mapping[str, Fraction]
) -> list[Pgbeffect]:
    """One per budget, in the given order; `regels`: the tarieven that hold, `procenten`: per class."""
    tarieven = {regel.code: regel for regel in regels}
    return [Pgbeffect(houder, _compute_nieuw(houder, tarieven, procenten)) for houder in houders]


def _compute_nieuw(
    houder: Pgbhouder, tarieven: Mapping[str, Regel], procenten: Mapping[str, Fraction]
) -> Cent | None:
    regel, procent = tarieven.get(houder.code), procenten.get(houder.klasse)
    if regel is None or procent is None:
        return None
    deel = get_eenheidsdeel(van=regel.eenheid, naar=houder.eenheid)
    return None if deel is None else compute_pgb(regel.tarief, procent=procent * deel)


def sum_effecten(effecten: Iterable[Pgbeffect]) -> dict[tuple[str, str], Pgbsom]:
    """Per gemeente and class, in that order."""
    groepen: dict[tuple[str, str], list[Pgbeffect]] = {}
    for effect in effecten:
        groepen.setdefault((effect.houder.gemeente, effect.houder.klasse), []).append(effect)
    return {sleutel: _create_som(groep) for sleutel, groep in sorted(groepen.items())}


def _create_som(groep: list[Pgbeffect]) -> Pgbsom:
    verschillen = [verschil for rij in groep if (verschil := rij.per_eenheid) is not None]
    return Pgbsom(
        houders=len(groep),
        omhoog=sum(verschil > 0 for verschil in verschillen),
        omlaag=sum(verschil < 0 for verschil in verschillen),
        onbekend=len(groep) - len(verschillen),
        nu=sum(rond_breuk_half_omhoog(rij.houder.tarief * rij.houder.volume) for rij in groep),
        effect=sum(rij.per_jaar or 0 for rij in groep),
    )


def get_wetseis(wet: str, *, dag: date) -> Wetseis | None:
    """What that law asks on that day; None before it held."""
    return next((eis for eis in _list_eisen() if eis.wet == wet and eis.vanaf <= dag), None)


@cache
def _list_eisen() -> tuple[Wetseis, ...]:
    tekst = resources.files(__package__).joinpath("pgbeffect.toml").read_text("utf-8")
    eisen = [Wetseis(**rij) for rij in tomllib.loads(tekst)["eis"]]
    return tuple(sorted(eisen, key=lambda eis: eis.vanaf, reverse=True))
