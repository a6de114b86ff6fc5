"""How do cost and use lie beside those of other regions, like for like?

Definition: cost per inhabitant, cost per client, and clients per 1,000 inhabitants, of one domain and year,
for the own region and municipalities and for a chosen set of others. The middle of the others is the median;
the ordinary range is from their first to their third quarter.
Choices: an area without the figure of that very year and domain is left out, not filled in from another year.
Uncertainty: clients per 1,000 have a 95 % interval by chance alone (Poisson, on the number of clients); cost
has none, since a few costly clients decide it: with fewer than 1,000 clients read differences with care.
Caveats: others count by their own definition (with or without a local team, budgets of a person, stay); the
source says which. Age and income of the inhabitants differ, and are not corrected for here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from stelsel.analyse.grafiek import CATEGORIEKLEUR, HULPKLEUR, SEGMENTKLEUR, create_grafiek

DUIZEND, CENTEN, Z_95 = 1_000, 100, 1.96


class Maat(StrEnum):
    """What is compared."""

    PER_INWONER = "kosten-per-inwoner"
    PER_CLIENT = "kosten-per-client"
    GEBRUIK = "clienten-per-1000"


@dataclass(frozen=True)
class Gebied:
    """An area in one year and domain: numbers and cents, None where unknown. `eigen`: of the own region."""

    code: str
    naam: str
    inwoners: int | None
    clienten: int | None
    bedrag: int | None
    eigen: bool = False
    voorlopig: bool = False


@dataclass(frozen=True)
class Punt:
    """One area on one measure (cents, or clients per 1,000) with its 95 % interval where there is one."""

    gebied: Gebied
    waarde: float
    laag: float | None = None
    hoog: float | None = None


@dataclass(frozen=True)
class Vergelijking:
    """One measure: all areas, highest first; median and quarters of the others (None without any)."""

    maat: Maat
    punten: tuple[Punt, ...]
    mediaan: float | None
    p25: float | None
    p75: float | None
    zonder: int

    @property
    def regio(self) -> Punt | None:
        """The own region as a whole."""
        return next((p for p in self.punten if p.gebied.eigen and not p.gebied.code), None)


def compute_vergelijkingen(gebieden: Sequence[Gebied]) -> list[Vergelijking]:
    """Every measure over the same areas."""
    return [_vergelijk(maat, gebieden) for maat in Maat]


def _vergelijk(maat: Maat, gebieden: Sequence[Gebied]) -> Vergelijking:
    punten = [punt for punt in (_create_punt(maat, gebied) for gebied in gebieden) if punt is not None]
    anderen = [punt.waarde for punt in punten if not punt.gebied.eigen]
    mediaan = p25 = p75 = None
    if anderen:
        p25, mediaan, p75 = (float(q) for q in np.quantile(anderen, (0.25, 0.5, 0.75)))
    op_volgorde = tuple(sorted(punten, key=lambda punt: -punt.waarde))
    return Vergelijking(maat, op_volgorde, mediaan, p25, p75, len(gebieden) - len(punten))


def _create_punt(maat: Maat, gebied: Gebied) -> Punt | None:
    """None where a figure is missing, or there is nobody to divide by."""
    n, inwoners, bedrag = gebied.clienten, gebied.inwoners, gebied.bedrag
    if maat is Maat.PER_INWONER:
        return Punt(gebied, bedrag / inwoners) if bedrag is not None and inwoners else None
    if maat is Maat.PER_CLIENT:
        return Punt(gebied, bedrag / n) if bedrag is not None and n else None
    if n is None or not inwoners:
        return None
    marge = Z_95 * math.sqrt(n)
    laag, hoog = (DUIZEND * max(0.0, aantal) / inwoners for aantal in (n - marge, n + marge))
    return Punt(gebied, DUIZEND * n / inwoners, laag, hoog)


def create_grafiek_vergelijking(vergelijking: Vergelijking, *, titel: str, as_titel: str) -> dict[str, Any]:
    """Every area as a dot, the own ones dark, with the ordinary range of the others as a band."""
    deler = 1 if vergelijking.maat is Maat.GEBRUIK else CENTEN
    rijen = [
        {
            "naam": punt.gebied.naam,
            "waarde": punt.waarde / deler,
            "wie": "eigen" if punt.gebied.eigen else "ander",
            "laag": (punt.waarde if punt.laag is None else punt.laag) / deler,
            "hoog": (punt.waarde if punt.hoog is None else punt.hoog) / deler,
        }
        for punt in vergelijking.punten
    ]
    y = {"field": "naam", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": as_titel, "scale": {"zero": True}}
    kleur = {
        "field": "wie", "legend": None,
        "scale": {"domain": ["eigen", "ander"], "range": [SEGMENTKLEUR["C"], CATEGORIEKLEUR]},
    }  # fmt: skip
    lagen = _list_band(vergelijking, x, deler)
    streep = {"x": x | {"field": "laag"}, "x2": {"field": "hoog"}, "y": y, "color": kleur}
    lagen += [
        {"data": {"values": rijen}, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": streep},
        {
            "data": {"values": rijen},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": x | {"field": "waarde"}, "y": y, "color": kleur},
        },
    ]
    return create_grafiek(titel=titel, hoogte=26 * len(rijen), inhoud={"layer": lagen})


def _list_band(vergelijking: Vergelijking, x: dict[str, Any], deler: int) -> list[dict[str, Any]]:
    """The ordinary range of the others with its middle; nothing without others."""
    if vergelijking.p25 is None or vergelijking.p75 is None or vergelijking.mediaan is None:
        return []
    band = {"van": vergelijking.p25 / deler, "tot": vergelijking.p75 / deler}
    return [
        {
            "data": {"values": [band]},
            "mark": {"type": "rect", "color": "#e3e8ea"},
            "encoding": {"x": x | {"field": "van"}, "x2": {"field": "tot"}},
        },
        {
            "data": {"values": [{"midden": vergelijking.mediaan / deler}]},
            "mark": {"type": "rule", "color": HULPKLEUR, "strokeDash": [4, 4]},
            "encoding": {"x": x | {"field": "midden"}},
        },
    ]
