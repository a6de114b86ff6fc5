"""ABC: the clients with whom half the money goes (C), all others (B), and those without an indication (A).

Going down from the costliest client, everyone belongs to C until half of all cost is reached; the client
with whom that happens belongs to C too. Clients of equal cost at that border are interchangeable: how many
of them are in C follows from the rule, which of them does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Segment:
    """One segment. `bedrag` in cents; the shares are fractions of all clients and of all cost."""

    segment: str
    clienten: int
    aandeel_clienten: float
    bedrag: int
    aandeel_bedrag: float

    def als_data(self) -> dict[str, Any]:
        """The keys of `stelsel marktschets --json`."""
        return {
            "segment": self.segment,
            "clienten": self.clienten,
            "aandeel_clienten": self.aandeel_clienten,
            "bedrag": self.bedrag,
            "aandeel_bedrag": self.aandeel_bedrag,
        }


@dataclass(frozen=True)
class Indeling:
    """The segments, C first, and the cost (cents) of the last client in C; None without clients."""

    segmenten: tuple[Segment, ...]
    grens: int | None


def abc(kosten: Sequence[int], *, niet_geindiceerd: tuple[int, int] | None = None) -> Indeling:
    """Divide clients over C and B by the rule of half the cost.

    `kosten`: cents per client. `niet_geindiceerd`: number of clients and cents of support without an
    indication, if known; only then is there a segment A, and the shares are of all three together.
    """
    aflopend = sorted(kosten, reverse=True)
    totaal = sum(aflopend)
    in_c = bedrag_c = 0
    while in_c < len(aflopend) and (in_c == 0 or 2 * bedrag_c < totaal):
        bedrag_c += aflopend[in_c]
        in_c += 1
    return create_indeling(
        c=(in_c, bedrag_c),
        b=(len(aflopend) - in_c, totaal - bedrag_c),
        a=niet_geindiceerd,
        grens=aflopend[in_c - 1] if aflopend else None,
    )


def create_indeling(
    *, c: tuple[int, int], b: tuple[int, int], a: tuple[int, int] | None, grens: int | None
) -> Indeling:
    """The division from clients and cents per segment; shares are 0 where there is nothing to share."""
    delen = [("C", c), ("B", b)] + ([("A", a)] if a is not None else [])
    alle_clienten = sum(clienten for _, (clienten, _) in delen)
    alle_kosten = sum(bedrag for _, (_, bedrag) in delen)
    return Indeling(
        segmenten=tuple(
            Segment(
                segment=naam,
                clienten=clienten,
                aandeel_clienten=clienten / alle_clienten if alle_clienten else 0.0,
                bedrag=bedrag,
                aandeel_bedrag=bedrag / alle_kosten if alle_kosten else 0.0,
            )
            for naam, (clienten, bedrag) in delen
        ),
        grens=grens,
    )
