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
    """One code on one line: the meaning of the code, the fact of this line, the remedy.

    `feit` is empty where a number behind it is not known."""

    code: str
    wat: str
    feit: str
    doe: str

    @property
    def zin(self) -> str:
        """All of it in one run of text, for a file."""
        return " ".join(deel for deel in (self.wat, self.feit, self.doe) if deel) + f" ({self.code})"


@cache
def _list_teksten() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((resources.files(__package__) / "afkeuring.toml").read_text("utf-8"))


def list_codes() -> list[str]:
    """The codes with a remedy."""
    return sorted(_list_teksten())


@dataclass(frozen=True)
class Vorm:
    """One way to say a code. `namen`: the facts that have to be known for it."""

    feit: str
    doe: str
    namen: tuple[str, ...]


def list_vormen(code: str) -> list[Vorm]:
    """The ways to say a code, most precise first; KeyError for an unknown code."""
    return [_create_vorm(**tekst) for tekst in _list_teksten()[code]]


def _create_vorm(*, doe: str, feit: str = "", als: str = "") -> Vorm:
    namen = [naam for _, naam, _, _ in Formatter().parse(feit + doe) if naam]
    return Vorm(feit, doe, (*namen, *([als] if als else [])))


def render_afkeuring(code: str, *, wat: str, feiten: Mapping[str, str | None]) -> Afkeuring:
    """The code with its meaning `wat`, said in the first way of which every fact is known.

    KeyError for an unknown code."""
    for vorm in list_vormen(code):
        if all(feiten.get(naam) for naam in vorm.namen):
            return Afkeuring(code, wat, vorm.feit.format_map(feiten), vorm.doe.format_map(feiten))
    raise KeyError(f"code {code} heeft geen tekst die altijd kan")
