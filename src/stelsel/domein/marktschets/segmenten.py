"""Segments of a domein as data with a version: who belongs to which, in the order of the list.

A list is checked when it is read, so that one that a region makes itself counts nobody twice and has no
segment that nobody can be in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

OVERIG = "overig"
_CODE = re.compile(r"[a-z]{2,14}-[0-9a-z]{1,4}")
_LENGTE_CATEGORIE = 2
_CATEGORIE = re.compile(r"[0-9A-Z]{2}")


class Telling(StrEnum):
    """What a segment counts: clients by their claims, or places and employers that are entered."""

    CLIENTEN = "clienten"
    PLEKKEN = "plekken"
    WERKGEVERS = "werkgevers"


class LijstOngeldig(ValueError):
    """A list of segments that cannot be used; the text says why in plain Dutch."""


@dataclass(frozen=True)
class Deelvorm:
    """A group of products: `producten` are categories (two characters) or beginnings of product codes."""

    naam: str
    producten: tuple[str, ...]

    def past(self, categorie: str, product: str) -> bool:
        """Whether a product is of this form."""
        langer = tuple(p for p in self.producten if len(p) > _LENGTE_CATEGORIE)
        return categorie in self.producten or product.startswith(langer)


@dataclass(frozen=True)
class Doelsegment:
    """One segment. Conditions that are None or empty do not count; all others have to hold.

    `tekens_vanaf`: the fewest signs of a complex question (see `Segmentenlijst`). `deelvormen`: groups of
    products to count apart, the first that fits. `prognose`: the feature of inhabitants by which its clients
    are foretold, "" for none."""

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
    tekens_vanaf: int | None = None
    telt: Telling = Telling.CLIENTEN
    deelvormen: tuple[Deelvorm, ...] = ()
    prognose: str = ""

    def past(
        self,
        *,
        categorieen: Collection[str],
        tellend: Collection[str],
        leeftijd: int | None,
        maanden: float | None,
        tekens: int = 0,
    ) -> bool:
        """Whether a client of this domein belongs to it. `tellend`: the categories that make a question
        complex; `maanden`: how long the help lasted so far. What is not known does not hold."""
        if self.telt is not Telling.CLIENTEN:
            return False
        if self.categorieen and not self.categorieen & set(categorieen):
            return False
        if self.alleen and not set(tellend) <= self.alleen:
            return False
        if self.leeftijd_vanaf is not None and (leeftijd is None or leeftijd < self.leeftijd_vanaf):
            return False
        if self.soorten_vanaf is not None and len(tellend) < self.soorten_vanaf:
            return False
        if self.tekens_vanaf is not None and tekens < self.tekens_vanaf:
            return False
        return self.maanden_vanaf is None or (maanden is not None and maanden >= self.maanden_vanaf)

    def als_data(self) -> dict[str, Any]:
        """What `parse_segmentenlijst` reads."""
        return {
            "code": self.code,
            "naam": self.naam,
            "domein": self.domein,
            "doelgroep": self.doelgroep,
            "ontwikkeling": list(self.ontwikkeling),
            "categorieen": sorted(self.categorieen),
            "alleen": sorted(self.alleen),
            "leeftijd_vanaf": self.leeftijd_vanaf,
            "soorten_vanaf": self.soorten_vanaf,
            "maanden_vanaf": self.maanden_vanaf,
            "tekens_vanaf": self.tekens_vanaf,
            "telt": self.telt.value,
            "deelvorm": [{"naam": d.naam, "producten": list(d.producten)} for d in self.deelvormen],
            "prognose": self.prognose,
        }


@dataclass(frozen=True)
class Segmentenlijst:
    """One version: the segments in the order in which they are tried.

    A question is complex with `complex_vanaf` or more of four signs: more than one product, aanbieder and
    category of help, and more than one person in the household with help."""

    versie: str
    niet_tellend: frozenset[str]
    segmenten: tuple[Doelsegment, ...]
    complex_vanaf: int = 2

    def get_segment(
        self,
        domein: str,
        *,
        categorieen: Collection[str],
        leeftijd: int | None,
        maanden: float | None,
        tekens: int = 0,
    ) -> str:
        """The code of the first that fits; OVERIG for none."""
        tellend = set(categorieen) - self.niet_tellend
        passend = (
            s.code
            for s in self.segmenten
            if s.domein == domein
            and s.past(
                categorieen=categorieen, tellend=tellend, leeftijd=leeftijd, maanden=maanden, tekens=tekens
            )
        )
        return next(passend, OVERIG)

    def als_data(self) -> dict[str, Any]:
        """What `parse_segmentenlijst` reads."""
        return {
            "versie": self.versie,
            "niet_tellend": sorted(self.niet_tellend),
            "complex_vanaf": self.complex_vanaf,
            "segment": [segment.als_data() for segment in self.segmenten],
        }


@cache
def get_segmentenlijst() -> Segmentenlijst:
    """The version that belongs to the product."""
    return parse_segmentenlijst(
        tomllib.loads((resources.files(__package__) / "segmenten.toml").read_text("utf-8"))
    )


def parse_segmentenlijst(data: Mapping[str, Any]) -> Segmentenlijst:
    """A list from data as in `segmenten.toml`. Raises LijstOngeldig."""
    lijst = Segmentenlijst(
        versie=data["versie"],
        niet_tellend=frozenset(data["niet_tellend"]),
        segmenten=tuple(_create_segment(rij) for rij in data["segment"]),
        complex_vanaf=data.get("complex_vanaf", 2),
    )
    _check_codes(lijst.segmenten)
    _check_bereikbaar(lijst.segmenten)
    return lijst


def _create_segment(data: Mapping[str, Any]) -> Doelsegment:
    rest = {n: w for n, w in data.items() if n not in {"categorieen", "alleen", "ontwikkeling", "deelvorm"}}
    return Doelsegment(
        **(rest | {"telt": Telling(data.get("telt", "clienten"))}),
        categorieen=frozenset(data.get("categorieen", ())),
        alleen=frozenset(data.get("alleen", ())),
        ontwikkeling=tuple(data.get("ontwikkeling", ())),
        deelvormen=tuple(Deelvorm(d["naam"], tuple(d["producten"])) for d in data.get("deelvorm", ())),
    )


def _check_codes(segmenten: Sequence[Doelsegment]) -> None:
    codes = [segment.code for segment in segmenten]
    dubbel = sorted({code for code in codes if codes.count(code) > 1})
    if dubbel:
        raise LijstOngeldig(f"Deze code komt twee keer voor: {', '.join(dubbel)}.")
    for segment in segmenten:
        if not _CODE.fullmatch(segment.code):
            raise LijstOngeldig(f"De code {segment.code} klopt niet. Schrijf die als wmo-1a of jeugd-4.")
        fout = [c for c in sorted(segment.categorieen | segment.alleen) if not _CATEGORIE.fullmatch(c)]
        if fout:
            raise LijstOngeldig(
                f"{segment.code}: {', '.join(fout)} is geen productcategorie van twee tekens."
            )


def _check_bereikbaar(segmenten: Sequence[Doelsegment]) -> None:
    """Nobody can be in a segment after one of the same domein that takes all of its categories anyhow."""
    for plek, segment in enumerate(segmenten):
        for eerder in segmenten[:plek]:
            grenzen = (
                eerder.leeftijd_vanaf, eerder.soorten_vanaf, eerder.maanden_vanaf, eerder.tekens_vanaf
            )  # fmt: skip
            ruimer = not eerder.categorieen or (
                bool(segment.categorieen) and segment.categorieen <= eerder.categorieen
            )
            zelfde = eerder.domein == segment.domein and eerder.telt is segment.telt is Telling.CLIENTEN
            if zelfde and ruimer and not eerder.alleen and not any(g for g in grenzen):
                raise LijstOngeldig(
                    f"Niemand kan in {segment.code} komen: {eerder.code} staat erboven en neemt iedereen. "
                    "Zet het bijzondere segment boven het algemene."
                )
