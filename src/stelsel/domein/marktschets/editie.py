"""Two editions of the same document: which key figures moved, and how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kerncijfer:
    """One key figure: its key, what it is, its kind (aantal, euro in cents, aandeel, getal, maanden)."""

    naam: str
    wat: str
    soort: str
    waarde: float

    def als_data(self) -> dict[str, Any]:
        """As it is kept with an edition."""
        return {"naam": self.naam, "wat": self.wat, "soort": self.soort, "waarde": self.waarde}


@dataclass(frozen=True)
class Verschil:
    """A figure in the older and in the newer edition; None where that edition does not have it."""

    wat: str
    soort: str
    oud: float | None
    nieuw: float | None

    @property
    def verandering(self) -> float | None:
        """The newer less the older; None without either."""
        return None if self.oud is None or self.nieuw is None else self.nieuw - self.oud

    @property
    def deel(self) -> float | None:
        """The change as a share of the older; None without either, or from nil."""
        return self.verandering / abs(self.oud) if self.verandering is not None and self.oud else None


def compare_edities(oud: Sequence[Kerncijfer], nieuw: Sequence[Kerncijfer]) -> list[Verschil]:
    """Every figure of either edition, in the order of the newer one; those gone come last."""
    was, is_ = {c.naam: c for c in oud}, {c.naam: c for c in nieuw}
    namen = [*is_, *(naam for naam in was if naam not in is_)]
    uit = []
    for naam in namen:
        een, twee = was.get(naam), is_.get(naam)
        cijfer = twee or een
        if cijfer is not None:
            uit.append(
                Verschil(cijfer.wat, cijfer.soort, een.waarde if een else None, twee.waarde if twee else None)
            )
    return uit
