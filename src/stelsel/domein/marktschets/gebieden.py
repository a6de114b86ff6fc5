"""The tree gemeente, subregio, regio, bovenregio: who belongs to what on a day.

Every membership has a first and a last day, both included. A gemeente that merged counts under the code of
its successor, on every day: the history of the old codes is that of the new gemeente.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Niveau(StrEnum):
    """How large an area is, from small to large."""

    GEMEENTE = "gemeente"
    SUBREGIO = "subregio"
    REGIO = "regio"
    BOVENREGIO = "bovenregio"


NIVEAUS = tuple(Niveau)


class GebiedFout(ValueError):
    """The tree does not hold; the message says why, in words for whoever entered it."""


@dataclass(frozen=True)
class Gebied:
    """A gemeente or a group of them. `inwoners`: of a gemeente, 0 when not known."""

    code: str
    naam: str
    niveau: Niveau
    inwoners: int = 0


@dataclass(frozen=True)
class Lidmaatschap:
    """`lid` belongs to `gebied` from `van` up to and including `tot`; None: since ever, for ever."""

    lid: str
    gebied: str
    van: date | None = None
    tot: date | None = None

    def geldt(self, dag: date) -> bool:
        """Whether it holds on a day."""
        return (self.van is None or self.van <= dag) and (self.tot is None or dag <= self.tot)

    def overlapt(self, ander: Lidmaatschap) -> bool:
        """Whether there is a day on which both hold."""
        begin = max(self.van or date.min, ander.van or date.min)
        return begin <= min(self.tot or date.max, ander.tot or date.max)


@dataclass(frozen=True)
class Gebiedenboom:
    """All areas by code, who belongs to what, and of merged gemeenten the code that holds now."""

    gebieden: Mapping[str, Gebied]
    lidmaatschappen: tuple[Lidmaatschap, ...] = ()
    opvolgers: Mapping[str, str] = field(default_factory=dict)

    def get_huidig(self, gemeente: str) -> str:
        """The code under which a gemeente counts now, after all mergers."""
        gezien: set[str] = set()
        while (nieuw := self.opvolgers.get(gemeente)) and gemeente not in gezien:
            gezien.add(gemeente)
            gemeente = nieuw
        return gemeente

    def list_gemeenten(self, code: str, *, dag: date) -> tuple[str, ...]:
        """The gemeenten below an area on a day, by their code of now; a gemeente is below itself."""
        gebied = self.gebieden.get(code)
        if gebied is None or gebied.niveau is Niveau.GEMEENTE:
            return (self.get_huidig(code),)
        leden = [li.lid for li in self.lidmaatschappen if li.gebied == code and li.geldt(dag)]
        return tuple(sorted({g for lid in leden for g in self.list_gemeenten(lid, dag=dag)}))

    def list_codes(self, code: str, *, dag: date) -> tuple[str, ...]:
        """The same with the codes of gemeenten that merged into them: what stands in old lines."""
        gemeenten = set(self.list_gemeenten(code, dag=dag))
        oud = {o for o in self.opvolgers if self.get_huidig(o) in gemeenten}
        return tuple(sorted(gemeenten | oud))

    def get_boven(self, lid: str, *, niveau: Niveau, dag: date) -> str:
        """The area of a level to which a gemeente or area belongs on a day; "" for none."""
        lid = self.get_huidig(lid)
        gebied = self.gebieden.get(lid)
        if gebied is not None and gebied.niveau is niveau:
            return lid
        boven = [li.gebied for li in self.lidmaatschappen if li.lid == lid and li.geldt(dag)]
        gevonden = (self.get_boven(code, niveau=niveau, dag=dag) for code in sorted(boven))
        return next((code for code in gevonden if code), "")

    def list_niveau(self, niveau: Niveau) -> list[Gebied]:
        """The areas of a level, by name."""
        return sorted((g for g in self.gebieden.values() if g.niveau is niveau), key=lambda g: g.naam)

    def get_inwoners(self, code: str, *, dag: date) -> int:
        """Inhabitants of an area by its gemeenten on that day; 0 when those of one are not known."""
        aantallen = [self.gebieden[g].inwoners for g in self.list_gemeenten(code, dag=dag)]
        return sum(aantallen) if all(aantallen) else 0


def check_lidmaatschap(boom: Gebiedenboom, nieuw: Lidmaatschap) -> None:
    """Whether a membership can be added to a tree. Raises GebiedFout."""
    lid, gebied = boom.gebieden.get(nieuw.lid), boom.gebieden.get(nieuw.gebied)
    if lid is None or gebied is None:
        raise GebiedFout(f"Er is geen gebied of gemeente {nieuw.lid if lid is None else nieuw.gebied}.")
    if NIVEAUS.index(lid.niveau) >= NIVEAUS.index(gebied.niveau):
        raise GebiedFout(
            f"{lid.naam} ({lid.niveau}) kan geen deel zijn van {gebied.naam} ({gebied.niveau}): "
            "een deel is altijd kleiner dan het geheel."
        )
    if nieuw.van and nieuw.tot and nieuw.tot < nieuw.van:
        raise GebiedFout(f"{lid.naam}: de laatste dag ligt voor de eerste dag.")
    if lid.niveau is Niveau.GEMEENTE and boom.get_huidig(lid.code) != lid.code:
        nu = boom.gebieden[boom.get_huidig(lid.code)].naam
        raise GebiedFout(f"{lid.naam} is opgegaan in {nu}. Leg het lidmaatschap bij {nu} vast.")
    for ander in boom.lidmaatschappen:
        if ander.lid == nieuw.lid and ander.overlapt(nieuw):
            raise GebiedFout(
                f"{lid.naam} hoort in die tijd al bij {boom.gebieden[ander.gebied].naam}. "
                "Beëindig dat lidmaatschap eerst."
            )


def create_boom(
    gebieden: Sequence[Gebied],
    lidmaatschappen: Sequence[Lidmaatschap],
    *,
    opvolgers: Mapping[str, str] | None = None,
) -> Gebiedenboom:
    """A tree in which every membership holds. Raises GebiedFout with the first that does not."""
    boom = Gebiedenboom({g.code: g for g in gebieden}, (), dict(opvolgers or {}))
    for lid in lidmaatschappen:
        check_lidmaatschap(boom, lid)
        boom = Gebiedenboom(boom.gebieden, (*boom.lidmaatschappen, lid), boom.opvolgers)
    return boom


def list_boom(boom: Gebiedenboom, *, dag: date) -> Iterator[tuple[int, Gebied, Lidmaatschap | None]]:
    """The tree on a day from the top: depth, area and its membership; what belongs to nothing comes last."""
    leden = [li for li in boom.lidmaatschappen if li.geldt(dag)]
    ondergebracht = {li.lid for li in leden}

    def loop(code: str, *, diepte: int, via: Lidmaatschap | None) -> Iterator[Any]:
        yield diepte, boom.gebieden[code], via
        onder = [li for li in leden if li.gebied == code]
        for li in sorted(onder, key=lambda li: boom.gebieden[li.lid].naam):
            yield from loop(li.lid, diepte=diepte + 1, via=li)

    toppen = [
        g for niveau in reversed(NIVEAUS) for g in boom.list_niveau(niveau)
        if g.code not in ondergebracht and boom.get_huidig(g.code) == g.code
    ]  # fmt: skip
    for top in toppen:
        yield from loop(top.code, diepte=0, via=None)
