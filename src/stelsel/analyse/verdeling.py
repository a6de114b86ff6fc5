"""How is the money spread over clients: evenly, or most of it to a few?

Definition: clients are put in order of cost. The Lorenz curve shows which share of all cost goes to the
cheapest part of them; the Gini coefficient is 0 when all cost the same and near 1 when one costs all. The
top p % of n clients is n·p/100 clients, the last one for the fraction that is left over.
Caveats: over one year a client who began in December looks cheap; compare equal periods only.
Reference: `stelsel.domein.marktschets.concentratie`, to which a spec test ties these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from stelsel.analyse.clienten_en_kosten import Kosten
from stelsel.analyse.grafiek import HULPKLEUR, NADRUKKLEUR, create_grafiek

TOPPEN = (1, 5, 10, 20)
_VERDELINGEN = (100, 50, 20, 10, 5, 4, 2)


@dataclass(frozen=True)
class Verdeling:
    """`gini` (None when it may not be shown), and per percentage of costliest clients their share of all cost
    (fractions)."""

    gini: float | None
    aandeel_top: dict[int, float]


@dataclass(frozen=True)
class Punt:
    """A point of the Lorenz curve: the cheapest share of clients has this share of the cost."""

    clienten: float
    kosten: float


def compute_verdeling(kosten: Kosten) -> Verdeling:
    """From one value per client (cents, any order). Zero everywhere when there is no cost."""
    oplopend = np.sort(kosten)
    n, totaal = len(oplopend), int(oplopend.sum())
    if totaal == 0:
        return Verdeling(0.0, dict.fromkeys(TOPPEN, 0.0))
    rang = 2.0 * np.arange(1, n + 1) - n - 1
    gini = float(np.dot(rang, oplopend) / (float(n) * totaal))
    aflopend = oplopend[::-1]
    som = np.concatenate(([0], np.cumsum(aflopend)))
    return Verdeling(gini, {procent: _aandeel(aflopend, som, procent) for procent in TOPPEN})


def _aandeel(aflopend: Kosten, som: Kosten, procent: int) -> float:
    heel, rest = divmod(len(aflopend) * procent, 100)
    deel = int(aflopend[heel]) * rest / 100 if rest else 0
    return (int(som[heel]) + deel) / int(som[-1])


def compute_lorenz(kosten: Kosten, *, drempel: int) -> list[Punt]:
    """Points at equal steps of clients, each step of at least `drempel` clients; empty with too few."""
    oplopend = np.sort(kosten)
    n, totaal = len(oplopend), int(oplopend.sum())
    stappen = next((k for k in _VERDELINGEN if n >= k * drempel), None)
    if stappen is None or totaal == 0:
        return []
    som = np.concatenate(([0], np.cumsum(oplopend)))
    plekken = [n * stap // stappen for stap in range(stappen + 1)]
    return [Punt(plek / n, int(som[plek]) / totaal) for plek in plekken]


def create_grafiek_lorenz(punten: list[Punt], *, top10: float) -> dict[str, Any]:
    """The Lorenz curve beside the line of equal cost (Vega-Lite), the costliest tenth as its message."""
    rijen = [{"clienten": punt.clienten, "kosten": punt.kosten} for punt in punten]
    as_ = {"type": "quantitative", "axis": {"format": ".0%", "tickCount": 5}, "scale": {"domain": [0, 1]}}
    x = as_ | {"field": "clienten", "title": "Aandeel cliënten, van goedkoop naar duur"}
    y = as_ | {"field": "kosten", "title": "Aandeel in de kosten"}
    gelijk = [{"clienten": 0, "kosten": 0}, {"clienten": 1, "kosten": 1}]
    naam = [{"clienten": 0.5, "kosten": 0.5, "tekst": "als iedereen evenveel kost"}]
    return create_grafiek(
        titel=f"10 % van de cliënten krijgt {round(100 * top10)} % van het geld",
        hoogte=320,
        inhoud={
            "layer": [
                {
                    "data": {"values": gelijk},
                    "mark": {"type": "line", "color": HULPKLEUR, "strokeDash": [4, 4]},
                    "encoding": {"x": x, "y": y},
                },
                {
                    "data": {"values": naam},
                    "mark": {"type": "text", "align": "right", "dx": -8, "color": HULPKLEUR},
                    "encoding": {"x": x, "y": y, "text": {"field": "tekst"}},
                },
                {
                    "data": {"values": rijen},
                    "mark": {"type": "line", "color": NADRUKKLEUR, "strokeWidth": 3},
                    "encoding": {"x": x, "y": y},
                },
            ]
        },
    )
