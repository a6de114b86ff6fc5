"""Groups of like cost: a regression tree that splits where the difference in cost is largest.

Splits are the best in variance explained, one at a time and the most rewarding first, so that the groups of
a smaller tree are those of a larger one put together. Features are binned: numbers at their quantiles, words
by their mean cost. How many groups are worth it is decided on clients that the tree has not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Getallen = npt.NDArray[np.float64]
Plekken = npt.NDArray[np.intp]
VAKKEN = 32
#: What the best split of pure noise gains, in variances of a client: surely less than the first number, plus
#: per further word this share of one. Sorting words by their mean cost finds a difference in any noise.
RUIS, RUIS_PER_WOORD = 10.0, 0.9
#: Splits are looked for until there are this many groups.
MEESTE_GROEPEN = 12


@dataclass(frozen=True)
class Kenmerk:
    """A feature in bins: `vak` per client, and what each bin holds, as the upper border or the word."""

    naam: str
    vak: Plekken
    vakken: tuple[Any, ...]
    geordend: bool


@dataclass(frozen=True)
class Splitsing:
    """Bins of one feature that go to the first side; all others go to the second."""

    kenmerk: int
    links: frozenset[int]
    winst: float


@dataclass
class Blad:
    """A group: the clients in it, and per feature the bins that its splits have left (None is all)."""

    plekken: Plekken
    grenzen: dict[int, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Stap:
    """One split of a tree: leaf number `blad` keeps the first side, the new leaf gets the second."""

    blad: int
    splitsing: Splitsing


def create_kenmerk(naam: str, waarden: Sequence[Any] | Getallen) -> Kenmerk:
    """Numbers (empty: NaN) in at most VAKKEN bins of like size, or words (empty: None) in one bin each."""
    reeks = np.asarray(waarden)
    if reeks.dtype.kind in "fiub":
        getallen = reeks.astype(float)
        bekend = getallen[~np.isnan(getallen)]
        uniek = np.unique(bekend)
        if len(uniek) > VAKKEN:
            uniek = np.unique(np.quantile(bekend, np.linspace(0, 1, VAKKEN + 1)[1:], method="inverted_cdf"))
        vak = np.searchsorted(uniek, getallen, side="left")
        vak[np.isnan(getallen)] = len(uniek)
        rest = (None,) if len(bekend) < len(getallen) else ()
        return Kenmerk(naam, vak, (*uniek.tolist(), *rest), geordend=True)
    woorden = sorted({"" if woord is None else str(woord) for woord in reeks.tolist()})
    nummer = {woord: plek for plek, woord in enumerate(woorden)}
    plekken = np.array(["" if w is None else str(w) for w in reeks.tolist()], dtype=object)
    return Kenmerk(
        naam, np.array([nummer[w] for w in plekken], dtype=np.intp), tuple(woorden), geordend=False
    )


def create_boom(
    kenmerken: Sequence[Kenmerk],
    kosten: Getallen,
    *,
    plekken: Plekken,
    kleinste: int,
    meeste: int,
    zeker: bool = False,
) -> tuple[list[Blad], list[Stap]]:
    """Grow a tree on the clients at `plekken`: its leaves, and the splits in the order they were made.

    `zeker`: only splits that gain more than noise would.
    """

    def find(deel: Plekken) -> Splitsing | None:
        return find_splitsing(kenmerken, kosten, plekken=deel, kleinste=kleinste, zeker=zeker)

    bladen = [Blad(plekken)]
    beste = [find(plekken)]
    stappen: list[Stap] = []
    while len(bladen) < meeste:
        kansen = [splitsing.winst if splitsing else 0.0 for splitsing in beste]
        nummer = int(np.argmax(kansen))
        splitsing = beste[nummer]
        if splitsing is None or splitsing.winst <= 0:
            break
        links, rechts = split_blad(kenmerken, bladen[nummer], splitsing=splitsing)
        bladen[nummer] = links
        bladen.append(rechts)
        beste[nummer] = find(links.plekken)
        beste.append(find(rechts.plekken))
        stappen.append(Stap(nummer, splitsing))
    return bladen, stappen


def split_blad(kenmerken: Sequence[Kenmerk], blad: Blad, *, splitsing: Splitsing) -> tuple[Blad, Blad]:
    """Both sides of a leaf, each with the bins it still may hold."""
    kenmerk = kenmerken[splitsing.kenmerk]
    naar_links = np.isin(kenmerk.vak[blad.plekken], list(splitsing.links))
    was = blad.grenzen.get(splitsing.kenmerk, frozenset(range(len(kenmerk.vakken))))
    links = blad.grenzen | {splitsing.kenmerk: was & splitsing.links}
    rechts = blad.grenzen | {splitsing.kenmerk: was - splitsing.links}
    return Blad(blad.plekken[naar_links], links), Blad(blad.plekken[~naar_links], rechts)


def find_splitsing(
    kenmerken: Sequence[Kenmerk], kosten: Getallen, *, plekken: Plekken, kleinste: int, zeker: bool = False
) -> Splitsing | None:
    """The split that explains most variance, each side of at least `kleinste` clients; None without one.

    With `zeker` the gain counts as far as it is more than noise would give.
    """
    if len(plekken) < 2 * kleinste:
        return None
    y = kosten[plekken]
    ruis = float(y.var()) if zeker else 0.0
    kandidaten = (
        _find_in_kenmerk(nummer, kenmerk, y, plekken, kleinste, ruis)
        for nummer, kenmerk in enumerate(kenmerken)
    )
    gevonden = [splitsing for splitsing in kandidaten if splitsing is not None]
    return max(gevonden, key=lambda splitsing: splitsing.winst, default=None)


def _find_in_kenmerk(
    nummer: int, kenmerk: Kenmerk, y: Getallen, plekken: Plekken, kleinste: int, ruis: float
) -> Splitsing | None:
    vak = kenmerk.vak[plekken]
    aantal = np.bincount(vak, minlength=len(kenmerk.vakken))
    som = np.bincount(vak, weights=y, minlength=len(kenmerk.vakken))
    gevuld = np.flatnonzero(aantal)
    if len(gevuld) < 2:
        return None
    if not kenmerk.geordend:
        gevuld = gevuld[np.argsort(som[gevuld] / aantal[gevuld], kind="stable")]
    n, s = np.cumsum(aantal[gevuld])[:-1], np.cumsum(som[gevuld])[:-1]
    rest_n, rest_s = len(y) - n, som.sum() - s
    verschil = s / n - rest_s / rest_n
    winst = np.where((n >= kleinste) & (rest_n >= kleinste), n * rest_n / len(y) * verschil**2, 0.0)
    plek = int(np.argmax(winst))
    netto = float(winst[plek]) - ruis * (RUIS + RUIS_PER_WOORD * (0 if kenmerk.geordend else len(gevuld) - 2))
    if netto <= 0:
        return None
    links = gevuld[: plek + 1] if not kenmerk.geordend else np.arange(gevuld[plek] + 1)
    return Splitsing(nummer, frozenset(links.tolist()), netto)


def compute_r2_cv(
    kenmerken: Sequence[Kenmerk], kosten: Getallen, *, kleinste: int, delen: int, zaad: int
) -> list[float]:
    """R² on unseen clients for 1, 2, 3 … groups; every client is unseen once in `delen` turns.

    Empty when cost does not vary. With one group the share is zero or just below.
    """
    n = len(kosten)
    variatie = float(((kosten - kosten.mean()) ** 2).sum()) if n else 0.0
    if variatie == 0:
        return []
    beurt = np.random.default_rng(zaad).permutation(n) % delen
    fouten = np.zeros(MEESTE_GROEPEN)
    for deel in range(delen):
        ziet, ziet_niet = np.flatnonzero(beurt != deel), np.flatnonzero(beurt == deel)
        fouten += _list_fouten(kenmerken, kosten, ziet, ziet_niet, kleinste=kleinste * (delen - 1) // delen)
    return [float(1 - fout / variatie) for fout in fouten]


def _list_fouten(
    kenmerken: Sequence[Kenmerk], kosten: Getallen, ziet: Plekken, ziet_niet: Plekken, *, kleinste: int
) -> Getallen:
    """The squared errors on unseen clients after every split; after the last one they stay as they are."""
    _, stappen = create_boom(
        kenmerken, kosten, plekken=ziet, kleinste=max(1, kleinste), meeste=MEESTE_GROEPEN
    )
    geleerd, nieuw = [Blad(ziet)], [Blad(ziet_niet)]
    fout = [_fout(kosten, geleerd[0], nieuw[0])]
    verloop = [sum(fout)]
    for stap in stappen:
        for bladen in (geleerd, nieuw):
            links, rechts = split_blad(kenmerken, bladen[stap.blad], splitsing=stap.splitsing)
            bladen[stap.blad] = links
            bladen.append(rechts)
        fout[stap.blad] = _fout(kosten, geleerd[stap.blad], nieuw[stap.blad])
        fout.append(_fout(kosten, geleerd[-1], nieuw[-1]))
        verloop.append(sum(fout))
    verloop += [verloop[-1]] * (MEESTE_GROEPEN - len(verloop))
    return np.array(verloop)


def _fout(kosten: Getallen, geleerd: Blad, nieuw: Blad) -> float:
    return float(((kosten[nieuw.plekken] - kosten[geleerd.plekken].mean()) ** 2).sum())


def choose_aantal(r2_cv: Sequence[float], *, winst: float) -> int:
    """The smallest number of groups within `winst` (a share of the variance) of the best.

    One group explains nothing: that chance put it a little below nothing is no gain of the others.
    """
    if not r2_cv:
        return 1
    verklaard = [max(0.0, deel) for deel in r2_cv]
    hoogste = max(verklaard)
    return 1 + next(plek for plek, deel in enumerate(verklaard) if deel >= hoogste - winst)


def render_kenmerken(kenmerken: Sequence[Kenmerk], grenzen: Mapping[int, frozenset[int]]) -> str:
    """What marks a group, in words: 'leeftijd tot en met 11; domein jeugd'."""
    delen = [_render_kenmerk(kenmerken[nummer], vakken) for nummer, vakken in sorted(grenzen.items())]
    return "; ".join(deel for deel in delen if deel) or "alle cliënten"


def _render_kenmerk(kenmerk: Kenmerk, vakken: frozenset[int]) -> str:
    namen = [kenmerk.vakken[plek] for plek in sorted(vakken)]
    if not kenmerk.geordend:
        woorden = [naam or "onbekend" for naam in namen]
        meer = f" en {len(woorden) - 4} andere" if len(woorden) > 5 else ""
        return f"{kenmerk.naam} {', '.join(woorden[:4] if meer else woorden)}{meer}"
    onbekend = " of onbekend" if None in namen else ""
    getallen = [naam for naam in namen if naam is not None]
    if not getallen:
        return f"{kenmerk.naam} onbekend"
    alle = [vak for vak in kenmerk.vakken if vak is not None]
    onder = alle.index(getallen[0])
    if getallen[-1] == alle[-1]:
        tekst = f"meer dan {alle[onder - 1]:g}" if onder else "bekend"
    elif onder == 0:
        tekst = f"tot en met {getallen[-1]:g}"
    else:
        tekst = f"meer dan {alle[onder - 1]:g}, tot en met {getallen[-1]:g}"
    return f"{kenmerk.naam} {tekst}{onbekend}"
