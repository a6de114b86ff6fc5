"""Why a line was rejected, in words for the aanbieder: what is wrong, the numbers behind it, what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter


@dataclass(frozen=True)
class Afkeuring:
    """One code on one line. `feit` is empty where a number behind it is not known."""

    code: str
    wat: str
    feit: str
    doe: str


@cache
def _list_teksten() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files(__package__) / "afkeuring.toml").read_text("utf-8"))


def list_codes() -> list[str]:
    """The codes with a remedy."""
    return sorted(_list_teksten())


def render_afkeuring(code: str, *, wat: str, feiten: Mapping[str, str | None]) -> Afkeuring:
    """The code with its meaning `wat` and the facts of the line filled in; KeyError for an unknown code."""
    tekst = _list_teksten()[code]
    sjabloon = tekst.get("feit", "")
    namen = [naam for _, naam, _, _ in Formatter().parse(sjabloon) if naam]
    bekend = all(feiten.get(naam) for naam in namen)
    return Afkeuring(code, wat, sjabloon.format_map(feiten) if bekend else "", tekst["doe"])
