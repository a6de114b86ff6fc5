"""Functions of youth care that are arranged over a wide area: the list with its version, and which products
are which function on which days."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

#: Categories of the standard in which these functions are found; help in them without a function is shown.
VERBLIJF_EN_DWANG = ("43", "46", "47", "48", "49", "55")
_CATEGORIE = 2


class FunctieFout(ValueError):
    """A product cannot be linked like this; the message says why, in words for whoever entered it."""


@dataclass(frozen=True)
class Functie:
    """One function. `besluit`: the gemeente decides who gets it; `paraat`: may be paid for being ready, day
    and night; `eerst_hulp`: help may begin before its toewijzing."""

    code: str
    naam: str
    uitleg: str
    besluit: bool = True
    paraat: bool = False
    eerst_hulp: bool = False


@dataclass(frozen=True)
class Koppeling:
    """Products of a category belong to a function from `van` up to and including `tot` (None: no limit).
    `code`: the product code or how it begins; "" is the whole category."""

    functie: str
    categorie: str
    code: str = ""
    van: date | None = None
    tot: date | None = None

    def overlapt(self, ander: Koppeling) -> bool:
        """Whether there is a day on which both hold."""
        begin = max(self.van or date.min, ander.van or date.min)
        return begin <= min(self.tot or date.max, ander.tot or date.max)


@dataclass(frozen=True)
class Functielijst:
    """One version of the list; `begin`: the links that hold as long as the region entered none."""

    versie: str
    functies: tuple[Functie, ...]
    begin: tuple[Koppeling, ...]

    @property
    def namen(self) -> dict[str, str]:
        """Name by code."""
        return {f.code: f.naam for f in self.functies}


@cache
def get_functielijst() -> Functielijst:
    """The version that belongs to the product."""
    data = tomllib.loads((resources.files(__package__) / "functies.toml").read_text("utf-8"))
    return Functielijst(
        versie=data["versie"],
        functies=tuple(Functie(**rij) for rij in data["functie"]),
        begin=tuple(Koppeling(**rij) for rij in data["begin"]),
    )


def check_koppeling(bestaand: Sequence[Koppeling], nieuw: Koppeling) -> None:
    """Whether a link can be added. Raises FunctieFout."""
    if nieuw.functie not in get_functielijst().namen:
        raise FunctieFout(f"Er is geen functie {nieuw.functie}.")
    if len(nieuw.categorie) != _CATEGORIE or not nieuw.categorie.isdecimal():
        raise FunctieFout("Een productcategorie is twee cijfers, zoals 43.")
    if nieuw.van and nieuw.tot and nieuw.tot < nieuw.van:
        raise FunctieFout("De laatste dag ligt voor de eerste dag.")
    for ander in bestaand:
        if (ander.categorie, ander.code) == (nieuw.categorie, nieuw.code) and ander.overlapt(nieuw):
            naam = get_functielijst().namen[ander.functie]
            raise FunctieFout(f"Dit product hoort in die tijd al bij {naam}. Beëindig die koppeling eerst.")


def list_op_voorrang(koppelingen: Sequence[Koppeling]) -> list[Koppeling]:
    """The order in which links are tried: the longest code first, a whole category last."""
    return sorted(koppelingen, key=lambda k: (-len(k.code), k.categorie, k.code, k.van or date.min))


def get_functie(koppelingen: Sequence[Koppeling], *, categorie: str, code: str, dag: date) -> str:
    """The function of a product on a day; "" for none."""
    passend = (
        k.functie
        for k in list_op_voorrang(koppelingen)
        if k.categorie == categorie
        and code.startswith(k.code)
        and k.overlapt(Koppeling(k.functie, categorie, van=dag, tot=dag))
    )
    return next(passend, "")


def als_data(koppelingen: Sequence[Koppeling]) -> list[dict[str, Any]]:
    """The links as plain values, to be kept beside what was counted with them."""
    return [
        {
            "functie": k.functie, "categorie": k.categorie, "code": k.code,
            "van": k.van.isoformat() if k.van else None, "tot": k.tot.isoformat() if k.tot else None,
        }
        for k in list_op_voorrang(koppelingen)
    ]  # fmt: skip
