"""Which provider a client goes to: by municipality and, at the planted providers, by how heavy the case is.

Before the tender named providers hold six tenths of the youth market and a long tail the rest; after it
only contracted providers remain. Y02 attracts heavy cases (E02), Y06 avoids them (E19).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stelsel.demo.loting import Getallen, Tellingen, create_rng, draw_kategorie
from stelsel.demo.personen import Blok, Kenmerken, Verblijven
from stelsel.demo.regio import AANTAL_NIEUW, EINDES_PER_JAAR, GEMEENTEN, Regio

#: Ends of young trajects a year at scale 1 that carry the shares of the named providers.
EINDES_TOTAAL = 3_050
ZIPF = 1.05
#: Share of clients who already were, before the tender, with the provider they have after it.
TROUW = 0.6
#: No provider gets more than this part of a class of clients.
HOOGSTE_KANS = 0.8
#: Case-mix at the planted providers: complex, drang/dwang, sixteen or older.
MIX_Y02, MIX_Y06 = (0.75, 0.40, 0.45), (0.10, 0.02, 0.15)


@dataclass
class Keuze:
    """Numbers of the provider of each client, before and since the tender."""

    oud: Tellingen
    nieuw: Tellingen


def create_keuze(blok: Blok, *, regio: Regio, verblijven: Verblijven, kenmerken: Kenmerken) -> Keuze:
    """The providers of all clients under one law."""
    wet = verblijven.wet
    rng = create_rng(blok.zaad, f"keuze {wet}", blok.nummer)
    n = len(verblijven)
    klasse = (
        kenmerken.complex.astype(np.int64) * 4 + kenmerken.dwang * 2 + (kenmerken.leeftijd >= 16)
        if wet == "jw"
        else np.zeros(n, dtype=np.int64)
    )
    kansen = _kansen_jeugd(klasse) if wet == "jw" else np.tile(_zipf(AANTAL_NIEUW[wet]), (8, 1))
    mag = _toegestaan(regio, wet)
    nieuw = np.empty(n, dtype=np.int64)
    for g in range(len(GEMEENTEN)):
        for k in range(8):
            rijen = np.flatnonzero((verblijven.gemeente == g) & (klasse == k))
            nieuw[rijen] = draw_kategorie(rng, aantal=len(rijen), kansen=kansen[k] * mag[g])
    staart = _zipf(len(regio.list_aanbieders(wet)))
    ander = draw_kategorie(rng, aantal=n, kansen=staart)
    trouw = rng.random(n) < TROUW
    return Keuze(np.where(trouw, nieuw, ander), nieuw)


def _zipf(aantal: int) -> Getallen:
    gewicht = np.arange(1, aantal + 1) ** -ZIPF
    return np.asarray(gewicht / gewicht.sum(), dtype=np.float64)


def _toegestaan(regio: Regio, wet: str) -> Getallen:
    """1.0 where a contracted provider may work, per municipality and provider."""
    gecontracteerd = regio.list_aanbieders(wet)[: AANTAL_NIEUW[wet]]
    return np.array([[float(g.code in a.gemeenten) for a in gecontracteerd] for g in GEMEENTEN])


def _kansen_jeugd(klasse: Tellingen) -> Getallen:
    """Chance per case-mix class (8) and provider such that the planted providers get the planted mix."""
    aantal = AANTAL_NIEUW["jw"]
    basis = np.empty(aantal)
    basis[: len(EINDES_PER_JAAR)] = np.array(EINDES_PER_JAAR) / EINDES_TOTAAL
    basis[len(EINDES_PER_JAAR) :] = _zipf(aantal - len(EINDES_PER_JAAR)) * (
        1 - sum(EINDES_PER_JAAR) / EINDES_TOTAAL
    )
    aandeel = np.bincount(klasse, minlength=8) / max(len(klasse), 1)
    kansen = np.tile(basis, (8, 1))
    for nummer, mix in ((1, MIX_Y02), (5, MIX_Y06)):
        kansen[:, nummer] = basis[nummer] * _mixkans(mix) / np.maximum(aandeel, 1e-9)
    kansen[:, [1, 5]] = np.minimum(kansen[:, [1, 5]], HOOGSTE_KANS)
    rest = [n for n in range(aantal) if n not in (1, 5)]
    kansen[:, rest] *= (1 - kansen[:, [1, 5]].sum(axis=1, keepdims=True)) / basis[rest].sum()
    return kansen


def _mixkans(mix: tuple[float, float, float]) -> Getallen:
    """Chance of each of the eight classes under independent shares of the three features."""
    kans = [1.0]
    for deel in mix:
        kans = [k * d for k in kans for d in (1 - deel, deel)]
    return np.array(kans)
