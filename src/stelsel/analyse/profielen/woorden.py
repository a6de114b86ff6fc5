"""What marks a profile, in as few words as its cells allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stelsel.domein.marktschets.boom import Blad, Kenmerk, Stap, render_kenmerken
from stelsel.domein.profielen.maatstaven import Nummers

#: A profile that takes more pieces than this of the tree is described by its largest.
MEESTE_STUKKEN = 3


def create_boomnaamgever(
    kenmerken: Sequence[Kenmerk], *, bladen: Sequence[Blad], stappen: Sequence[Stap]
) -> Callable[[Nummers], list[str]]:
    """Names for profiles that are leaves of a tree put together."""
    return lambda label: _render_groepen(kenmerken, bladen, stappen, label)


def _render_groepen(
    kenmerken: Sequence[Kenmerk], bladen: Sequence[Blad], stappen: Sequence[Stap], label: Nummers
) -> list[str]:
    """Per leaf of a tree the words of the profile that it is part of; `label` says which leaves are one.

    Two sides of a split that ended in the same profile are one piece again: that split says nothing.
    """
    grenzen = [dict(blad.grenzen) for blad in bladen]
    aantal = [len(blad.plekken) for blad in bladen]
    heel, weg = [True] * len(bladen), [False] * len(bladen)
    for nieuw, stap in reversed(list(enumerate(stappen, start=1))):
        blad, kenmerk = stap.blad, stap.splitsing.kenmerk
        if not (heel[blad] and heel[nieuw] and label[blad] == label[nieuw]):
            heel[blad] = False
            continue
        samen = grenzen[blad][kenmerk] | grenzen[nieuw][kenmerk]
        grenzen[blad][kenmerk] = samen
        if len(samen) == len(kenmerken[kenmerk].vakken):
            del grenzen[blad][kenmerk]
        aantal[blad] += aantal[nieuw]
        weg[nieuw] = True
    stukken = [plek for plek in range(len(bladen)) if not weg[plek]]
    woorden = {
        groep: render_samen(
            [render_kenmerken(kenmerken, grenzen[plek]) for plek in _sorteer(stukken, label, groep, aantal)]
        )
        for groep in {int(nummer) for nummer in label}
    }
    return [woorden[int(groep)] for groep in label]


def render_samen(namen: Sequence[str]) -> str:
    """Names of pieces or cells that are one profile, at most three."""
    meer = f"; en {len(namen) - MEESTE_STUKKEN} andere" if len(namen) > MEESTE_STUKKEN else ""
    return "; of ".join(namen[:MEESTE_STUKKEN]) + meer


def _sorteer(stukken: Sequence[int], label: Nummers, groep: int, aantal: Sequence[int]) -> list[int]:
    """The pieces of one profile, the largest first."""
    return sorted((plek for plek in stukken if label[plek] == groep), key=lambda plek: -aantal[plek])
