"""One household, one plan: the words, who belongs to it on which day, and what is arranged for all.

A plan tells about all its members, so it belongs to the gemeente and is shown to nobody else. A child with
two homes belongs to two plans; each shows what the child gets and nothing of the other home.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stelsel.domein.toegang.begrippen import WET_NAAM, Wet
from stelsel.kern.periode import Periode


class Gezinsrol(StrEnum):
    """What somebody is in the household."""

    OUDER = "ouder"
    KIND = "kind"
    PARTNER = "partner"
    ANDER = "ander"


GEZINSROL_NAAM = {
    Gezinsrol.OUDER: "Ouder of verzorger",
    Gezinsrol.KIND: "Kind",
    Gezinsrol.PARTNER: "Partner",
    Gezinsrol.ANDER: "Iemand anders in huis",
}


class Doelstand(StrEnum):
    """Where a goal of the household stands."""

    LOPEND = "lopend"
    BEREIKT = "bereikt"
    VERVALLEN = "vervallen"


DOELSTAND_NAAM = {
    Doelstand.LOPEND: "Wordt aan gewerkt",
    Doelstand.BEREIKT: "Bereikt",
    Doelstand.VERVALLEN: "Geldt niet meer",
}


class Regiesoort(StrEnum):
    """Regie on the whole stays with the local team; on the specialist help it is with a leading aanbieder."""

    TOTAAL = "totaal"
    TWEEDE_LIJN = "tweede_lijn"


REGIESOORT_NAAM = {
    Regiesoort.TOTAAL: "Het geheel: lokaal team van de gemeente",
    Regiesoort.TWEEDE_LIJN: "De specialistische hulp: aanbieder die de leiding heeft",
}


class Uitzonderingstand(StrEnum):
    """An exception on one lead waits for a second person."""

    GEVRAAGD = "gevraagd"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"


UITZONDERINGSTAND_NAAM = {
    Uitzonderingstand.GEVRAAGD: "Wacht op een tweede persoon",
    Uitzonderingstand.GOEDGEKEURD: "Goedgekeurd",
    Uitzonderingstand.AFGEWEZEN: "Afgewezen",
}


@dataclass(frozen=True)
class Lidmaatschap:
    """Somebody in the household over a period."""

    client: str
    periode: Periode


@dataclass(frozen=True)
class Hulp:
    """What is arranged for one member. `bedrag` in cents for the whole period, None when it has no total;
    `sleutel`: any name of the allocation."""

    sleutel: str
    client: str
    wet: Wet
    aanbieder: str
    periode: Periode
    bedrag: int | None


@dataclass(frozen=True)
class Gezinsbudget:
    """What is arranged, in cents, by who pays and by who gives it. `zonder_bedrag`: help without a total,
    that is not in the sums."""

    totaal: int
    per_wet: tuple[tuple[str, int], ...]
    per_aanbieder: tuple[tuple[str, int], ...]
    zonder_bedrag: int


def list_gezinshulp(hulp: Iterable[Hulp], leden: Sequence[Lidmaatschap]) -> list[Hulp]:
    """The help of members that touches a day on which they belong to the household. What somebody got before
    or after is not of this plan."""
    return [
        stuk
        for stuk in hulp
        if any(lid.client == stuk.client and lid.periode.overlapt(stuk.periode) for lid in leden)
    ]


def compute_gezinsbudget(hulp: Sequence[Hulp]) -> Gezinsbudget:
    """The sums over everything that is arranged, in full also where a period runs past the plan: a plan tells
    what was granted. The Jeugdwet and the Wmo are paid from different budgets of the same gemeente."""
    per_wet: dict[str, int] = {}
    per_aanbieder: dict[str, int] = {}
    for stuk in hulp:
        if stuk.bedrag is not None:
            wet = WET_NAAM[stuk.wet]
            per_wet[wet] = per_wet.get(wet, 0) + stuk.bedrag
            per_aanbieder[stuk.aanbieder] = per_aanbieder.get(stuk.aanbieder, 0) + stuk.bedrag
    return Gezinsbudget(
        totaal=sum(per_wet.values()),
        per_wet=tuple(sorted(per_wet.items())),
        per_aanbieder=tuple(sorted(per_aanbieder.items(), key=lambda paar: (-paar[1], paar[0]))),
        zonder_bedrag=sum(1 for stuk in hulp if stuk.bedrag is None),
    )


def list_dubbele_dagen(lid: Lidmaatschap, andere: Sequence[Lidmaatschap]) -> list[Lidmaatschap]:
    """Other memberships of the same person on the same days."""
    return [a for a in andere if a.client == lid.client and a.periode.overlapt(lid.periode)]


def is_samenloop(hulp: Sequence[Hulp], *, dag: date) -> bool:
    """Whether both laws hold for one person on a day: possible from 18 on, each with its own allocations and
    messages, in one plan."""
    wetten: dict[str, set[Wet]] = {}
    for stuk in hulp:
        if dag in stuk.periode:
            wetten.setdefault(stuk.client, set()).add(stuk.wet)
    return any(len(van_persoon) > 1 for van_persoon in wetten.values())
