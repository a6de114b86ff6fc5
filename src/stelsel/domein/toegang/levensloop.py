"""The values of an allocation's life: how it stands, what is wanted, what is known, and what will happen.

An allocation may be shortened, stretched, deleted, and (a total or a budget) raised or lowered under its own
number; every other change ends it and begins a new one (OP033x1, IV066, OP257, OP380).
Source: iWmo/iJw 3.2, business rules and filling instructions of the 301.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stelsel.domein.toegang.begrippen import MAG_STAPELEN, RedenWijziging, Wet
from stelsel.kern.periode import Periode
from stelsel.kern.volume import Frequentie, Omvang


class Afstemming(StrEnum):
    """What was arranged with the aanbieder."""

    GEEN = "geen"
    OVERLEG = "overleg"
    INSTEMMING = "instemming"
    VERZOEK = "verzoek"

    def reikt_tot(self, nodig: Afstemming) -> bool:
        """Whether this is at least `nodig`; a request of the aanbieder is the most."""
        volgorde = list(Afstemming)
        return volgorde.index(self) >= volgorde.index(nodig)


AFSTEMMING_NAAM = {
    Afstemming.GEEN: "Nog niet besproken",
    Afstemming.OVERLEG: "Besproken met de aanbieder",
    Afstemming.INSTEMMING: "Besproken, en de aanbieder stemt ermee in",
    Afstemming.VERZOEK: "De aanbieder vroeg er zelf om",
}


class Verandering(StrEnum):
    """What may happen to an allocation under its own number."""

    VERLENGING = "verlenging"
    VERKORTING = "verkorting"
    VERHOGING = "verhoging"
    VERLAGING = "verlaging"
    VERWIJDERING = "verwijdering"


class Aard(StrEnum):
    """What the next 301 says of an allocation: new, changed, or staying as it is in a granted VOW."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    ONGEWIJZIGD = "ongewijzigd"


@dataclass(frozen=True)
class Regelzin:
    """A Dutch sentence with the official rule behind it; `code` "" where none is."""

    code: str
    tekst: str


@dataclass(frozen=True)
class Stand:
    """An allocation at one moment. Without `categorie`: for any product (generiek); without `code`: for any
    of the category (aspecifiek). Budget in cents. `nummer` "" when it has none yet."""

    wet: Wet
    agb: str
    categorie: str
    code: str
    periode: Periode
    omvang: Omvang | None
    budget: int | None
    nummer: str = ""
    verwijderd: bool = False

    @property
    def geldt_als_geheel(self) -> bool:
        """A total or a budget is granted over the whole period and changes over the whole of it (TR373)."""
        totaal = self.omvang is not None and self.omvang.frequentie is Frequentie.TOTAAL
        return totaal or self.budget is not None

    def stapelt(self, ander: Stand) -> bool:
        """The same product in the same time, at the level that both name it (TR302). Aids may be stacked."""
        if self.verwijderd or ander.verwijderd or self.wet != ander.wet:
            return False
        if any((self.wet, stand.categorie) in MAG_STAPELEN for stand in (self, ander)):
            return False
        if not self.periode.overlapt(ander.periode):
            return False
        if not (self.categorie and ander.categorie):
            return True
        zelfde_code = self.code == ander.code or not (self.code and ander.code)
        return self.categorie == ander.categorie and zelfde_code


@dataclass(frozen=True)
class Wens:
    """How it should be from `ingangsdatum` on (None: from the beginning); the product stays.

    `reden` None: the one that fits. `naast_ander`: it was decided that another aanbieder gives the same
    product in the same time."""

    einddatum: date | None
    omvang: Omvang | None
    budget: int | None
    ingangsdatum: date | None = None
    reden: RedenWijziging | None = None
    afstemming: Afstemming = Afstemming.GEEN
    naast_ander: bool = False


@dataclass(frozen=True)
class Gebruik:
    """What was approved and not credited: lines, volume in the unit of the allocation (rounded up), cents,
    and the last day of their ProductPeriodes."""

    regels: int = 0
    volume: int = 0
    bedrag: int = 0
    laatste_dag: date | None = None


@dataclass(frozen=True)
class Feiten:
    """What the decision must know besides the allocation. `gestart`: a start was reported and not withdrawn;
    `andere`: the other allocations of the client."""

    gebruik: Gebruik = Gebruik()
    gestart: bool = False
    andere: Sequence[Stand] = ()


@dataclass(frozen=True)
class Levensloopplan:
    """What a change comes down to. `bestaand`: the allocation as it will stand, changed when `reden` is
    given; `opvolger`: what follows under a new number. Nothing may happen while there are `bezwaren`."""

    bestaand: Stand
    reden: RedenWijziging | None = None
    opvolger: Stand | None = None
    stappen: tuple[Regelzin, ...] = ()
    waarschuwingen: tuple[Regelzin, ...] = ()
    bezwaren: tuple[Regelzin, ...] = ()
