"""Where contexts meet without knowing each other: work lists, search, timelines and links per kind of object.

A context registers its own in its `panels` module, called from `AppConfig.ready`; a page asks here. Rights
are checked by the context that registered: a supplier starts from `for_user`. The portal shows work and
search hits and logs every person in them; a supplier names the client in each row that shows one.

Kinds of object are plain words: "client", "aanbieder", "toewijzing", "bericht", "contract", "budget".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Rij:
    """One line of work or one search hit. `client_nummer` only where the line shows a person."""

    titel: str
    adres: str
    uitleg: str = ""
    datum: date | None = None
    woord: str = ""
    toon: str = "neutraal"
    client_nummer: str = ""


@dataclass(frozen=True)
class Werkvoorraad:
    """What waits: how many in all, the first few, and where the whole list is."""

    aantal: int
    rijen: tuple[Rij, ...]
    adres: str


@dataclass(frozen=True)
class Werklijst:
    """A heading of Mijn werk, for the roles it concerns. `leeg`: the sentence when nothing waits."""

    naam: str
    rollen: frozenset[str]
    list_werk: Callable[[Any, date], Werkvoorraad]
    leeg: str = "Er ligt hier niets voor u."


@dataclass(frozen=True)
class Zoekbron:
    """Something that can be searched; gives at most a handful of hits."""

    naam: str
    rollen: frozenset[str]
    list_treffers: Callable[[Any, str], Iterable[Rij]]


@dataclass(frozen=True)
class Moment:
    """One line of a timeline."""

    gebeurd_at: datetime
    tekst: str
    door: str = ""
    adres: str = ""


@dataclass(frozen=True)
class Paneel:
    """What one context knows about an object of another: (user, key) -> moments, newest first."""

    soort: str
    naam: str
    rollen: frozenset[str]
    list_momenten: Callable[[Any, str], Iterable[Moment]]


@dataclass(frozen=True)
class Verwijzing:
    """A way from an object to a page of another context: key -> address."""

    soort: str
    naam: str
    rollen: frozenset[str]
    get_adres: Callable[[str], str]


@dataclass(frozen=True)
class Tabel:
    """A small table of another context: a heading, column names, rows of words; `uitleg` stands above it,
    `adressen` (name and address of what can be done about it) below."""

    kop: str
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    uitleg: str = ""
    adressen: tuple[tuple[str, str], ...] = ()

    @property
    def rijen_met_kop(self) -> list[list[tuple[str, str]]]:
        """Every cell with the name of its column, for cards on a phone."""
        return [list(zip(self.kolommen, rij, strict=True)) for rij in self.rijen]


@dataclass(frozen=True)
class Tabelbron:
    """What one context shows in a table on the page of another's object: (user, key, today=…) -> table."""

    soort: str
    rollen: frozenset[str]
    get_tabel: Callable[..., Tabel | None]


@dataclass
class Register:
    """All that was registered, in order of registration."""

    werklijsten: list[Werklijst] = field(default_factory=list)
    zoekbronnen: list[Zoekbron] = field(default_factory=list)
    panelen: list[Paneel] = field(default_factory=list)
    verwijzingen: list[Verwijzing] = field(default_factory=list)
    tabellen: list[Tabelbron] = field(default_factory=list)


REGISTER = Register()


def register_werklijst(werklijst: Werklijst) -> None:
    """Add a heading to Mijn werk."""
    REGISTER.werklijsten.append(werklijst)


def register_zoekbron(bron: Zoekbron) -> None:
    """Add something to search."""
    REGISTER.zoekbronnen.append(bron)


def register_paneel(paneel: Paneel) -> None:
    """Add what this context knows to the timeline of a kind of object."""
    REGISTER.panelen.append(paneel)


def register_verwijzing(verwijzing: Verwijzing) -> None:
    """Add a link to this context's page on a kind of object."""
    REGISTER.verwijzingen.append(verwijzing)


def register_tabel(bron: Tabelbron) -> None:
    """Add a table to the page of a kind of object."""
    REGISTER.tabellen.append(bron)


def list_tabellen(user: Any, *, soort: str, sleutel: str, today: date) -> list[Tabel]:
    """The tables of other contexts on one object; a source without anything to tell gives none."""
    tabellen = (
        bron.get_tabel(user, sleutel, today=today)
        for bron in REGISTER.tabellen
        if bron.soort == soort and user.rol in bron.rollen
    )
    return [tabel for tabel in tabellen if tabel is not None]


def list_werk(user: Any, today: date) -> list[tuple[Werklijst, Werkvoorraad]]:
    """What waits for this user, per heading of the user's role."""
    return [
        (lijst, lijst.list_werk(user, today)) for lijst in REGISTER.werklijsten if user.rol in lijst.rollen
    ]


def list_treffers(user: Any, zoekterm: str) -> list[tuple[Zoekbron, list[Rij]]]:
    """Search hits per source that found something."""
    gevonden = (
        (bron, list(bron.list_treffers(user, zoekterm)))
        for bron in REGISTER.zoekbronnen
        if user.rol in bron.rollen
    )
    return [(bron, rijen) for bron, rijen in gevonden if rijen]


def list_momenten(user: Any, soort: str, sleutel: str) -> list[Moment]:
    """The timeline of one object over all contexts, newest first."""
    momenten = [
        moment
        for paneel in REGISTER.panelen
        if paneel.soort == soort and user.rol in paneel.rollen
        for moment in paneel.list_momenten(user, sleutel)
    ]
    return sorted(momenten, key=lambda moment: moment.gebeurd_at, reverse=True)


def list_verwijzingen(user: Any, soort: str, sleutel: str) -> list[tuple[str, str]]:
    """Name and address of the pages of other contexts on one object."""
    return [
        (verwijzing.naam, verwijzing.get_adres(sleutel))
        for verwijzing in REGISTER.verwijzingen
        if verwijzing.soort == soort and user.rol in verwijzing.rollen
    ]
