"""The domeinen of the market picture, and the dated rules by which a product belongs to one of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

BESCHERMD_WONEN = "beschermd_wonen"


@dataclass(frozen=True)
class Domeinregel:
    """Products of a law in a category are another domein, from `vanaf` up to and including `tot`."""

    naar: str
    wet: str
    categorie: str
    vanaf: date
    tot: date | None
    waarom: str
    bron: str

    def geldt(self, *, wet: str, categorie: str, dag: date) -> bool:
        """Whether it holds for this product on that day."""
        op_tijd = self.vanaf <= dag and (self.tot is None or dag <= self.tot)
        return op_tijd and (wet, categorie) == (self.wet, self.categorie)


@dataclass(frozen=True)
class Domeinindeling:
    """One version: the names of the domeinen by code, in the order of a page, and the rules."""

    versie: str
    namen: dict[str, str]
    regels: tuple[Domeinregel, ...]

    def get_domein(self, *, wet: str, categorie: str, dag: date) -> str:
        """The code of the domein of a product on a day; the law itself where no rule holds."""
        van_toepassing = (
            regel.naar for regel in self.regels if regel.geldt(wet=wet, categorie=categorie, dag=dag)
        )
        return next(van_toepassing, wet)


@cache
def get_domeinindeling() -> Domeinindeling:
    """The version that belongs to the product."""
    data = tomllib.loads((resources.files(__package__) / "domeinen.toml").read_text("utf-8"))
    return Domeinindeling(
        versie=data["versie"],
        namen={domein["code"]: domein["naam"] for domein in data["domein"]},
        regels=tuple(_create_regel(regel) for regel in data["regel"]),
    )


def _create_regel(data: dict[str, Any]) -> Domeinregel:
    return Domeinregel(**{"tot": None} | data)
