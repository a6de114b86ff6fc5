"""Allocations: how a stay in care becomes products at providers, with start and stop.

The main product runs during the whole stay. It is cut at the new contracts of 2024 and, for some, once
more when the product changes. Beside it young clients may have one more product (E13) and Wmo clients up to
three; those are drawn per year and joined when they run on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from stelsel.demo import ijking
from stelsel.demo.catalogus import CONTRACTWISSEL, PRODUCTEN
from stelsel.demo.keuze import Keuze
from stelsel.demo.loting import Getallen, Tellingen, create_rng, rank_within
from stelsel.demo.personen import Blok, Clientjaren, Verblijven, dag, list_onderdelen
from stelsel.demo.regio import Regio, prijspeil

WISSEL = dag(CONTRACTWISSEL.year)
#: Whoever was in care before got a new allocation on this day, the first of the list of products.
EERSTE_DAG = dag(2018)
LAATSTE_DAG = dag(ijking.JAREN[-1], 12, 31)
NUMMER = {product.code: nummer for nummer, product in enumerate(PRODUCTEN)}
PRIJZEN = np.array([product.prijs for product in PRODUCTEN], dtype=np.float64)
#: Least length in days of a stay (within one contract period) that may be split.
SPLITSBAAR = 180


@dataclass
class Toewijzingen:
    """Allocations, one per row. `eind`: last day of care, possibly after the history; `extra`: 0 for
    the main product, else its place among the extra ones; `laatste`: the stay ends with it."""

    client: Tellingen
    begin: Tellingen
    eind: Tellingen
    product: Tellingen
    aanbieder: Tellingen
    extra: Tellingen
    laatste: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.client)


@dataclass
class Kostendelen:
    """Cost of an allocation in a year: `bedrag` in cents, days `van` to `tot` inclusive."""

    toewijzing: Tellingen
    jaar: Tellingen
    van: Tellingen
    tot: Tellingen
    bedrag: Getallen


def create_toewijzingen(
    blok: Blok, *, regio: Regio, verblijven: Verblijven, jaren: Clientjaren, keuze: Keuze
) -> tuple[Toewijzingen, Kostendelen]:
    """All allocations under one law, sorted by client, and the cost of each per year."""
    rng = create_rng(blok.zaad, f"gebruik {verblijven.wet}", blok.nummer)
    loting = rng.random(len(verblijven))
    hoofd = _hoofdproducten(rng, verblijven, keuze, loting)
    extra = _extra_producten(rng, verblijven, jaren, keuze, loting)
    alles = _samen(hoofd, extra)
    alles = _neem(alles, np.lexsort((alles.begin, alles.extra, alles.client)))
    delen = _verdeel_kosten(alles, jaren, verblijven.wet)
    _kies_treden(alles, delen, regio, verblijven.wet)
    return alles, delen


def _hoofdproducten(
    rng: np.random.Generator, verblijven: Verblijven, keuze: Keuze, loting: Getallen
) -> Toewijzingen:
    """The main product, cut at the new contracts and, for some young clients, once more."""
    ladder = np.array([o.ladder for o in list_onderdelen(verblijven.wet)])[verblijven.onderdeel]
    tweede = rng.random(len(verblijven))
    delen = []
    for nieuw in (False, True):
        client = np.flatnonzero(verblijven.eind >= WISSEL if nieuw else verblijven.start < WISSEL)
        begin, eind = np.maximum(verblijven.start[client], EERSTE_DAG), verblijven.eind[client]
        laatste = np.ones(len(client), dtype=bool) if nieuw else eind < WISSEL
        begin, eind = (np.maximum(begin, WISSEL), eind) if nieuw else (begin, np.minimum(eind, WISSEL - 1))
        lengte = eind - begin + 1
        splitst = (rng.random(len(client)) < ijking.KANS_VERVOLG) & (lengte >= SPLITSBAAR) & ~ladder[client]
        splitst &= verblijven.wet == "jw"
        knip = begin + np.floor(lengte * (0.3 + 0.4 * rng.random(len(client)))).astype(np.int64)
        splitst &= knip <= LAATSTE_DAG
        aanbieder = (keuze.nieuw if nieuw else keuze.oud)[client]
        geen = np.zeros_like(client)
        eerste = Toewijzingen(
            client,
            begin,
            np.where(splitst, knip - 1, eind),
            _producten(verblijven, client, loting, nieuw=nieuw),
            aanbieder,
            geen,
            laatste & ~splitst,
        )
        vervolg = Toewijzingen(
            client, knip, eind, _producten(verblijven, client, tweede, nieuw=nieuw), aanbieder, geen, laatste
        )
        delen += [eerste, _neem(vervolg, np.flatnonzero(splitst))]
    return _samen(*delen)


def _producten(verblijven: Verblijven, client: Tellingen, loting: Getallen, *, nieuw: bool) -> Tellingen:
    """A product per client, by component and the client's draw; of a ladder its first step."""
    product = np.empty(len(client), dtype=np.int64)
    for nummer, onderdeel in enumerate(list_onderdelen(verblijven.wet)):
        rijen = np.flatnonzero(verblijven.onderdeel[client] == nummer)
        codes = onderdeel.nieuw if nieuw else onderdeel.oud
        plekken = np.array([list_treden(code)[0] if code.endswith("*") else NUMMER[code] for code in codes])
        grenzen = np.cumsum(list(codes.values())) / sum(codes.values())
        keus = np.searchsorted(grenzen, loting[client[rijen]], side="right")
        product[rijen] = plekken[np.minimum(keus, len(plekken) - 1)]
    return product


