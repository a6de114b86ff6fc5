"""Code lists as data: per family the codes that a data type allows, with a short label in plain Dutch."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Familie = Literal["ijw", "iwmo"]


@dataclass(frozen=True)
class Codelijst:
    """`lijst`: number in the standard (WJ756); `codes`: code to label, "" where only the code is kept."""

    datatype: str
    lijst: str
    naam: str
    codes: dict[str, str]


@cache
def get_codelijsten(familie: Familie) -> dict[str, Codelijst]:
    """All code lists of one family, by data type of the basisschema (LDT_Eenheid)."""
    lijsten: dict[str, Codelijst] = {}
    for bestand in ("algemeen.toml", f"{familie}.toml"):
        tekst = files(__package__).joinpath(bestand).read_text(encoding="utf-8")
        for datatype, gegevens in tomllib.loads(tekst).items():
            codes = gegevens.get("codes") or dict.fromkeys(gegevens["lijst_van_codes"], "")
            lijsten[datatype] = Codelijst(datatype, gegevens["lijst"], gegevens["naam"], codes)
    return lijsten


def get_label(familie: Familie, datatype: str, *, code: str) -> str:
    """The label of one code, for people; the code itself when it has none."""
    return get_codelijsten(familie)[datatype].codes.get(code, "") or code
