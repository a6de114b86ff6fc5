"""The market picture in its core figures: who gets support, what it costs, how it is spread.

Puts the answers of `clienten_en_kosten`, `verdeling` and `abc` side by side, from one pass over the lines:
the engine reduces claim lines to one amount per client, the figures follow from those amounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stelsel.analyse.abc import REGEL, UITLEG, compute_abc
from stelsel.analyse.clienten_en_kosten import Kosten, Kostenbeeld, compute_kostenbeeld
from stelsel.analyse.verdeling import Verdeling, compute_verdeling
from stelsel.domein.marktschets.segmentatie import Indeling


@dataclass(frozen=True)
class Marktschets:
    """The core figures of one selection of claim lines."""

    kosten: Kostenbeeld
    verdeling: Verdeling
    abc: Indeling
    abc_regel: str = REGEL
    abc_uitleg: str = UITLEG

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`, amounts in cents, shares as fractions, unrounded."""
        beeld = self.kosten
        return {
            "clienten": beeld.clienten,
            "totaal_bedrag": beeld.totaal_bedrag,
            "kosten_per_client": {
                "gemiddelde": beeld.gemiddelde,
                "mediaan": beeld.mediaan,
                "p25": beeld.p25,
                "p75": beeld.p75,
                "p90": beeld.p90,
            },
            "gini": self.verdeling.gini,
            "aandeel_top": {str(procent): deel for procent, deel in self.verdeling.aandeel_top.items()},
            "abc": [segment.als_data() for segment in self.abc.segmenten],
            "abc_regel": {"naam": self.abc_regel, "grens": self.abc.grens, "uitleg": self.abc_uitleg},
        }


def compute_marktschets(kosten: Kosten, *, niet_geindiceerd: tuple[int, int] | None = None) -> Marktschets:
    """From one value per client (cents); `niet_geindiceerd`: clients and cents without an indication."""
    return Marktschets(
        kosten=compute_kostenbeeld(kosten),
        verdeling=compute_verdeling(kosten),
        abc=compute_abc(kosten, niet_geindiceerd=niet_geindiceerd),
    )
