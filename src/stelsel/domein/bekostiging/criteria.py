"""The criteria for a way of paying, scored from -2 to +2 with a reason; who compares may set the weights.

Source: the four criteria of the policy documents; the scores are an own model (criteria.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from .modellen import Model

LAAGSTE, HOOGSTE = -2, 2


@dataclass(frozen=True)
class Criterium:
    """One of the four; `gewicht`: the weight to start from."""

    code: str
    naam: str
    vraag: str
    gewicht: int


@dataclass(frozen=True)
class Prikkel:
    """What a way of paying makes attractive, with a score and a reason per model."""

    code: str
    naam: str
    criterium: str
    scores: Mapping[Model, int]
    redenen: Mapping[Model, str]


@cache
def get_criteria() -> dict[str, Criterium]:
    """The four criteria by code."""
    rijen = _read()["criterium"]
    return {code: Criterium(code, rij["naam"], rij["vraag"], rij["gewicht"]) for code, rij in rijen.items()}


@cache
def get_prikkels() -> tuple[Prikkel, ...]:
    """All incentives, in the order of the data."""
    return tuple(
        Prikkel(
            code=code,
            naam=rij["naam"],
            criterium=rij["criterium"],
            scores={model: rij[model.value]["score"] for model in Model},
            redenen={model: rij[model.value]["reden"] for model in Model},
        )
        for code, rij in _read()["prikkel"].items()
    )


def compute_criteria(model: Model) -> dict[str, Fraction]:
    """Per criterion the mean score of its incentives, between -2 and +2."""
    scores: dict[str, list[int]] = {code: [] for code in get_criteria()}
    for prikkel in get_prikkels():
        scores[prikkel.criterium].append(prikkel.scores[model])
    return {code: Fraction(sum(lijst), len(lijst)) for code, lijst in scores.items()}


def compute_eindscore(model: Model, *, gewichten: Mapping[str, int]) -> Fraction | None:
    """The weighted mean over the criteria; None when all weights are zero. Weights are not negative."""
    totaal = sum(gewichten.values())
    if not totaal:
        return None
    criteria = compute_criteria(model)
    return sum((criteria[code] * gewicht for code, gewicht in gewichten.items()), Fraction(0)) / totaal


def _read() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "criteria.toml").read_text("utf-8"))
