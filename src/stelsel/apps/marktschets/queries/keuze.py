"""What a user chose of the market picture."""

from __future__ import annotations

from dataclasses import dataclass

from stelsel.analyse.selectie import Selectie


@dataclass(frozen=True)
class Keuze:
    """A year with a gemeente and a domain, "" for all.

    `gemeente` may be an area of more gemeenten: then `leden` are their codes in the lines of that year."""

    jaar: int
    gemeente: str = ""
    domein: str = ""
    leden: tuple[str, ...] = ()

    def als_selectie(self) -> Selectie:
        """The same in the words of the analyses."""
        return Selectie(
            jaar=self.jaar,
            gemeenten=frozenset(self.leden or {self.gemeente}) if self.gemeente else None,
            domeinen=frozenset({self.domein}) if self.domein else None,
        )
