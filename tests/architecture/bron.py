"""Source of the house for the architecture tests: files, syntax trees, contracts, reasoned exceptions."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[2]
BRON = WORTEL / "src" / "stelsel"
APPS = BRON / "apps"
TESTS = WORTEL / "tests"
#: The reference material; tests that read it skip visibly when it is absent.
SHARED = Path(os.environ.get("STELSEL_SHARED", WORTEL.parent / "shared"))

Functie = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Overtreding:
    """One breach: the place as path::name, and what is wrong there."""

    plaats: str
    wat: str

    def __str__(self) -> str:
        return f"{self.plaats}: {self.wat}"


@cache
def list_bestanden(map_: Path, patroon: str = "*.py") -> tuple[Path, ...]:
    """List the files below a folder, without generated migrations and caches, in order of path."""
    return tuple(
        pad for pad in sorted(map_.rglob(patroon)) if not {"migrations", "__pycache__"} & set(pad.parts)
    )


@cache
def parse_bron(pad: Path) -> ast.Module:
    """Parse one Python file."""
    return ast.parse(pad.read_text(encoding="utf-8"), filename=str(pad))


def get_plaats(pad: Path, naam: str = "") -> str:
    """Name a place as the allow-list does: path from the root, then ::name."""
    relatief = pad.relative_to(WORTEL).as_posix() if pad.is_relative_to(WORTEL) else pad.name
    return f"{relatief}::{naam}" if naam else relatief


def list_functies(
    boom: ast.AST, prefix: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    """List the functions of a syntax tree as (dotted name, node, is a method)."""
    for knoop in ast.iter_child_nodes(boom):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{knoop.name}", knoop, isinstance(boom, ast.ClassDef)
            yield from list_functies(knoop, f"{prefix}{knoop.name}.")
        elif isinstance(knoop, ast.ClassDef):
            yield from list_functies(knoop, f"{prefix}{knoop.name}.")
        else:
            yield from list_functies(knoop, prefix)


@cache
def get_contracten() -> dict[str, dict[str, object]]:
    """Read the import contracts of pyproject.toml, by id."""
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def get_hoogte() -> dict[str, int]:
    """Height of every context, from the contract: 0 is the lowest; contexts side by side share a height."""
    lagen = get_contracten()["contexts"]["layers"]
    assert isinstance(lagen, list)
    return {
        re.sub(r"[() ]", "", naam): hoogte
        for hoogte, laag in enumerate(reversed(lagen))
        for naam in laag.split("|")
    }


def get_inzicht_en_personen() -> tuple[set[str], set[str]]:
    """The contexts of the insight side and those that hold persons, as the contract names them."""
    contract = get_contracten()["insight"]
    bronnen, verboden = (
        {naam.removeprefix("stelsel.apps.") for naam in contract[zijde] if naam.startswith("stelsel.apps.")}
        for zijde in ("source_modules", "forbidden_modules")
    )
    return bronnen, verboden


@cache
def get_toegestaan(soort: str) -> dict[str, str]:
    """The reasoned exceptions of one kind of check, as place -> reason."""
    lijst = tomllib.loads((Path(__file__).parent / "toegestaan.toml").read_text(encoding="utf-8"))
    return {uitzondering["plaats"]: uitzondering["reden"] for uitzondering in lijst.get(soort, [])}


def assert_geen(soort: str, overtredingen: list[Overtreding]) -> None:
    """Fail on every breach that has no exception, and on every exception that is no longer needed."""
    toegestaan = get_toegestaan(soort)
    nieuw = [str(o) for o in overtredingen if o.plaats not in toegestaan]
    vervallen = sorted(set(toegestaan) - {o.plaats for o in overtredingen})
    assert not nieuw, "\n".join(nieuw)
    assert not vervallen, f"uitzondering niet meer nodig: {vervallen}"
