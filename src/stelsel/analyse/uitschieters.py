"""How do the figures look on a log scale, and without the few very costly clients?

Definition: a client is an outlier above the geometric mean times the square of the geometric standard
deviation of all positive cost (GM2). Classes of cost double in width from € 100.
Choice: figures without outliers stand beside the full ones and never replace them: the money is real.
Reference: `stelsel.domein.marktschets.verklaring.uitbijtergrens`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from stelsel.analyse.clienten_en_kosten import Kosten, Kostenbeeld, Staaf, compute_kostenbeeld, render_klasse
from stelsel.analyse.grafiek import CATEGORIEKLEUR, create_grafiek
from stelsel.analyse.verdeling import Verdeling, compute_verdeling

EERSTE_GRENS = 10_000


@dataclass(frozen=True)
class Uitschieters:
    """`grens` in cents (None: fewer than two clients with cost), how many lie above it with which cents, and
    the figures of all others."""

    grens: float | None
    clienten: int
    bedrag: int
    zonder: Kostenbeeld
    verdeling: Verdeling


def compute_uitschieters(kosten: Kosten) -> Uitschieters:
    """From one value per client (cents)."""
    logs = np.log(kosten[kosten > 0].astype(float))
    verschilt = len(logs) > 1 and logs.min() < logs.max()  # where all cost the same nobody stands out
    grens = float(np.exp(logs.mean() + 2 * logs.std(ddof=1))) if verschilt else None
    boven = kosten > grens if grens is not None else np.zeros(len(kosten), dtype=bool)
    rest = kosten[~boven]
    return Uitschieters(
        grens, int(boven.sum()), int(kosten[boven].sum()), compute_kostenbeeld(rest), compute_verdeling(rest)
    )


def compute_logstaven(kosten: Kosten) -> list[Staaf]:
    """Clients per class of cost; every class is twice as wide as the one before."""
    if not len(kosten):
        return []
    grenzen = [EERSTE_GRENS]
    while grenzen[-1] <= int(kosten.max()):
        grenzen.append(2 * grenzen[-1])
    telling = np.bincount(np.searchsorted(grenzen, kosten, side="right"), minlength=len(grenzen) + 1).tolist()
    randen: list[int | None] = [None, *grenzen, None]
    staven = [Staaf(randen[plek], randen[plek + 1], aantal) for plek, aantal in enumerate(telling)]
    while staven and not staven[-1].clienten:
        staven.pop()
    return staven


def create_grafiek_logstaven(staven: list[Staaf]) -> dict[str, Any]:
    """The classes as bars; on this scale the middle of the clients shows (Vega-Lite)."""
    rijen = [{"klasse": render_klasse(staaf), "clienten": staaf.clienten} for staaf in staven]
    meeste = max(staven, key=lambda staaf: staaf.clienten)
    return create_grafiek(
        titel=f"De meeste cliënten kosten {render_klasse(meeste)}",
        hoogte=22 * len(rijen),
        inhoud={
            "data": {"values": rijen},
            "mark": {"type": "bar", "color": CATEGORIEKLEUR},
            "encoding": {
                "y": {"field": "klasse", "type": "nominal", "sort": None, "title": "Kosten per cliënt"},
                "x": {"field": "clienten", "type": "quantitative", "title": "Aantal cliënten"},
            },
        },
    )
