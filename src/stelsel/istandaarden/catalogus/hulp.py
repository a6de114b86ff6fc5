"""Help with a rule: why it exists, and what the sender does. The words are in hulp.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Hulp:
    """Two short pieces of plain Dutch. Both empty for a rule that we have no words for."""

    waarom: str = ""
    herstel: str = ""


@cache
def _lees_hulp() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("hulp.toml").read_text(encoding="utf-8"))


def list_hulpcodes() -> list[str]:
    """Every code with help, XSD and BESTAND among them."""
    return sorted(_lees_hulp())


def get_hulp(regel: str, *, uitleg: str = "") -> Hulp:
    """The help with a rule. XSD and BESTAND stand for many kinds of faults: there the explanation of the
    finding (`uitleg`) tells which."""
    gevonden = _lees_hulp().get(regel)
    if isinstance(gevonden, list):
        gevonden = next(soort for soort in gevonden if soort["bevat"] in uitleg)
    return Hulp(gevonden["waarom"], gevonden["herstel"]) if gevonden else Hulp()
