"""Code lists as data: per family the codes that a data type allows, with a short label in plain Dutch."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from stelsel.istandaarden.release import HUIDIG, Release, get_release

Familie = Literal["ijw", "iwmo"]


@dataclass(frozen=True)
class Codelijst:
    """`lijst`: number in the standard (WJ756); `codes`: code to label, "" where only the code is kept."""

    datatype: str
    lijst: str
    naam: str
    codes: dict[str, str]


@cache
def _lees(familie: Familie) -> dict[str, Codelijst]:
    """The lists of the release that is written out."""
    lijsten: dict[str, Codelijst] = {}
    for bestand in ("algemeen.toml", f"{familie}.toml"):
        tekst = files(__package__).joinpath(bestand).read_text(encoding="utf-8")
        for datatype, gegevens in tomllib.loads(tekst).items():
            codes = gegevens.get("codes") or dict.fromkeys(gegevens["lijst_van_codes"], "")
            lijsten[datatype] = Codelijst(datatype, gegevens["lijst"], gegevens["naam"], codes)
    return lijsten


@cache
def _create(familie: Familie, release: Release) -> dict[str, Codelijst]:
    lijsten = dict(_lees(familie))
    for wijziging in release.list_wijzigingen("codelijsten", "algemeen", familie):
        for datatype, gegevens in wijziging.items():
            oud = lijsten.get(datatype) or Codelijst(datatype, gegevens["lijst"], gegevens["naam"], {})
            codes = {**oud.codes, **gegevens.get("codes", {})}
            for code in gegevens.get("vervallen", "").split():
                del codes[code]
            lijsten[datatype] = Codelijst(datatype, oud.lijst, gegevens.get("naam", oud.naam), codes)
    return lijsten


def get_codelijsten(familie: Familie, release: str = HUIDIG) -> dict[str, Codelijst]:
    """All code lists of one family, by data type of the basisschema (LDT_Eenheid)."""
    return _create(familie, get_release(release))


def get_label(familie: Familie, datatype: str, *, code: str, release: str = HUIDIG) -> str:
    """The label of one code, for people; the code itself when it has none."""
    return get_codelijsten(familie, release)[datatype].codes.get(code, "") or code
