"""How sure is a tarief? Every assumption is drawn from its range, a thousand times and more.

A name is drawn from the band of the input, or from the usual range of kostprijs.toml, by a triangle with the
filled-in value on top: values near it are likelier than the edges. A value outside the range widens it. Names
without a range stay as they are, and all names are drawn apart from each other; functies share a draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from stelsel.domein.bekostiging.kostprijs import CENTEN, Invoer, compute_stappen
from stelsel.domein.bekostiging.kostprijsnamen import get_kostennamen

TREKKINGEN, ZAAD = 10_000, 1
#: The percentiles that we tell: a nine-in-ten band, an eight-in-ten band and the middle.
PERCENTIELEN = (5, 10, 50, 90, 95)

Getallen = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Band:
    """Percentiles of the tarief of a functie, in whole cents, by their number."""

    functie: str
    percentielen: Mapping[int, int]

    def als_data(self) -> dict[str, Any]:
        """As `p5`, `p10`, `p50`, `p90` and `p95`, in cents."""
        return {
            "functie": self.functie,
            **{f"p{nummer}": bedrag for nummer, bedrag in self.percentielen.items()},
        }


def get_banden(invoer: Invoer, *, peildatum: date) -> dict[str, tuple[Fraction, Fraction]]:
    """The range of every name that has one: that of the input, else the usual one of that day."""
    gebruikelijk = {naam: rij.get_stand(peildatum).band for naam, rij in get_kostennamen().items()}
    samen = {**gebruikelijk, **invoer.banden}
    return {naam: band for naam, band in samen.items() if band is not None}


def compute_band(
    invoer: Invoer, *, peildatum: date, trekkingen: int = TREKKINGEN, zaad: int = ZAAD
) -> list[Band]:
    """Per functie the percentiles of its tarief; the same seed gives the same figures."""
    banden = get_banden(invoer, peildatum=peildatum)
    kansen = np.random.default_rng(zaad).random((len(banden), trekkingen))
    plek = dict(zip(sorted(banden), kansen, strict=True))
    return [
        _compute_functie(functie.naam, trek_waarden(functie.waarden, banden=banden, kansen=plek))
        for functie in invoer.functies
    ]


def trek_waarden(
    waarden: Mapping[str, Fraction],
    *,
    banden: Mapping[str, tuple[Fraction, Fraction]],
    kansen: Mapping[str, Getallen],
) -> dict[str, Getallen | float]:
    """The values of a functie with a draw in every place; `kansen`: uniform numbers per name."""
    return {
        naam: _trek(float(waarde), banden[naam], kansen[naam]) if naam in banden else float(waarde)
        for naam, waarde in waarden.items()
    }


def _trek(top: float, band: tuple[Fraction, Fraction], kansen: Getallen) -> Getallen | float:
    """A triangle by its inverse, so that functies with another top move together."""
    laag, hoog = min(float(band[0]), top), max(float(band[1]), top)
    breedte = hoog - laag
    if breedte == 0:
        return top
    knik = (top - laag) / breedte
    links = laag + np.sqrt(kansen * breedte * (top - laag))
    rechts = hoog - np.sqrt((1 - kansen) * breedte * (hoog - top))
    return np.where(kansen < knik, links, rechts)


def _compute_functie(naam: str, waarden: Mapping[str, Any]) -> Band:
    stappen = compute_stappen(waarden)
    mogelijk = stappen["declarabel"] > 0
    tarieven = np.atleast_1d(np.where(mogelijk, stappen["tarief_onafgerond"], np.inf))
    waarde = np.quantile(tarieven, [p / 100 for p in PERCENTIELEN], method="inverted_cdf")
    return Band(
        functie=naam,
        percentielen={p: _in_cent(w) for p, w in zip(PERCENTIELEN, waarde, strict=True) if np.isfinite(w)},
    )


def _in_cent(euro: Any) -> int:
    return int(np.floor(float(euro) * CENTEN + 0.5))
