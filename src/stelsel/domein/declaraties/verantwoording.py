"""The production statement of one aanbieder, gemeente, law and year: its lines, its content, and whether the
three books say the same.

Lines belong to the year of delivery, the ledger to the month that was claimed. So

    statement = lines of the year
    ledger    = lines of the year - those in claims of another year + those of another year in these claims

and what is left after that is a difference with no cause: 0, or the badge is red.
Source: own choice of form; year-end closing is requirement R6.22.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Productieregel:
    """One product, month (`2026-02`) and unit; `volume` net, amounts in cents, `gecrediteerd` positive."""

    product: str
    maand: str
    eenheid: str
    clienten: int
    volume: int
    goedgekeurd: int
    gecrediteerd: int

    @property
    def netto(self) -> int:
        """Approved minus credited."""
        return self.goedgekeurd - self.gecrediteerd


@dataclass(frozen=True)
class Aansluiting:
    """Cents of approved minus credited: on the statement, on the lines, in the ledger, and what explains the
    difference: lines of the year in claims of another year, and the other way round."""

    verantwoording: int
    regels: int
    grootboek: int
    elders: int
    van_ander_jaar: int

    @property
    def verschil(self) -> int:
        """What no cause was found for."""
        return (self.verantwoording - self.elders + self.van_ander_jaar - self.grootboek) or (
            self.verantwoording - self.regels
        )


@dataclass(frozen=True)
class Regelverschil:
    """A line that is not what was agreed; None where it is not there. Cents net."""

    product: str
    maand: str
    eenheid: str
    toen: int | None
    nu: int | None


def render_inhoud(regels: Sequence[Productieregel]) -> str:
    """The content that is agreed on, the same text for the same figures."""
    return json.dumps([asdict(regel) for regel in regels], sort_keys=True, separators=(",", ":"))


def parse_inhoud(inhoud: str) -> list[Productieregel]:
    """The lines of kept content."""
    return [Productieregel(**regel) for regel in json.loads(inhoud)]


def compute_sha256(inhoud: str) -> str:
    """The fingerprint of content."""
    return hashlib.sha256(inhoud.encode()).hexdigest()


def list_regelverschillen(
    toen: Sequence[Productieregel], nu: Sequence[Productieregel]
) -> list[Regelverschil]:
    """Lines that changed, came or went; also when only clients or volume did."""
    oud = {(r.product, r.maand, r.eenheid): r for r in toen}
    nieuw = {(r.product, r.maand, r.eenheid): r for r in nu}
    return [
        Regelverschil(
            *sleutel,
            oud[sleutel].netto if sleutel in oud else None,
            nieuw[sleutel].netto if sleutel in nieuw else None,
        )
        for sleutel in sorted({*oud, *nieuw})
        if oud.get(sleutel) != nieuw.get(sleutel)
    ]
