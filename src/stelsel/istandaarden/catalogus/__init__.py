"""The catalogue: every official rule of a family with our own wording and what we do with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from stelsel.istandaarden.catalogus.hulp import get_hulp
from stelsel.istandaarden.codelijsten import Familie, get_label
from stelsel.istandaarden.release import HUIDIG, Release, get_release

Status = Literal["gebouwd", "xsd", "elders", "niet"]
#: Every level-2 fault gives the same code in the answer: the whole message counts as not sent.
TECHNISCH_AFGEKEURD = "0001"


@dataclass(frozen=True)
class Catalogusregel:
    """One official rule. `niveau` None: an agreement no check can hold; `reden`: why not built, or where."""

    code: str
    uitleg: str
    berichten: tuple[str, ...]
    niveau: int | None
    retourcode: str | None
    status: Status
    reden: str = ""

    @property
    def waarom(self) -> str:
        """Why the rule exists."""
        return get_hulp(self.code).waarom

    @property
    def herstel(self) -> str:
        """What the sender does to mend it."""
        return get_hulp(self.code).herstel


@dataclass(frozen=True)
class Grenzen:
    """The limits that rules of level 2 mention, each named after what it limits."""

    volume_zonder_productcode_tot: date
    eerste_declaratiedag: date
    leeftijd_jaren: int
    declaratietermijn_maanden: int


def _lees(bestand: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(bestand).read_text(encoding="utf-8"))


def _list_overstijgend(familie: Familie, data: dict[str, Any], release: str) -> Iterator[Catalogusregel]:
    """The entries of level 3 and 4; their wording is that of the retourcode, where they have one."""
    for code, r in data.get("overstijgend", {}).items():
        retourcode = r.get("retourcode")
        uitleg = r.get("uitleg") or get_label(familie, "LDT_RetourCode", code=retourcode, release=release)
        berichten = tuple(r["berichten"])
        yield Catalogusregel(code, uitleg, berichten, r.get("niveau", 3), retourcode, "gebouwd")


def _list_regels(familie: Familie, data: dict[str, Any], release: str = HUIDIG) -> list[Catalogusregel]:
    """The entries of one file, in its order."""
    regels = [
        Catalogusregel(code, r["uitleg"], tuple(r["berichten"]), 2, TECHNISCH_AFGEKEURD, "gebouwd")
        for code, r in data.get("regels", {}).items()
    ]
    regels += _list_overstijgend(familie, data, release)
    for code in data.get("schema", {}).get("codes", "").split():
        regels.append(Catalogusregel(code, "Type, lengte, patroon of codelijst.", (), 1, None, "xsd"))
    for code, waar in data.get("elders", {}).items():
        regels.append(Catalogusregel(code, "", (), None, None, "elders", waar))
    for code in data.get("afspraken", {}).get("codes", "").split():
        regels.append(Catalogusregel(code, "", (), None, None, "niet", data["afspraken"]["reden"]))
    return regels


@cache
def _lees_catalogus(familie: Familie) -> dict[str, Catalogusregel]:
    """The rules of the release that is written out. A family that inherits takes over what it keeps."""
    data = _lees(f"{familie}_3_2.toml")
    regels: dict[str, Catalogusregel] = {}
    if "erft" in data:
        vervallen = set(data["vervallen"].split())
        ouder = _list_regels(familie, _lees(data["erft"]))
        regels = {regel.code: regel for regel in ouder if regel.code not in vervallen}
    regels.update({regel.code: regel for regel in _list_regels(familie, data)})
    return regels


@cache
def _create_catalogus(familie: Familie, release: Release) -> dict[str, Catalogusregel]:
    regels = dict(_lees_catalogus(familie))
    for wijziging in release.list_wijzigingen("catalogus", "algemeen", familie):
        for code in wijziging.get("vervallen", "").split():
            regels.pop(code, None)
        regels.update({regel.code: regel for regel in _list_regels(familie, wijziging, release.naam)})
    return regels


@cache
def _create_grenzen(release: Release) -> Grenzen:
    grenzen = dict(_lees("ijw_3_2.toml")["grenzen"])
    for wijziging in release.list_wijzigingen("catalogus", "algemeen"):
        grenzen.update(wijziging.get("grenzen", {}))
    return Grenzen(**grenzen)


def get_catalogus(familie: Familie, release: str = HUIDIG) -> dict[str, Catalogusregel]:
    """Every rule of one family by code."""
    return _create_catalogus(familie, get_release(release))


def get_grenzen(release: str = HUIDIG) -> Grenzen:
    """The limits of a release; both families share them."""
    return _create_grenzen(get_release(release))
