"""The lines of a message around its findings, for people to look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.istandaarden.codec.plaats import find_regelnummers
from stelsel.kern.bevinding import Bevinding

#: A message up to this many lines is shown whole; of a longer one the lines around its findings.
GEHEEL = 250
_RONDOM = 3
_MEESTE_PLEKKEN = 40
_LANGSTE_REGEL = 400
#: Above this size (bytes) we do not lay the message out ourselves.
_OPMAKEN = 5_000_000
_TUSSEN = re.compile(rb">\s*<")


@dataclass(frozen=True)
class Bronregel:
    """One line: its number, its text, and what is found there. `gat`: lines before it were left out."""

    nummer: int
    tekst: str
    fouten: tuple[str, ...] = ()
    gat: bool = False


@dataclass(frozen=True)
class Fragment:
    """What is shown of a message. `opgemaakt`: the file has everything on a few lines, so we divided it, and
    numbers are of this layout."""

    regels: tuple[Bronregel, ...]
    opgemaakt: bool
    geheel: bool


def create_fragment(data: bytes, bevindingen: Sequence[Bevinding]) -> Fragment | None:
    """The lines to show; None when the bytes are no text or nothing in them can be pointed at."""
    nummers: dict[str, int | None] | None = None
    if _is_een_regel(data) and any(b.plaats for b in bevindingen):
        data = _TUSSEN.sub(b">\n<", data)
        nummers = find_regelnummers(data, {b.plaats for b in bevindingen})
    bron = [regel.rstrip(b"\r") for regel in data.rstrip(b"\n").split(b"\n")]  # as the parser counts lines
    fouten: dict[int, list[str]] = defaultdict(list)
    for b in bevindingen:
        nummer = b.regelnummer if nummers is None else nummers.get(b.plaats)
        if nummer and (len(fouten) < _MEESTE_PLEKKEN or nummer in fouten):
            fouten[min(nummer, len(bron))].append(
                b.uitleg
            )  # a file that was cut off lacks the line it points at
    if not fouten or b"\0" in data[:1000]:
        return None
    tonen = _list_tonen(len(bron), list(fouten))
    return Fragment(
        tuple(_create_regels(bron, tonen, fouten)), nummers is not None, geheel=len(tonen) == len(bron)
    )


def _is_een_regel(data: bytes) -> bool:
    """Lines so long that a number of a line helps nobody."""
    return len(data) < _OPMAKEN and len(data) > _LANGSTE_REGEL * (data.count(b"\n") + 1)


def _list_tonen(aantal: int, met_fout: list[int]) -> list[int]:
    if aantal <= GEHEEL:
        return list(range(1, aantal + 1))
    rond = {n for fout in met_fout for n in range(fout - _RONDOM, fout + _RONDOM + 1)}
    return sorted(n for n in rond if 1 <= n <= aantal)


def _create_regels(bron: list[bytes], tonen: list[int], fouten: dict[int, list[str]]) -> list[Bronregel]:
    regels, vorige = [], 0
    for nummer in tonen:
        tekst = bron[nummer - 1].decode("utf-8", "replace").lstrip("\ufeff")
        kort = tekst if len(tekst) <= _LANGSTE_REGEL else f"{tekst[:_LANGSTE_REGEL]}…"
        hier = tuple(dict.fromkeys(fouten.get(nummer, ())))
        regels.append(Bronregel(nummer, kort, hier, gat=nummer != vorige + 1))
        vorige = nummer
    return regels
