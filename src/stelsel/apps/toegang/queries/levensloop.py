"""What the rules on a change must know: how the allocation stands, what is beside it, what was claimed.

Claims are known in a context above this one. It registers its source here when Django starts, as panels do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stelsel.domein.toegang.begrippen import Wet
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
        verwijderd=rij.verwijderd,
    )


def list_standen(client_id: int, *, behalve: int | None = None) -> list[Stand]:
    """Every allocation of the client that was not deleted, by number, without the one with key `behalve`."""
    rijen = Toewijzing.objects.geldig().filter(client_id=client_id).order_by("pk")
    return [get_stand(rij) for rij in rijen if rij.pk != behalve]


def get_feiten(rij: Toewijzing, *, locked: bool = False) -> Feiten:
    """What is known around one allocation; `locked` inside the transaction that changes it."""
    return Feiten(
        gebruik=get_gebruik(rij, locked=locked),
        gestart=Startmelding.objects.filter(toewijzing=rij, verwijderd=False).exists(),
        andere=list_standen(rij.client_id, behalve=rij.pk),
    )


def has_zelfde_elders(rij: Toewijzing) -> bool:
    """Whether another aanbieder has, or had, the same product for this client."""
    elders = Toewijzing.objects.filter(client_id=rij.client_id, wet=rij.wet, code=rij.code)
    return elders.exclude(aanbieder_id=rij.aanbieder_id).exists()
