"""Reading the choices of a comparison of models: prices, budgets and draws, and every fault in one go.

    [output]     prijs.PROFIEL = euros
    [taak]       budget.GEMEENTE = euros
    [bootstrap]  trekkingen = 1000, zaad = 1
    [uitkering]  budget.GEMEENTE = euros: what new prices are tested against
    [kostprijs]  bodem.PROFIEL = euros: no price is scaled below it

A code with a point in it may be written as it is: TOML makes tables of it, which are put together again.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from stelsel.kern.bedrag import Cent, rond_half_omhoog
from stelsel.kern.tomlfout import render_tomlfout

TREKKINGEN, ZAAD = 1000, 1
MEESTE_TREKKINGEN = 100_000
GROOTSTE_ZAAD = 2**63 - 1
#: No price or budget of a region is larger, in euros; what claims so is mistaken.
GROOTSTE = 100_000_000_000
_CENTEN = 100
_DELEN = {
    "output": ("prijs",),
    "taak": ("budget",),
    "bootstrap": ("trekkingen", "zaad"),
    "uitkering": ("budget",),
    "kostprijs": ("bodem",),
}
_CIJFERS_GEMEENTE = 4


class VergelijkFout(ValueError):
    """The choices cannot be used; the text says in plain Dutch what is wrong, a line per fault."""


@dataclass(frozen=True)
class Vergelijkinvoer:
    """Cents per profiel and per gemeente where they are set; all else follows from the history: `prijsdeel`
    of the average of a profiel, `taakdeel` of what a gemeente paid. `kaders`: the budget of a gemeente that
    prices are tested against; `bodems`: the cost price of a profiel."""

    prijzen: Mapping[str, Cent] = field(default_factory=dict)
    budgetten: Mapping[str, Cent] = field(default_factory=dict)
    prijsdeel: Fraction = Fraction(1)
    taakdeel: Fraction = Fraction(1)
    trekkingen: int = TREKKINGEN
    zaad: int = ZAAD
    kaders: Mapping[str, Cent] = field(default_factory=dict)
    bodems: Mapping[str, Cent] = field(default_factory=dict)


def parse_vergelijking(tekst: str) -> Vergelijkinvoer:
    """The choices in TOML text. Raises VergelijkFout with every fault."""
    try:
        data = tomllib.loads(tekst, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as fout:
        raise VergelijkFout(render_tomlfout(fout)) from None
    fouten: list[str] = []
    delen = {naam: _get_deel(data, naam, fouten) for naam in _DELEN}
    fouten += _check_namen("het bestand", data, _DELEN)
    prijzen = _parse_bedragen(delen["output"], "prijs", "output", fouten)
    budgetten = _parse_bedragen(delen["taak"], "budget", "taak", fouten)
    kaders = _parse_bedragen(delen["uitkering"], "budget", "uitkering", fouten)
    bootstrap = delen["bootstrap"]
    invoer = Vergelijkinvoer(
        prijzen=prijzen,
        budgetten={_fill_code(code): bedrag for code, bedrag in budgetten.items()},
        trekkingen=_parse_aantal(bootstrap, "trekkingen", TREKKINGEN, 1, MEESTE_TREKKINGEN, fouten),
        zaad=_parse_aantal(bootstrap, "zaad", ZAAD, 0, GROOTSTE_ZAAD, fouten),
        kaders={_fill_code(code): bedrag for code, bedrag in kaders.items()},
        bodems=_parse_bedragen(delen["kostprijs"], "bodem", "kostprijs", fouten),
    )
    for kop, gelezen, gevuld in (("taak", budgetten, invoer.budgetten), ("uitkering", kaders, invoer.kaders)):
        if len(gevuld) < len(gelezen):
            fouten.append(f"[{kop}] noemt een gemeente twee keer, met en zonder nullen vooraan.")
    if fouten:
        raise VergelijkFout("\n".join(fouten))
    return invoer


def _fill_code(code: str) -> str:
    return code.zfill(_CIJFERS_GEMEENTE) if code.isdigit() else code


def _get_deel(data: Mapping[str, Any], naam: str, fouten: list[str]) -> dict[str, Any]:
    deel = data.get(naam, {})
    if not isinstance(deel, dict):
        fouten.append(f"{naam} hoort een onderdeel te zijn: [{naam}].")
        return {}
    fouten += _check_namen(f"[{naam}]", deel, _DELEN[naam])
    return deel


def _check_namen(plek: str, namen: Collection[str], bekend: Collection[str]) -> list[str]:
    """A name we do not know is a fault: it might be a misspelt one."""
    fouten = []
    for naam in namen:
        if naam not in bekend:
            lijkt = difflib.get_close_matches(naam, bekend, n=1)
            fouten.append(f"In {plek} kennen wij {naam} niet." + (f" Bedoelt u {lijkt[0]}?" if lijkt else ""))
    return fouten


def _parse_bedragen(deel: Mapping[str, Any], naam: str, kop: str, fouten: list[str]) -> dict[str, Cent]:
    tabel = deel.get(naam, {})
    if not isinstance(tabel, dict):
        fouten.append(f"[{kop}] {naam} hoort per code een bedrag te hebben: {naam}.CODE = 1234.56.")
        return {}
    bedragen: dict[str, Cent] = {}
    for code, waarde in _list_bladen(tabel):
        bedrag = _parse_bedrag(waarde)
        if bedrag is None:
            fouten.append(f"[{kop}] {naam}.{code} is geen bedrag in euro's van nul of meer, zoals 1234.56.")
        else:
            bedragen[code] = bedrag
    return bedragen


def _list_bladen(tabel: Mapping[str, Any], begin: str = "") -> Iterator[tuple[str, Any]]:
    for sleutel, waarde in tabel.items():
        if isinstance(waarde, dict):
            yield from _list_bladen(waarde, f"{begin}{sleutel}.")
        else:
            yield f"{begin}{sleutel}".strip(), waarde


def _parse_bedrag(waarde: Any) -> Cent | None:
    if isinstance(waarde, bool) or not isinstance(waarde, int | Decimal):
        return None
    bedrag = Decimal(waarde)
    if not bedrag.is_finite() or not 0 <= bedrag <= GROOTSTE:
        return None
    return rond_half_omhoog(bedrag * _CENTEN)


def _parse_aantal(
    deel: Mapping[str, Any], naam: str, standaard: int, laagste: int, hoogste: int, fouten: list[str]
) -> int:
    waarde = deel.get(naam, standaard)
    if isinstance(waarde, bool) or not isinstance(waarde, int) or not laagste <= waarde <= hoogste:
        fouten.append(f"[bootstrap] {naam} hoort een heel getal van {laagste} tot en met {hoogste} te zijn.")
        return standaard
    return waarde
