"""Advice on the way of paying per segment: the incentives weighed by what matters in that segment.

The score of a way of paying is the weighted mean of its incentives, from -2 to +2. The advice is the highest;
of equals the one that changes least for who is paid now. Source: own model (advies.toml, criteria.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

from .criteria import get_prikkels
from .modellen import MODEL_NAAM, Model

LICHTST, ZWAARST = 0, 5
#: How far two scores lie apart before the choice is a clear one.
_DUIDELIJK = Fraction(1, 2)


@dataclass(frozen=True)
class Segmentprofiel:
    """A segment with the weights to start from, by incentive, and why."""

    segment: str
    naam: str
    waarom: str
    gewichten: Mapping[str, int]


@dataclass(frozen=True)
class Advies:
    """The scores, the best one, and whether it is clearly the best. None when all weights are zero."""

    scores: Mapping[Model, Fraction]
    model: Model | None
    duidelijk: bool
    reden: str


@cache
def get_segmentprofielen() -> dict[str, Segmentprofiel]:
    """A, B and C, in that order."""
    data = tomllib.loads((resources.files(__package__) / "advies.toml").read_text("utf-8"))
    return {
        segment: Segmentprofiel(segment, rij["naam"], rij["waarom"], rij["gewicht"])
        for segment, rij in data.items()
    }


def compute_advies(gewichten: Mapping[str, int]) -> Advies:
    """From the weight of each incentive; weights are not negative."""
    totaal = sum(gewichten.values())
    if not totaal:
        return Advies({}, None, duidelijk=False, reden="Alle gewichten zijn nul: er valt niets te kiezen.")
    scores = {
        model: Fraction(sum(gewichten.get(p.code, 0) * p.scores[model] for p in get_prikkels()), totaal)
        for model in Model
    }
    op_score = sorted(Model, key=lambda model: scores[model], reverse=True)
    beste, tweede = op_score[0], op_score[1]
    duidelijk = scores[beste] - scores[tweede] >= _DUIDELIJK
    return Advies(scores, beste, duidelijk, _render_reden(gewichten, beste, tweede, duidelijk=duidelijk))


def _render_reden(gewichten: Mapping[str, int], beste: Model, tweede: Model, *, duidelijk: bool) -> str:
    """The two incentives that speak for it most, and the one against it, in the words of the criteria."""
    prikkels = sorted(get_prikkels(), key=lambda p: gewichten.get(p.code, 0) * p.scores[beste], reverse=True)
    voor = [p.redenen[beste] for p in prikkels[:2] if gewichten.get(p.code, 0) * p.scores[beste] > 0]
    laatste = prikkels[-1]
    zinnen = voor
    if gewichten.get(laatste.code, 0) * laatste.scores[beste] < 0:
        zinnen = [*zinnen, f"Let op: {laatste.redenen[beste][0].lower()}{laatste.redenen[beste][1:]}"]
    if not duidelijk:
        zinnen = [*zinnen, f"Het verschil met {MODEL_NAAM[tweede].lower()} is klein."]
    return " ".join(zinnen)
