"""What a user chose of the market picture."""

from __future__ import annotations

from dataclasses import dataclass

from stelsel.analyse.selectie import Selectie


@dataclass(frozen=True)
class Keuze:
    """A year with a gemeente and a domain, "" for all."""

    jaar: int
    gemeente: str = ""
    domein: str = ""

    def als_selectie(self) -> Selectie:
        """The same in the words of the analyses."""
        return Selectie(
            jaar=self.jaar,
            gemeenten=frozenset({self.gemeente}) if self.gemeente else None,
            domeinen=frozenset({self.domein}) if self.domein else None,
        )
