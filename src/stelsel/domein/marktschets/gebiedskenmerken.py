"""Features of the inhabitants of an area that the population model may use, as data with a version."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Gebiedskenmerk:
    """One feature. `kolom`: patterns on the bare name of a column; `deel_van`: what a count is a part of, ""
    for a figure that is taken as it is; `logaritme`: its logarithm is used."""

    code: str
    naam: str
    kolom: tuple[str, ...]
    deel_van: str = ""
    logaritme: bool = False


@cache
def list_gebiedskenmerken() -> tuple[Gebiedskenmerk, ...]:
    """The features that the product knows, in the order of the list."""
    data = tomllib.loads((resources.files(__package__) / "gebiedskenmerken.toml").read_text("utf-8"))
    return tuple(Gebiedskenmerk(**(rij | {"kolom": tuple(rij["kolom"])})) for rij in data["kenmerk"])


def list_kenmerkkolommen(kop: Sequence[str]) -> dict[str, int]:
    """Per feature the place of its column in a header, of the features that are in it."""
    kaal = [re.sub(r"[^a-z0-9%]", "", naam.casefold()) for naam in kop]
    uit: dict[str, int] = {}
    for kenmerk in list_gebiedskenmerken():
        for patroon in kenmerk.kolom:
            plek = next(
                (p for p, naam in enumerate(kaal) if p not in uit.values() and re.search(patroon, naam)), None
            )
            if plek is not None:
                uit[kenmerk.code] = plek
                break
    return uit
