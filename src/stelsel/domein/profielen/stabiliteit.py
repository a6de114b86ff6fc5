"""Would other clients have given the same profiles? The same merging on redrawn clients, compared."""

from __future__ import annotations

import numpy as np

from stelsel.domein.profielen.maatstaven import Getallen, Nummers, tel_op
from stelsel.domein.profielen.samenvoegen import Buren, Cellen, Pad, merge_cellen

#: Clients of a cell are drawn in at most this many bundles: as sure as one by one, and quick with millions.
BUNDELS = 400


def compute_rand(een: Nummers, ander: Nummers, *, gewicht: Getallen) -> float:
    """The adjusted Rand index of two divisions of cells, each cell as many clients as its weight.

    1: the same division; about 0: no more alike than chance. Two divisions into one group are the same.
    """
    kruis = np.zeros((int(een.max()) + 1, int(ander.max()) + 1))
    np.add.at(kruis, (een, ander), gewicht)
    paren, rij, kolom = _paren(kruis), _paren(kruis.sum(axis=1)), _paren(kruis.sum(axis=0))
    alle = _paren(np.array([gewicht.sum()]))
    if alle <= 0:
        return 1.0
    verwacht, hoogst = rij * kolom / alle, (rij + kolom) / 2
    return 1.0 if hoogst == verwacht else float((paren - verwacht) / (hoogst - verwacht))


def compute_stabiliteit(
    kosten: Getallen,
    logkosten: Getallen,
    *,
    cel: Nummers,
    pad: Pad,
    trekkingen: int,
    zaad: int,
    buren: Buren | None = None,
) -> dict[int, float]:
    """Per number of profiles the mean adjusted Rand index over `trekkingen` draws with replacement.

    The cells stay as they are; what is redrawn is the clients in them, and with them the merging.
    """
    k = max(pad.labels)
    rng = np.random.default_rng(zaad)
    bundel = cel * BUNDELS + rng.integers(0, BUNDELS, len(cel))
    gevuld = np.flatnonzero(np.bincount(bundel, minlength=k * BUNDELS))
    van_cel = gevuld // BUNDELS
    per_bundel = [
        tel_op(bundel, gewicht=kolom, aantal=k * BUNDELS)[gevuld]
        for kolom in (np.ones(len(cel)), kosten, logkosten)
    ]
    gewicht = np.bincount(cel, minlength=k).astype(np.float64)
    variatie = (float(np.var(kosten)) * len(kosten), float(np.var(logkosten)) * len(kosten))
    som = dict.fromkeys(pad.labels, 0.0)
    for _ in range(trekkingen):
        keer = rng.poisson(1.0, len(gevuld)).astype(np.float64)
        n, s, log = (tel_op(van_cel, gewicht=keer * w, aantal=k) for w in per_bundel)
        getrokken = merge_cellen(Cellen(n, s, log, s, log), variatie=variatie, buren=buren)
        for aantal, label in pad.labels.items():
            som[aantal] += compute_rand(label, getrokken.labels[aantal], gewicht=gewicht)
    return {aantal: waarde / max(trekkingen, 1) for aantal, waarde in som.items()}


def _paren(aantallen: Getallen) -> float:
    return float((aantallen * (aantallen - 1) / 2).sum())