@cache
def list_treden(code: str) -> tuple[int, ...]:
    """The product numbers of a ladder such as `44L*`, cheapest first."""
    return tuple(n for n, product in enumerate(PRODUCTEN) if product.code.startswith(code[:-1]))


def _extra_producten(
    rng: np.random.Generator, verblijven: Verblijven, jaren: Clientjaren, keuze: Keuze, loting: Getallen
) -> Toewijzingen:
    """Products beside the main one: per year for the promised share of clients, the same ones first."""
    wet = verblijven.wet
    begin, eind = dagen_in_jaar(verblijven, jaren)
    rang, grootte = rank_within(jaren.jaar - ijking.JAREN[0], rng.random(len(verblijven))[jaren.client])
    drempels = _drempels(wet, jaren.jaar)
    aantal = np.sum((rang + 0.5) / grootte < drempels, axis=0)
    reeks = np.array([NUMMER[code] for code in (ijking.EXTRA_JEUGD if wet == "jw" else ijking.EXTRA_WMO)])
    plek = rng.integers(0, len(reeks), len(verblijven))
    if wet == "wmo":
        hulpmiddel = verblijven.onderdeel == 0
        alle = _producten(verblijven, np.arange(len(verblijven)), loting, nieuw=True)
        plek = np.where(hulpmiddel, np.argmax(alle[:, None] == reeks, axis=1), plek)
    ander = rng.integers(0, 8, len(verblijven))
    uit = []
    for k in range(1, len(drempels) + 1):
        rijen = np.flatnonzero(aantal >= k)
        client = jaren.client[rijen]
        vast = np.where(begin[rijen] >= WISSEL, keuze.nieuw[client], keuze.oud[client])
        aanbieder = np.where((ander[client] + k) % 2 == 0, vast, ander[client])
        slot = eind[rijen] == verblijven.eind[client]
        product = reeks[(plek[client] + k) % len(reeks)]
        extra = np.full(len(client), k)
        uit.append(_rijg(Toewijzingen(client, begin[rijen], eind[rijen], product, aanbieder, extra, slot)))
    return _samen(*uit)


def _drempels(wet: str, jaar: Tellingen) -> Getallen:
    """Per number of extra products (rows) the share of clients of that year (columns) that have it."""
    if wet == "jw":
        return np.array([ijking.STAPELING_JEUGD[y] for y in ijking.JAREN])[None, jaar - ijking.JAREN[0]]
    meer = 1 - np.cumsum(ijking.VOORZIENINGEN_WMO)[:-1]
    return np.repeat(meer[:, None], len(jaar), axis=1)


def dagen_in_jaar(verblijven: Verblijven, jaren: Clientjaren) -> tuple[Tellingen, Tellingen]:
    """First and last day in care of each client-year; the last may be that of a stay that goes on."""
    eerste = np.array([dag(y) for y in (*ijking.JAREN, ijking.JAREN[-1] + 1)])
    plek = jaren.jaar - ijking.JAREN[0]
    begin = np.maximum(verblijven.start[jaren.client], eerste[plek])
    return begin, np.minimum(verblijven.eind[jaren.client], eerste[plek + 1] - 1)


