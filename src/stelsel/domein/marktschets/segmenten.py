"""Segments of a domein as data with a version: who belongs to which, in the order of the list."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

OVERIG = "overig"


@dataclass(frozen=True)
class Doelsegment:
    """One segment. Conditions that are None or empty do not count; all others have to hold."""

    code: str
    naam: str
    domein: str
    doelgroep: str
    ontwikkeling: tuple[str, ...]
    categorieen: frozenset[str]
    alleen: frozenset[str] = frozenset()
    leeftijd_vanaf: int | None = None
    soorten_vanaf: int | None = None
    maanden_vanaf: float | None = None

    def past(
        self,
        *,
        categorieen: Collection[str],
        tellend: Collection[str],
        leeftijd: int | None,
        maanden: float | None,
    ) -> bool:
        """Whether a client of this domein belongs to it. `tellend`: the categories that make a question
        complex; `maanden`: how long the help lasted so far. What is not known does not hold."""
        if not self.categorieen & set(categorieen):
            return False
        if self.alleen and not set(tellend) <= self.alleen:
            return False
        if self.leeftijd_vanaf is not None and (leeftijd is None or leeftijd < self.leeftijd_vanaf):
            return False
        if self.soorten_vanaf is not None and len(tellend) < self.soorten_vanaf:
            return False
        return self.maanden_vanaf is None or (maanden is not None and maanden >= self.maanden_vanaf)


@dataclass(frozen=True)
class Segmentenlijst:
    """One version: the segments in the order in which they are tried."""

    versie: str
    niet_tellend: frozenset[str]
    segmenten: tuple[Doelsegment, ...]

    def get_segment(
        self, domein: str, *, categorieen: Collection[str], leeftijd: int | None, maanden: float | None
    ) -> str:
        """The code of the first that fits; OVERIG for none."""
        tellend = set(categorieen) - self.niet_tellend
        passend = (
            s.code
            for s in self.segmenten
            if s.domein == domein
            and s.past(categorieen=categorieen, tellend=tellend, leeftijd=leeftijd, maanden=maanden)
        )
        return next(passend, OVERIG)


@cache
def get_segmentenlijst() -> Segmentenlijst:
    """The version that belongs to the product."""
    data = tomllib.loads((resources.files(__package__) / "segmenten.toml").read_text("utf-8"))
    return Segmentenlijst(
        versie=data["versie"],
        niet_tellend=frozenset(data["niet_tellend"]),
        segmenten=tuple(_create_segment(rij) for rij in data["segment"]),
    )


def _create_segment(data: dict[str, Any]) -> Doelsegment:
    lijsten = {naam: frozenset(data.get(naam, ())) for naam in ("categorieen", "alleen")}
    return Doelsegment(**(data | lijsten | {"ontwikkeling": tuple(data["ontwikkeling"])}))
