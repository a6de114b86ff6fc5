"""A ceiling on what is granted in a year: how full it is, and what one more allocation does to it.

What is granted for a period that runs over the turn of the year belongs to both years, by days. The duty to
help stays: a full ceiling may block this way of helping, never the client.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stelsel.kern.bedrag import Cent

_HONDERD = 100


class Plafondoordeel(StrEnum):
    """Where a ceiling stands: below its signal, at or above it, or granted beyond the ceiling itself."""

    RUIM = "ruim"
    SIGNAAL = "signaal"
    VOL = "vol"


@dataclass(frozen=True)
class Plafondstand:
    """A ceiling of `bedrag` cents of which `toegekend` is granted; `erbij` is what is asked now."""

    bedrag: Cent
    toegekend: Cent
    signaal_procent: int
    erbij: Cent = 0

    @property
    def samen(self) -> Cent:
        """Granted when what is asked now is granted too."""
        return self.toegekend + self.erbij

    @property
    def ruimte(self) -> Cent:
        """What may still be granted; below nothing when it is over."""
        return self.bedrag - self.samen

    @property
    def aandeel(self) -> float:
        """Granted as a part of the ceiling."""
        return self.samen / self.bedrag

    @property
    def oordeel(self) -> Plafondoordeel:
        """Exactly the ceiling is not over it."""
        if self.samen > self.bedrag:
            return Plafondoordeel.VOL
        boven_signaal = self.samen * _HONDERD >= self.bedrag * self.signaal_procent
        return Plafondoordeel.SIGNAAL if boven_signaal else Plafondoordeel.RUIM
