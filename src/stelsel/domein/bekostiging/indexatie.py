"""The index of a year: labour cost and prices as foreseen, plus what last year turned out to be off.

The way to settle last year changed, and so did what is rounded; both are data of the year (indexatie.toml).
All indices are percents. A tarief is indexed year by year, unrounded in between.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from stelsel.kern.bedrag import rond_breuk_half_omhoog

_HONDERD = 100


class IndexOnbekend(LookupError):
    """There is no index for that year; the text says in Dutch which years there are."""


class Methode(StrEnum):
    """How the difference of last year is settled."""

    RATIO = "ratio"
    VERSCHIL = "verschil"


class Afronding(StrEnum):
    """What is rounded to two decimals."""

    DELEN = "delen"
    SOM = "som"


@dataclass(frozen=True)
class Indexjaar:
    """What is known of a year. `voorlopig` and `definitief`: the weighted percents; None when unknown."""

    jaar: int
    voorlopig: Fraction
    definitief: Fraction | None
    methode: Methode | None
    afronding: Afronding | None
    bron: str


@dataclass(frozen=True)
class Index:
    """The index of a year in percents: its basis, the settlement of last year, and their rounded total."""

    jaar: int
    basis: Fraction
    nacalculatie: Fraction
    totaal: Fraction
    methode: Methode
    afronding: Afronding


@cache
def get_indexjaren() -> dict[int, Indexjaar]:
    """All years that we know, by year."""
    tekst = (resources.files(__package__) / "indexatie.toml").read_text("utf-8")
    rijen = tomllib.loads(tekst, parse_float=Decimal)
    return {int(jaar): _parse(int(jaar), rij) for jaar, rij in sorted(rijen.items())}


def compute_index(jaar: int, *, methode: Methode | None = None, afronding: Afronding | None = None) -> Index:
    """The index of a year by its own method, or by another to compare. Raises IndexOnbekend."""
    jaren = get_indexjaren()
    dit, vorig = jaren.get(jaar), jaren.get(jaar - 1)
    if dit is None or vorig is None or vorig.definitief is None or dit.methode is None:
        raise IndexOnbekend(f"Voor {jaar} kennen wij geen index. Wel voor: {_list_bekend()}.")
    gekozen = methode or dit.methode
    wijze = afronding or dit.afronding or Afronding.SOM
    if gekozen is Methode.RATIO:
        nacalculatie = _HONDERD * ((_HONDERD + vorig.definitief) / (_HONDERD + vorig.voorlopig) - 1)
    else:
        nacalculatie = vorig.definitief - vorig.voorlopig
    if wijze is Afronding.DELEN:
        totaal = _rond(dit.voorlopig) + _rond(nacalculatie)
    else:
        totaal = _rond(dit.voorlopig + nacalculatie)
    return Index(jaar, dit.voorlopig, nacalculatie, totaal, gekozen, wijze)


def index_tarief(euro: Fraction, *, van: int, naar: int) -> Fraction:
    """A tarief of year `van` in the prices of year `naar`, not rounded. Raises IndexOnbekend."""
    if naar < van:
        raise IndexOnbekend(f"Wij rekenen niet terug van {van} naar {naar}.")
    for jaar in range(van + 1, naar + 1):
        euro *= 1 + compute_index(jaar).totaal / _HONDERD
    return euro


def _list_bekend() -> str:
    jaren = get_indexjaren()
    return ", ".join(str(jaar) for jaar in jaren if jaren[jaar].methode is not None)


def _rond(procenten: Fraction) -> Fraction:
    return Fraction(rond_breuk_half_omhoog(procenten * _HONDERD), _HONDERD)


def _parse(jaar: int, rij: Mapping[str, Any]) -> Indexjaar:
    gewicht = rij["gewicht"]

    def weeg(stand: str) -> Fraction | None:
        if f"ova_{stand}" not in rij:
            return None
        return Fraction(gewicht["ova"] * rij[f"ova_{stand}"] + gewicht["ppc"] * rij[f"ppc_{stand}"])

    return Indexjaar(
        jaar=jaar,
        voorlopig=weeg("voorlopig") or Fraction(0),
        definitief=weeg("definitief"),
        methode=Methode(rij["methode"]) if "methode" in rij else None,
        afronding=Afronding(rij["afronding"]) if "afronding" in rij else None,
        bron=rij["bron"],
    )
