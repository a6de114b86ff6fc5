"""Variance explained on unseen clients: cells, merges and prices are made without them, in ten turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stelsel.domein.marktschets import boom
from stelsel.domein.marktschets.boom import Blad, Kenmerk
from stelsel.domein.profielen.maatstaven import Getallen, Nummers
from stelsel.domein.profielen.samenvoegen import Buren, Cellen, create_cellen, merge_cellen

DELEN, ZAAD = 10, 1
#: R² per number of groups from 1, on cost and on log cost.
R2 = tuple[list[float], list[float]]


def compute_r2_boom(
    kosten: Getallen, log: Getallen, *, kenmerken: Sequence[Kenmerk], kleinste: int, meeste: int
) -> R2:
    """R² for 1 up to `meeste` groups; the tree and the merges are made anew in every turn."""
    n = len(kosten)
    beurt = np.random.default_rng(ZAAD).permutation(n) % DELEN
    fouten = np.zeros((2, meeste))
    minder = max(1, kleinste * (DELEN - 1) // DELEN)
    for deel in range(DELEN):
        ziet, ziet_niet = np.flatnonzero(beurt != deel), np.flatnonzero(beurt == deel)
        bladen, stappen = boom.create_boom(
            kenmerken, log, plekken=ziet, kleinste=minder, meeste=meeste, zeker=True
        )
        nieuw = _volg(kenmerken, stappen, ziet_niet)
        geleerd, test = (_som(kosten, log, delen) for delen in (bladen, nieuw))
        fouten += _list_fouten(geleerd, test, meeste=meeste, buren=None)
    return _als_r2(kosten, log, fouten)


def compute_r2_indeling(
    kosten: Getallen, log: Getallen, *, cel: Nummers, aantal: int, buren: Buren | None
) -> R2:
    """The same for a given division in `aantal` cells; one pass over the clients, however many turns."""
    n, meeste = len(kosten), aantal
    delen = min(DELEN, n)
    beurt = np.random.default_rng(ZAAD).permutation(n) % delen
    vakken = create_cellen(kosten, log, cel=cel + meeste * beurt, aantal=meeste * delen)
    per_deel = [
        Cellen(*(kolom[deel * meeste : (deel + 1) * meeste] for kolom in vars(vakken).values()))
        for deel in range(delen)
    ]
    alle = create_cellen(kosten, log, cel=cel, aantal=meeste)
    fouten = np.zeros((2, meeste))
    for test in per_deel:
        fouten += _list_fouten(alle - test, test, meeste=meeste, buren=buren)
    return _als_r2(kosten, log, fouten)


def _als_r2(kosten: Getallen, log: Getallen, fouten: Getallen) -> R2:
    uit = []
    for reeks, fout in zip((kosten, log), fouten, strict=True):
        variatie = float(np.var(reeks)) * len(reeks)
        uit.append((1 - fout / variatie).tolist() if variatie > 0 else [0.0] * len(fout))
    return uit[0], uit[1]


def _list_fouten(geleerd: Cellen, test: Cellen, *, meeste: int, buren: Buren | None) -> Getallen:
    """Squared errors on `test` per number of profiles, priced and merged on `geleerd`; both scales."""
    pad = merge_cellen(geleerd, variatie=geleerd.compute_variatie(), buren=buren)
    n = max(float(geleerd.n.sum()), 1.0)
    uit = np.zeros((2, meeste))
    for k in range(1, meeste + 1):
        label = pad.labels[min(max(k, min(pad.labels)), max(pad.labels))]
        oud, nieuw = geleerd.merge(label), test.merge(label)
        schalen = (
            (oud.som, nieuw.som, nieuw.kwadraat, geleerd.som),
            (oud.log, nieuw.log, nieuw.log_kwadraat, geleerd.log),
        )
        for plek, (som, testsom, kwadraat, alle) in enumerate(schalen):
            prijs = np.where(oud.n > 0, som / np.maximum(oud.n, 1), alle.sum() / n)
            uit[plek, k - 1] = (kwadraat - 2 * prijs * testsom + prijs**2 * nieuw.n).sum()
    return uit


def _volg(kenmerken: Sequence[Kenmerk], stappen: Sequence[boom.Stap], plekken: Nummers) -> list[Blad]:
    """The leaves that these clients fall in by the splits of a tree made on others."""
    bladen = [Blad(plekken)]
    for stap in stappen:
        links, rechts = boom.split_blad(kenmerken, bladen[stap.blad], splitsing=stap.splitsing)
        bladen[stap.blad] = links
        bladen.append(rechts)
    return bladen


def _som(kosten: Getallen, log: Getallen, bladen: Sequence[Blad]) -> Cellen:
    """The sums of leaves that together hold some of the clients."""
    plekken = np.concatenate([blad.plekken for blad in bladen])
    cel = np.repeat(np.arange(len(bladen)), [len(blad.plekken) for blad in bladen])
    return create_cellen(kosten[plekken], log[plekken], cel=cel, aantal=len(bladen))
