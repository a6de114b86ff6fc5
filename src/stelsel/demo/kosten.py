"""What a client-year costs: the exact distribution per component and year, and the planted growth (E08).

A client keeps a level of his own over the years and costs more in a year with more days in care. Ranks of
that are turned into quantiles of the component's lognormal distribution, so the distribution of every year
is the promised one and the growth between years is the planted one.
"""

from __future__ import annotations

import numpy as np

from stelsel.demo import ijking
from stelsel.demo.loting import Tellingen, create_rng, lognormaal_parameters, normaalscore
from stelsel.demo.personen import Blok, Clientjaren, Verblijven, dag, list_onderdelen

#: Weight of the days in care in the order of cost: much where the price is per etmaal.
GEWICHT_DAGEN, GEWICHT_DAGEN_LADDER = 0.35, 0.90
#: Share of what is left that belongs to the client rather than to the year.
GEWICHT_CLIENT = 0.98


def create_clientjaren(blok: Blok, *, verblijven: Verblijven) -> Clientjaren:
    """All client-years with their cost."""
    rng = create_rng(blok.zaad, f"kosten {verblijven.wet}", blok.nummer)
    client, jaar, dagen = _jaren(verblijven)
    onderdelen = list_onderdelen(verblijven.wet)
    onderdeel = verblijven.onderdeel[client]
    ladder = np.array([o.ladder for o in onderdelen])[onderdeel]
    groep = (jaar - ijking.JAREN[0]) * len(onderdelen) + onderdeel
    eigen = rng.standard_normal(len(verblijven))[client]
    a = np.where(ladder, GEWICHT_DAGEN_LADDER, GEWICHT_DAGEN)
    rest = GEWICHT_CLIENT * eigen + np.sqrt(1 - GEWICHT_CLIENT**2) * rng.standard_normal(len(client))
    gelijk_verdeeld = normaalscore(groep, dagen + rng.random(len(client)))
    score = normaalscore(groep, a * gelijk_verdeeld + np.sqrt(1 - a**2) * rest)
    gemiddelde, cv = (
        np.array([getattr(o, veld) for o in onderdelen], float) for veld in ("gemiddelde", "cv")
    )
    mu, sigma = lognormaal_parameters(gemiddelde=gemiddelde, cv=cv)
    niveau = np.exp(mu[onderdeel] + sigma[onderdeel] * score) * 100
    verwacht = float(np.dot(gemiddelde, [o.aandeel for o in onderdelen])) * 100
    for y in ijking.JAREN:
        rijen = jaar == y
        niveau[rijen] *= verwacht * rijen.sum() / niveau[rijen].sum()
    groei = np.array([ijking.PRIJSPEIL[y] * ijking.INTENSITEIT[y] for y in ijking.JAREN])
    return Clientjaren(client, jaar, dagen, niveau, niveau * groei[jaar - ijking.JAREN[0]])


def _jaren(verblijven: Verblijven) -> tuple[Tellingen, Tellingen, Tellingen]:
    """(client, year, days in care) for every year that a stay touches, by client and year."""
    delen = []
    for jaar in ijking.JAREN:
        begin, eind = dag(jaar), dag(jaar, 12, 31)
        client = np.flatnonzero((verblijven.start <= eind) & (verblijven.eind >= begin))
        dagen = np.minimum(verblijven.eind[client], eind) - np.maximum(verblijven.start[client], begin) + 1
        delen.append((client, np.full(len(client), jaar), dagen))
    client, jaren, dagen = (np.concatenate(kolom) for kolom in zip(*delen, strict=True))
    volgorde = np.lexsort((jaren, client))
    return client[volgorde], jaren[volgorde], dagen[volgorde]
