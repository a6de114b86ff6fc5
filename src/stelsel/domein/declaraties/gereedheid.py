"""Is the administration ready: gates that are passed by what happened, never by a tick.

Three gates: every aanbieder had a claim without a single rejected line and money was paid (a trial run that
passed); enough of each aanbieder's messages are accepted; and the contribution register says what the
deliveries and the CAK say. A gate that cannot be judged is not passed: it is unknown, with the reason.
Source: own choice of form; the three risks are requirements R6.10, R6.11 and R6.12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Poortstand(StrEnum):
    """How a gate stands."""

    OPEN = "open"
    DICHT = "dicht"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Proef:
    """One aanbieder: its claims, and the first one without a rejected line; None when there was none."""

    aanbieder: str
    declaraties: int
    nummer: str = ""
    geslaagd_op: date | None = None


@dataclass(frozen=True)
class Berichttelling:
    """One aanbieder: messages that were judged, and how many of them were accepted."""

    aanbieder: str
    beoordeeld: int
    goed: int

    @property
    def aandeel(self) -> float | None:
        """Accepted as a share; None without messages."""
        return self.goed / self.beoordeeld if self.beoordeeld else None


@dataclass(frozen=True)
class Bijdragestand:
    """Differences of the register with the deliveries and with the last file of the CAK, and its day."""

    met_levering: int
    met_cak: int
    opgave_van: date | None


def compute_facturatiepoort(proeven: Sequence[Proef], *, betaald_op: date | None) -> Poortstand:
    """Open when every aanbieder passed and at least one payment run was paid; unknown without aanbieders."""
    if not proeven:
        return Poortstand.ONBEKEND
    alles = betaald_op is not None and all(proef.geslaagd_op for proef in proeven)
    return Poortstand.OPEN if alles else Poortstand.DICHT


def compute_berichtstand(telling: Berichttelling, *, norm: float, minste: int) -> Poortstand:
    """One aanbieder; unknown with fewer messages than tell something."""
    if telling.aandeel is None or telling.beoordeeld < minste:
        return Poortstand.ONBEKEND
    return Poortstand.OPEN if telling.aandeel >= norm else Poortstand.DICHT


def compute_berichtenpoort(tellingen: Sequence[Berichttelling], *, norm: float, minste: int) -> Poortstand:
    """Closed when one aanbieder stays below the norm; unknown when nobody can be judged."""
    standen = {compute_berichtstand(telling, norm=norm, minste=minste) for telling in tellingen}
    if Poortstand.DICHT in standen:
        return Poortstand.DICHT
    return Poortstand.OPEN if Poortstand.OPEN in standen else Poortstand.ONBEKEND


def compute_bijdragepoort(stand: Bijdragestand, *, today: date, geldig_dagen: int) -> Poortstand:
    """Closed by a difference with the deliveries, or with a recent file of the CAK; unknown without one."""
    if stand.met_levering:
        return Poortstand.DICHT
    if stand.opgave_van is None or stand.opgave_van < today - timedelta(days=geldig_dagen):
        return Poortstand.ONBEKEND
    return Poortstand.DICHT if stand.met_cak else Poortstand.OPEN