def _rijg(delen: Toewijzingen) -> Toewijzingen:
    """Join parts of one client that follow on each other, but not across the new contracts."""
    nieuw = np.ones(len(delen), dtype=bool)
    nieuw[1:] = (
        (delen.client[1:] != delen.client[:-1])
        | (delen.begin[1:] != delen.eind[:-1] + 1)
        | (delen.begin[1:] == WISSEL)
    )
    eerste = np.flatnonzero(nieuw)
    laatste = np.append(eerste[1:], len(delen)) - 1
    uit = _neem(delen, eerste)
    uit.eind, uit.laatste = delen.eind[laatste], delen.laatste[laatste]
    return uit


def _samen(*delen: Toewijzingen) -> Toewijzingen:
    return Toewijzingen(*(np.concatenate([getattr(d, f.name) for d in delen]) for f in fields(Toewijzingen)))


def _neem(bron: Toewijzingen, rijen: Tellingen) -> Toewijzingen:
    return Toewijzingen(*(getattr(bron, f.name)[rijen] for f in fields(Toewijzingen)))


def _verdeel_kosten(alles: Toewijzingen, jaren: Clientjaren, wet: str) -> Kostendelen:
    """The cost of each client-year over the allocations of that year: a fixed part to each extra product,
    the rest over the main ones by days."""
    delen = []
    for jaar in ijking.JAREN:
        rijen = np.flatnonzero((alles.begin <= dag(jaar, 12, 31)) & (alles.eind >= dag(jaar)))
        van = np.maximum(alles.begin[rijen], dag(jaar))
        tot = np.minimum(alles.eind[rijen], dag(jaar, 12, 31))
        client, extra = alles.client[rijen], alles.extra[rijen] > 0
        n = int(alles.client.max(initial=-1)) + 1
        kosten = np.zeros(n)
        van_jaar = jaren.jaar == jaar
        kosten[jaren.client[van_jaar]] = jaren.kosten[van_jaar]
        deel = ijking.DEEL_EXTRA_JEUGD if wet == "jw" else ijking.DEEL_EXTRA_WMO
        rest = 1 - deel * np.bincount(client, extra, n)
        lengte = np.where(extra, 0, tot - van + 1)
        gewicht = np.where(extra, deel, rest[client] * lengte / np.bincount(client, lengte, n)[client])
        delen.append((rijen, np.full(len(rijen), jaar), van, tot, kosten[client] * gewicht))
    kolommen = [np.concatenate(kolom) for kolom in zip(*delen, strict=True)]
    volgorde = np.lexsort((kolommen[1], kolommen[0]))
    return Kostendelen(*(kolom[volgorde] for kolom in kolommen))


def prijsfactoren(regio: Regio, wet: str) -> Getallen:
    """Factor on the list price per contract period (0 old, 1 new) and provider number."""
    return np.array([a.prijsfactor for a in regio.list_aanbieders(wet)]).T


def _kies_treden(alles: Toewijzingen, delen: Kostendelen, regio: Regio, wet: str) -> None:
    """Set the step of every ladder product: the cheapest that pays the cost of its dearest year."""
    t = delen.toewijzing
    peil = np.array([prijspeil(y) for y in ijking.JAREN])[delen.jaar - ijking.JAREN[0]]
    factor = prijsfactoren(regio, wet)[(delen.jaar >= CONTRACTWISSEL.year).astype(int), alles.aanbieder[t]]
    per_dag = np.zeros(len(alles))
    np.maximum.at(per_dag, t, delen.bedrag / (delen.tot - delen.van + 1) / peil / factor)
    for onderdeel in list_onderdelen(wet):
        if onderdeel.ladder:
            treden = np.array(list_treden(next(iter(onderdeel.oud))))
            rijen = np.flatnonzero(alles.product == treden[0])
            stap = np.searchsorted(PRIJZEN[treden], per_dag[rijen] * 1.002)
            alles.product[rijen] = treden[np.minimum(stap, len(treden) - 1)]
