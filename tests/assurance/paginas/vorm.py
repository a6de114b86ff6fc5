"""What is said of a page: who may open it, on which objects, and what a posted form leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.factories.volle_wereld import Dossier, Eigendom, VolleWereld

#: One letter per role, as the table below names them.
LETTERS = {
    "R": "regisseur",
    "B": "backoffice",
    "C": "controller",
    "S": "bestuurder",
    "M": "contractmanager",
    "N": "analist",
    "A": "aanbieder",
    "I": "inwoner",
    "H": "beheerder",
}
ALLEN = "RBCSMNAIH"

Objecten = Callable[[VolleWereld], Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]]


@dataclass(frozen=True)
class Pagina:
    """`get`: status of an own object. `leeg`: of an empty form; `vol`: makes a plausible form for an own
    object (`na`) or names a foreign one (`vreemd`). `anders`: per role what every method gives.
    `vragen`: query strings to try as well. `weg`: arguments that name nothing."""

    rollen: str
    objecten: Objecten | None = None
    weg: tuple[dict[str, Any], ...] = ()
    get: int = 200
    leeg: int = 405
    vol: Callable[[VolleWereld, Dossier], dict[str, Any]] | None = None
    na: int = 302
    vreemd: int = 404
    publiek: bool = False
    anders: dict[str, int] = field(default_factory=dict)
    vragen: tuple[str, ...] = ()


def per_dossier(get: Callable[[Dossier], dict[str, Any]]) -> Objecten:
    def list_objecten(vw: VolleWereld) -> Iterator[tuple[dict[str, Any], Eigendom, Dossier | None]]:
        for dossier in vw.dossiers.values():
            yield get(dossier), dossier.eigendom, dossier

    return list_objecten


NUMMER_WEG: tuple[dict[str, Any], ...] = ({"nummer": "X-404"},)
PK_WEG: tuple[dict[str, Any], ...] = ({"pk": 999_999},)
SLEUTEL_WEG: tuple[dict[str, Any], ...] = ({"sleutel": 999_999},)
SLEUTEL = {"eenmalig": "k" * 32}
