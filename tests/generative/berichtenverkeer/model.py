"""What should happen to starts, stops and claims: the rules once more, on sets and lists and nothing else.

A small model to compare the product with: allocations of one product in hours with a total, two aanbieders
who use the same references. Written from the texts of the rules, without looking at how the product does it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

TOTAAL, TIJDELIJK = 20, "20"
TARIEF = {"41990001": 6400, "41990002": 6250}
Start = tuple[int, date]
Stop = tuple[int, date, date, str]


def get_laatste_dag(maand: int) -> date:
    """The last day of a month of 2026."""
    return date(2026, maand + 1, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Regel:
    """A claim line over a whole month of 2026. `vorig`: a credit, of this reference."""

    referentie: str
    nummer: int
    maand: int
    uren: int
    tarief: int
    vorig: str | None = None

    @property
    def bedrag(self) -> int:
        """In cents."""
        return self.uren * self.tarief

    def herhaalt(self, ander: Regel) -> bool:
        """A credit that undoes the other line in every value."""
        return (self.vorig, self.nummer, self.maand, self.uren, self.tarief) == (
            *(ander.referentie, ander.nummer, ander.maand, ander.uren, ander.tarief),
        )


@dataclass
class Toegewezen:
    """An allocation that begins on 1 January."""

    agb: str
    eind: date
    verwijderd: bool = False


@dataclass
class Aanbieder:
    """What one aanbieder claimed."""

    nummers: set[str] = field(default_factory=set)
    referenties: set[str] = field(default_factory=set)
    laatste_maand: int = 0
    goed: list[Regel] = field(default_factory=list)

    @property
    def gecrediteerd(self) -> set[str | None]:
        """References of lines that were undone."""
        return {regel.vorig for regel in self.goed if regel.vorig}

    def list_open(self) -> list[Regel]:
        """Approved and not undone."""
        return [r for r in self.goed if r.vorig is None and r.referentie not in self.gecrediteerd]


@dataclass
class Model:
    """All that is on file. `bedragen`: the sums of the ledger in cents, by account."""

    toegewezen: dict[int, Toegewezen] = field(default_factory=dict)
    starts: set[Start] = field(default_factory=set)
    stops: set[Stop] = field(default_factory=set)
    aanbieders: dict[str, Aanbieder] = field(
        default_factory=lambda: {agb: Aanbieder() for agb in sorted(TARIEF)}
    )
    bedragen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BEDRAGEN, 0))

    def is_van(self, nummer: int, agb: str) -> bool:
        """Known to this aanbieder and not deleted."""
        toegewezen = self.toegewezen.get(nummer)
        return toegewezen is not None and toegewezen.agb == agb and not toegewezen.verwijderd

    def _stops_van(self, start: Start) -> list[Stop]:
        return [stop for stop in self.stops if stop[:2] == start]

    def start(self, agb: str, start: Start, *, intrekken: bool) -> set[str]:
        """The codes that a start gets; without any it is on file, or taken back."""
        eigen = self.is_van(start[0], agb)
        codes = set()
        if intrekken:
            if not eigen or start not in self.starts:
                codes = {"9063"}
            elif self._stops_van(start):
                codes = {"9071"}
        elif not eigen:
            codes = {"9019"}
        else:
            codes |= {"9074"} if start in self.starts else set()
            lopend = [s for s in self.starts if s[0] == start[0] and not self._stops_van(s)]
            codes |= {"9326"} if lopend else set()
        if not codes:
            (self.starts.discard if intrekken else self.starts.add)(start)
        return codes

    def stop(self, agb: str, stop: Stop, *, intrekken: bool) -> set[str]:
        """The codes that a stop gets; without any it is on file, or taken back."""
        eigen = self.is_van(stop[0], agb)
        if intrekken:
            codes = set() if eigen and stop in self.stops else {"9063"}
        elif not eigen:
            codes = {"9019"}
        else:
            eerder = self._stops_van(stop[:2])
            redenen = {s[3] for s in eerder}
            fout = {
                "9074": stop in self.stops,
                "9069": stop[:2] not in self.starts,
                "9413": stop[3] == TIJDELIJK and TIJDELIJK in redenen,
                "9414": any(stop[2] < s[2] for s in eerder),
                "9415": bool(redenen - {TIJDELIJK}),
            }
            codes = {code for code, gebroken in fout.items() if gebroken}
        if not codes:
            (self.stops.discard if intrekken else self.stops.add)(stop)
        return codes

    def declareer(
        self, agb: str, declaratie_nummer: str, maand: int, regels: list[Regel]
    ) -> tuple[set[str], dict[str, set[str]]]:
        """The codes on the whole, or else per reference those of the rejected lines."""
        eigen = self.aanbieders[agb]
        geheel = {"9333"} if declaratie_nummer in eigen.nummers else set()
        geheel |= {"8214"} if maand < eigen.laatste_maand else set()
        if geheel:
            return geheel, {}
        gebruikt, eerder = set(eigen.referenties), list(eigen.goed)
        fouten: dict[str, set[str]] = {}
        for regel in sorted(regels, key=lambda r: r.vorig is None):
            codes = self._check_regel(agb, regel, gebruikt, eerder)
            if codes:
                fouten[regel.referentie] = codes
            else:
                eigen.goed.append(regel)
            self._boek(regel, goed=not codes)
        eigen.nummers.add(declaratie_nummer)
        eigen.laatste_maand = maand
        eigen.referenties |= {regel.referentie for regel in regels}
        return set(), fouten

    def _check_regel(self, agb: str, regel: Regel, gebruikt: set[str], eerder: list[Regel]) -> set[str]:
        eigen, toegewezen = self.aanbieders[agb], self.toegewezen.get(regel.nummer)
        if toegewezen is None or toegewezen.agb != agb:
            return {"9338"}
        if toegewezen.verwijderd:
            return {"9384"}
        codes = {"8021"} if regel.referentie in gebruikt else set()
        if regel.vorig is not None:
            gedaan = {r.vorig for r in eerder}
            codes |= {"8017"} if not any(regel.herhaalt(r) and r.vorig is None for r in eerder) else set()
            return codes | ({"9390"} if regel.vorig in gedaan else set())
        fout = {
            "9389": any((r.nummer, r.maand) == (regel.nummer, regel.maand) for r in eigen.list_open()),
            "9308": get_laatste_dag(regel.maand) > toegewezen.eind,
            "0611": regel.tarief != TARIEF[agb],
            "9321": regel.uren > TOTAAL,
        }
        codes |= {code for code, gebroken in fout.items() if gebroken}
        op = sum(r.uren for r in eigen.list_open() if r.nummer == regel.nummer)
        return codes or ({"9322"} if op + regel.uren > TOTAAL else set())

    def _boek(self, regel: Regel, *, goed: bool) -> None:
        if regel.vorig is None:
            self.bedragen["gedeclareerd"] += regel.bedrag
            self.bedragen["goedgekeurd" if goed else "afgekeurd"] += regel.bedrag
        else:
            self.bedragen["credit_gevraagd"] += regel.bedrag
            self.bedragen["gecrediteerd" if goed else "credit_geweigerd"] += regel.bedrag


BEDRAGEN = (
    *("gedeclareerd", "goedgekeurd", "afgekeurd", "credit_gevraagd", "gecrediteerd", "credit_geweigerd"),
)
