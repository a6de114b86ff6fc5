"""Does the chain still say what was written? Streamed, in as many statements as there are blocks of links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from stelsel.apps.journal.models import Bron, Dagwortel, Ongezegeld, list_bronnen
from stelsel.kern.keten import BEGIN, Wortel, compute_schakel

from .grendels import list_open_grendels
from .keten import (
    create_lezer,
    get_kolommen,
    get_tijdplek,
    get_tijdtekst,
    open_momentopname,
    register_functies,
)

_BLOK = 5_000
_BEWAARD = 100
_VOLGORDE = itemgetter(0)
#: A row may be written a while after it says that it happened; longer after a root is no coincidence.
_SPELING = timedelta(days=1)


@dataclass(frozen=True)
class Ketenfout:
    """Something that was changed, taken away, added or moved: which link, which row, in words."""

    volgnummer: int | None
    bron: str
    sleutel: int | None
    uitleg: str


@dataclass
class Ketenrapport:
    """What a check found; `fouten` holds the first hundred of `aantal_fouten`, in order of the chain."""

    schakels: int = 0
    ongezegeld: int = 0
    wortels: int = 0
    aantal_fouten: int = 0
    laatste_hash: str = BEGIN
    fouten: list[Ketenfout] = field(default_factory=list)

    def meld(
        self, uitleg: str, *, volgnummer: int | None = None, bron: str = "", sleutel: int | None = None
    ) -> None:
        """Add a finding."""
        self.aantal_fouten += 1
        if len(self.fouten) < _BEWAARD:
            self.fouten.append(Ketenfout(volgnummer, bron, sleutel, uitleg))


class _Link(NamedTuple):
    """A link as stored, with the row that it speaks of; `waarden` is None when that row is gone."""

    volgnummer: int
    bron: str
    sleutel: int
    hash: str
    waarden: list[Any] | None
    tijd: Any


def check_keten(*, wortels: Sequence[Wortel] = ()) -> Ketenrapport:
    """Walk the whole chain and compare it with the rows and with the roots (those given, and our own)."""
    rapport = Ketenrapport()
    register_functies()
    with open_momentopname():
        alle = [*wortels, *_list_eigen_wortels()]
        rapport.wortels = len(alle)
        rapport.ongezegeld = Ongezegeld.objects.count()
        _check_schakels(rapport, alle)
        for bron in list_bronnen():
            _check_zonder_schakel(rapport, bron)
        for naam in list_open_grendels():
            rapport.meld(f"de grendel {naam} ontbreekt: deze tabel kan ongemerkt worden veranderd")
    return rapport


def _list_eigen_wortels() -> list[Wortel]:
    rijen = Dagwortel.objects.order_by("volgnummer")
    return [Wortel(r.datum, r.volgnummer, r.hash, r.gemaakt_at) for r in rijen]


def _check_schakels(rapport: Ketenrapport, wortels: Sequence[Wortel]) -> None:
    """Numbers without a gap, every hash as computed, every root where it should be."""
    verwacht, vorige = 1, BEGIN
    te_gaan = sorted(wortels, key=lambda wortel: wortel.volgnummer, reverse=True)
    oudste = ""  # what says that it happened before this, and is sealed now, was written afterwards
    for link in _list_links():
        heel = link.volgnummer == verwacht
        if not heel:
            rapport.meld("hier ontbreekt een schakel", volgnummer=verwacht)
        elif link.waarden is None:
            rapport.meld("de regel is weg", volgnummer=link.volgnummer, bron=link.bron, sleutel=link.sleutel)
        elif link.hash != compute_schakel(
            vorige, volgnummer=link.volgnummer, bron=link.bron, sleutel=link.sleutel, waarden=link.waarden
        ):
            rapport.meld(
                "de regel of de schakel is veranderd",
                volgnummer=link.volgnummer,
                bron=link.bron,
                sleutel=link.sleutel,
            )
        elif oudste and str(link.tijd) < oudste:
            rapport.meld(
                f"de regel is van {link.tijd} UTC, maar pas na een latere wortel geschreven",
                volgnummer=link.volgnummer,
                bron=link.bron,
                sleutel=link.sleutel,
            )
        while te_gaan and te_gaan[-1].volgnummer <= link.volgnummer:
            wortel = te_gaan.pop()
            if wortel.volgnummer == link.volgnummer:
                oudste = max(oudste, get_tijdtekst(wortel.gemaakt_at - _SPELING))
            _check_wortel(rapport, wortel, link)
        verwacht, vorige = link.volgnummer + 1, link.hash
        rapport.schakels += 1
    rapport.laatste_hash = vorige
    for wortel in reversed(te_gaan):
        if wortel.volgnummer > 0:
            _check_wortel(rapport, wortel, None)


def _check_wortel(rapport: Ketenrapport, wortel: Wortel, link: _Link | None) -> None:
    if link is None:
        uitleg = f"de keten is korter dan de wortel van {wortel.datum} zegt: het einde is weg"
    elif link.volgnummer != wortel.volgnummer or link.hash != wortel.hash:
        uitleg = f"de keten is een andere dan die van de wortel van {wortel.datum}"
    else:
        return
    rapport.meld(uitleg, volgnummer=wortel.volgnummer)


def _list_links() -> Iterator[_Link]:
    """All links in order, each with its row, in blocks, so that memory does not grow with the chain."""
    lezers = [(bron, get_kolommen(bron), create_lezer(bron), get_tijdplek(bron)) for bron in list_bronnen()]
    na = -(2**63)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT max(volgnummer) FROM (SELECT volgnummer FROM journal_schakel WHERE volgnummer > %s"
                " ORDER BY volgnummer LIMIT %s) blok",
                [na, _BLOK],
            )
            [tot] = cursor.fetchone()
            if tot is None:
                return
            blok: list[_Link] = []
            for bron, kolommen, lees, plek in lezers:
                cursor.execute(_get_vraag(bron, kolommen), [na, tot, bron.naam])
                for nummer, sleutel, hash_, id_, *velden in cursor.fetchall():
                    waarden = None if id_ is None else lees(velden)
                    blok.append(_Link(nummer, bron.naam, sleutel, hash_, waarden, velden[plek]))
            blok.sort(key=_VOLGORDE)
            yield from blok
            na = tot


def _get_vraag(bron: Bron, kolommen: str) -> str:
    return (
        f"SELECT s.volgnummer, s.sleutel, s.hash, t.id, {kolommen} FROM journal_schakel s"  # noqa: S608 - names come from our own models
        f' LEFT JOIN "{bron.tabel}" t ON t.id = s.sleutel'
        " WHERE s.volgnummer > %s AND s.volgnummer <= %s AND s.bron = %s"
    )


def _check_zonder_schakel(rapport: Ketenrapport, bron: Bron) -> None:
    """Rows that have no link and do not wait for one: they came in behind our back."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT t.id FROM "{bron.tabel}" t WHERE NOT EXISTS'  # noqa: S608 - names come from our own models
            " (SELECT 1 FROM journal_schakel s WHERE s.bron = %s AND s.sleutel = t.id) AND NOT EXISTS"
            " (SELECT 1 FROM journal_ongezegeld o WHERE o.bron = %s AND o.sleutel = t.id) ORDER BY t.id",
            [bron.naam, bron.naam],
        )
        for [sleutel] in cursor.fetchall():
            rapport.meld("deze regel heeft geen schakel", bron=bron.naam, sleutel=sleutel)
