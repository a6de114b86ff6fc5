"""A period of calendar days, both ends included, as in the national messages.

An open end (`eind is None`) means "until further notice". Half-open spans do not exist in this
code base; a conversion that needs one makes it locally.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, order=True)
class Periode:
    """`begin` to `eind`, both included; `eind` None is open. Raises ValueError when eind < begin."""

    begin: date
    eind: date | None = None

    def __post_init__(self) -> None:
        if self.eind is not None and self.eind < self.begin:
            raise ValueError(f"einddatum {self.eind} ligt voor begindatum {self.begin}")

    def __contains__(self, dag: date) -> bool:
        return self.begin <= dag and (self.eind is None or dag <= self.eind)

    def overlapt(self, other: Periode) -> bool:
        """At least one day in common."""
        return (other.eind is None or self.begin <= other.eind) and (
            self.eind is None or other.begin <= self.eind
        )

    def doorsnede(self, other: Periode) -> Periode | None:
        """The days in common, or None."""
        if not self.overlapt(other):
            return None
        einden = [e for e in (self.eind, other.eind) if e is not None]
        return Periode(max(self.begin, other.begin), min(einden) if einden else None)

    @property
    def dagen(self) -> int:
        """Number of days; ValueError for an open period."""
        if self.eind is None:
            raise ValueError("een open periode heeft geen aantal dagen")
        return (self.eind - self.begin).days + 1

    @classmethod
    def maand(cls, jaar: int, maand: int) -> Periode:
        """The whole calendar month."""
        return cls(date(jaar, maand, 1), date(jaar, maand, calendar.monthrange(jaar, maand)[1]))

    def maanden(self) -> Iterator[Periode]:
        """The calendar months touched, each cut to this period. ValueError for an open period."""
        if self.eind is None:
            raise ValueError("een open periode heeft geen laatste maand")
        eerste = self.begin
        while eerste <= self.eind:
            laatste = date(eerste.year, eerste.month, calendar.monthrange(eerste.year, eerste.month)[1])
            yield Periode(eerste, min(laatste, self.eind))
            eerste = laatste + timedelta(days=1)


def plus_maanden(dag: date, aantal: int) -> date:
    """The same day `aantal` months later; clamps to the last day of a shorter month, and to the first and
    the last day that a date can be."""
    teller = dag.year * 12 + dag.month - 1 + aantal
    jaar, maand = divmod(teller, 12)
    if not MINYEAR <= jaar <= MAXYEAR:
        return date.min if jaar < MINYEAR else date.max
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))
