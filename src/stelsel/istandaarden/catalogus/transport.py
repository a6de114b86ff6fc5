"""The codes of a Fo01 with our own wording: what happened on the way, and what to do about it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: The code that a gemeente sends for a message that is wrong at level 1.
FOUT_NIVEAU_1 = "StUF055"


@dataclass(frozen=True)
class Transportfout:
    """One code. `van`: who in the chain reports it; `uitleg`: what is wrong; `doe`: what the receiver of the
    Fo01 does."""

    code: str
    van: str
    uitleg: str
    doe: str


@cache
def get_transportfouten() -> dict[str, Transportfout]:
    """All codes, in the order of the list."""
    tekst = files(__package__).joinpath("transport.toml").read_text(encoding="utf-8")
    return {code: Transportfout(code, **velden) for code, velden in tomllib.loads(tekst).items()}


def get_transportfout(code: str) -> Transportfout:
    """One code; KeyError when it is not in the list."""
    return get_transportfouten()[code]


def find_transportfout(code: str) -> Transportfout | None:
    """One code as it comes in, or None: the chain may use codes that are not in the list."""
    return get_transportfouten().get(code)
