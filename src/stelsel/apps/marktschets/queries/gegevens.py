"""The claim lines in the lake themselves: which sources, up to which day, and what is to be said of them."""

from __future__ import annotations

from dataclasses import dataclass

from stelsel.analyse.gegevenskwaliteit import (
    Bevinding,
    Bronjaar,
    concat_bronnen,
    list_bevindingen,
    list_bronjaren,
)
from stelsel.apps.basis.queries import get_lake
from stelsel.lake.engine import Table, read_uitkomst
from stelsel.lake.opslag import Stand
from stelsel.lake.tabellen import DECLARATIEREGELS, DECLARATIES
from stelsel.lake.uitkomsten import keep_uitkomst

from .meer import get_brontabellen, list_bronnen
from .voortgang import Voortgang, follow

#: From so many lines on, the findings take longer than a page may.
VEEL_REGELS = 200_000


@dataclass(frozen=True)
class Bronpost:
    """From asked to counted, in cents. `ingediend` and `goedgekeurd`: None when the source has no claims."""

    bron: str
    regels: int
    bedrag: int
    ingediend: int | None
    goedgekeurd: int | None

    @property
    def afgekeurd(self) -> int | None:
        """What was asked and not approved."""
        return None if self.ingediend is None else self.ingediend - (self.goedgekeurd or 0)

    @property
    def verschil(self) -> int | None:
        """Cents that were approved without a line, or the other way round; has to be zero."""
        return None if self.goedgekeurd is None else self.goedgekeurd - self.bedrag


@dataclass(frozen=True)
class Gegevens:
    """What the lake holds. `bron`: the chosen source, "" for all; `versie`: of the lake."""

    bron: str
    bronnen: tuple[str, ...]
    versie: int
    standen: tuple[Stand, ...]
    posten: tuple[Bronpost, ...]
    jaren: tuple[Bronjaar, ...]
    bevindingen: tuple[Bevinding, ...]


def get_gegevensvoortgang(*, bron: str) -> Voortgang | None:
    """How far the findings are; None when `get_gegevens` can be asked at once."""
    lake = get_lake()
    if sum(s.rijen for s in lake.list_standen() if s.tabel == DECLARATIEREGELS.naam) < VEEL_REGELS:
        return None
    sleutel = ("gegevens", str(lake.map), lake.versie, _kies(bron))
    return follow(
        sleutel,
        (
            ("van gelezen naar geteld", lambda: _list_posten(*sleutel[1:])),
            ("jaren en maanden", lambda: _list_jaren(*sleutel[1:])),
            ("dubbele, onmogelijke en vreemde regels", lambda: _list_bevindingen(*sleutel[1:])),
        ),
    )


def get_gegevens(*, bron: str) -> Gegevens | None:
    """The sources and the findings of one ("" or unknown: all); None without any claim lines.

    To be asked by a user who may see small numbers only, see `permissions.mag_kleine_aantallen`.
    """
    lake = get_lake()
    keuze = _kies(bron)
    if not keuze:
        return None
    sleutel = (str(lake.map), lake.versie, keuze)
    return Gegevens(
        bron=bron if (bron,) == keuze else "",
        bronnen=tuple(naam for naam, _ in list_bronnen()),
        versie=lake.versie,
        standen=tuple(lake.list_standen()),
        posten=_list_posten(*sleutel),
        jaren=_list_jaren(*sleutel),
        bevindingen=_list_bevindingen(*sleutel),
    )


def _kies(bron: str) -> tuple[str, ...]:
    alle = tuple(naam for naam, _ in list_bronnen())
    return (bron,) if bron in alle else alle


@keep_uitkomst(maxsize=16)
def _list_posten(map: str, versie: int, bronnen: tuple[str, ...]) -> tuple[Bronpost, ...]:
    regels = get_brontabellen(DECLARATIEREGELS, bronnen)
    declaraties = get_brontabellen(DECLARATIES, bronnen)
    return tuple(_create_post(naam, regels[naam], declaraties.get(naam)) for naam in bronnen)


def _create_post(naam: str, regels: Table, declaraties: Table | None) -> Bronpost:
    aantal, bedrag = read_uitkomst(regels.aggregate(n=regels.count(), som=regels.bedrag.sum())).row(0)
    ingediend = goedgekeurd = None
    if declaraties is not None:
        ingediend, goedgekeurd = read_uitkomst(
            declaraties.aggregate(i=declaraties.ingediend.sum(), g=declaraties.goedgekeurd.sum())
        ).row(0)
    return Bronpost(naam, int(aantal), int(bedrag or 0), ingediend, goedgekeurd)


@keep_uitkomst(maxsize=16)
def _list_jaren(map: str, versie: int, bronnen: tuple[str, ...]) -> tuple[Bronjaar, ...]:
    return tuple(list_bronjaren(concat_bronnen(get_brontabellen(DECLARATIEREGELS, bronnen))))


@keep_uitkomst(maxsize=16)
def _list_bevindingen(map: str, versie: int, bronnen: tuple[str, ...]) -> tuple[Bevinding, ...]:
    tot = max(dag for naam, dag in list_bronnen() if naam in bronnen)
    regels = concat_bronnen(get_brontabellen(DECLARATIEREGELS, bronnen))
    return tuple(list_bevindingen(regels, gegevens_tm=tot))
