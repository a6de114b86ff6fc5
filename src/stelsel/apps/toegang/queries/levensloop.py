"""What the rules on a change must know: how the allocation stands, what is beside it, what was claimed.

Claims are known in a context above this one. It registers its source here when Django starts, as panels do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stelsel.domein.toegang.begrippen import RedenWijziging, Wet
from stelsel.domein.toegang.levensloop import Feiten, Gebruik, Stand
from stelsel.kern.periode import Periode

from ..models import Startmelding, Toewijzing
from .toewijzingen import get_omvang


@dataclass(frozen=True)
class Gebruiksbron:
    """`get_gebruik`: what was approved on an allocation. `lock_gebruik`, inside a transaction: no claim on it
    is judged until the commit."""

    get_gebruik: Callable[[Toewijzing], Gebruik]
    lock_gebruik: Callable[[Toewijzing], None]


#: One source: the context that judges claims.
_BRONNEN: list[Gebruiksbron] = []


def register_gebruiksbron(bron: Gebruiksbron) -> None:
    """Let the context that judges claims answer what was approved on an allocation."""
    _BRONNEN[:] = [bron]


def get_gebruik(toewijzing: Toewijzing, *, locked: bool = False) -> Gebruik:
    """What was approved on this allocation and not credited; with `locked` it stays so until the commit.
    ValueError when no source was registered: an allocation is never changed in the dark."""
    [bron] = _BRONNEN
    if locked:
        bron.lock_gebruik(toewijzing)
    return bron.get_gebruik(toewijzing)


def get_stand(rij: Toewijzing) -> Stand:
    """The row as the rules see it."""
    return Stand(
        wet=Wet(rij.wet),
        agb=rij.aanbieder_id,
        categorie=rij.categorie,
        code=rij.code,
        periode=Periode(rij.ingangsdatum, rij.einddatum),
        omvang=get_omvang(rij),
        budget=rij.budget,
        nummer=rij.toewijzing_nummer,
        verwijderd=is_verwijderd(rij),
    )


def is_verwijderd(rij: Toewijzing) -> bool:
    """Deleted, in the words of the standard: it has to be taken as never sent."""
    return rij.reden_wijziging == RedenWijziging.VERWIJDERD and rij.einddatum == rij.ingangsdatum


def list_standen(client_id: int, *, behalve: int | None = None) -> list[Stand]:
    """Every allocation of the client that was not deleted, by number, without the one with key `behalve`."""
    rijen = Toewijzing.objects.filter(client_id=client_id).exclude(pk=behalve).order_by("pk")
    return [get_stand(rij) for rij in rijen if not is_verwijderd(rij)]


def get_feiten(rij: Toewijzing, *, locked: bool = False) -> Feiten:
    """What is known around one allocation; `locked` inside the transaction that changes it."""
    return Feiten(
        gebruik=get_gebruik(rij, locked=locked),
        gestart=Startmelding.objects.filter(toewijzing=rij, verwijderd=False).exists(),
        andere=list_standen(rij.client_id, behalve=rij.pk),
    )
