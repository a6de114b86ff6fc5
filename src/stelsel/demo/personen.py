"""Who is in care and when: stays of clients, and what kind of people they are.

A stay is one uninterrupted time in care under one law. Stays are simulated year by year: who is still there
stays, and as many start as are needed to reach the promised number of clients per component and
municipality. Fifteen years before the first year give stocks and durations that are in balance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stelsel.demo import ijking
from stelsel.demo.ijking import Onderdeel
from stelsel.demo.loting import (
    Getallen,
    Tellingen,
    create_rng,
    draw_kategorie,
    draw_systematisch,
    lognormaal_parameters,
    normaal_inverse,
    rank_within,
    spread,
)
from stelsel.demo.regio import GEMEENTEN

AANLOOP = 15
DAGEN_PER_MAAND = 30.4375


def dag(jaar: int, maand: int = 1, dag_van_maand: int = 1) -> int:
    """Day number (days since 1 January 1970) of a calendar day."""
    return int(np.datetime64(f"{jaar:04d}-{maand:02d}-{dag_van_maand:02d}", "D").astype(np.int64))


@dataclass(frozen=True)
class Blok:
    """A part of the region that is made in one go: `deel` of its clients at scale 1."""

    nummer: int
    deel: float
    zaad: int


@dataclass
class Verblijven:
    """Stays under one law, one row per client. `eind` may lie beyond the last year: still in care."""

    wet: str
    onderdeel: Tellingen
    gemeente: Tellingen
    start: Tellingen
    eind: Tellingen

    def __len__(self) -> int:
        return len(self.start)


@dataclass
class Clientjaren:
    """Years in which a client is in care. `kosten`: cents; `niveau`: the same at the price level and the
    intensity of the calibration year. `dagen`: days in care within the year."""

    client: Tellingen
    jaar: Tellingen
    dagen: Tellingen
    niveau: Getallen
    kosten: Getallen


def create_verblijven(blok: Blok, *, wet: str) -> Verblijven:
    """The stays that touch the five years of the history."""
    rng = create_rng(blok.zaad, f"verblijven {wet}", blok.nummer)
    onderdelen = list_onderdelen(wet)
    doel = _doelen(wet, blok.deel)
    duur, duur_cv = (np.array([getattr(o, veld) for o in onderdelen]) for veld in ("duur", "duur_cv"))
    mu, sigma = lognormaal_parameters(gemiddelde=duur, cv=duur_cv)
    ladder = np.array([o.ladder for o in onderdelen])
    actief = _Groeiend()
    for jaar in range(ijking.JAREN[0] - AANLOOP, ijking.JAREN[-1] + 1):
        cellen = doel(jaar)
        actief.keep_vanaf(dag(jaar))
        nieuw = cellen - np.bincount(actief.cel, minlength=len(cellen))
        actief.cut_te_veel(nieuw, dag(jaar))
        cel = np.repeat(np.arange(len(cellen)), np.maximum(nieuw, 0))
        soort = cel // len(GEMEENTEN)
        lengte = np.exp(mu[soort] + sigma[soort] * _scores(rng, soort)) * DAGEN_PER_MAAND
        start = _startdagen(rng, jaar, len(cel))
        eind = start + np.maximum(14, np.rint(lengte)).astype(np.int64)
        actief.add(cel, *_avoid_korte_jaren(start, eind, jaar, ladder[soort]))
    cel, start, eind = actief.alle()
    blijft = eind >= dag(ijking.JAREN[0])
    cel, start, eind = cel[blijft], start[blijft], eind[blijft]
    volgorde = rng.permutation(len(cel))
    cel = cel[volgorde]
    return Verblijven(wet, cel // len(GEMEENTEN), cel % len(GEMEENTEN), start[volgorde], eind[volgorde])


def list_onderdelen(wet: str) -> tuple[Onderdeel, ...]:
    """The cost components under a law."""
    return ijking.JEUGD if wet == "jw" else ijking.WMO


def _doelen(wet: str, deel: float) -> Callable[[int], Tellingen]:
    """How many clients per cell (component x gemeente) a year asks."""
    aandelen = np.array([o.aandeel for o in list_onderdelen(wet)])
    if wet == "jw":
        gemeenten = np.array([float(g.jeugdclienten) for g in GEMEENTEN])
    else:
        gemeenten = np.array([g.inwoners for g in GEMEENTEN]) * ijking.WMO_CLIENTEN / 240_000
    cellen = np.outer(aandelen / aandelen.sum(), gemeenten).ravel() * deel
    return lambda jaar: spread(cellen * ijking.GROEI_CLIENTEN ** (jaar - ijking.IJKJAAR))


def _scores(rng: np.random.Generator, groep: Tellingen) -> Getallen:
    """Normal scores, spread evenly within each component so that durations keep their distribution."""
    rang, grootte = rank_within(groep, rng.random(len(groep)))
    return normaal_inverse((rang + rng.uniform(0.05, 0.95, len(groep))) / np.maximum(grootte, 1))


def _startdagen(rng: np.random.Generator, jaar: int, aantal: int) -> Tellingen:
    """Days in the year, by the seasons."""
    maand = draw_kategorie(rng, aantal=aantal, kansen=np.array(ijking.SEIZOEN))
    grenzen = np.array([dag(jaar, m) for m in range(1, 13)] + [dag(jaar + 1)])
    lengte = grenzen[maand + 1] - grenzen[maand]
    return np.asarray(grenzen[maand] + np.floor(rng.random(aantal) * lengte).astype(np.int64))


#: Least number of days in care in a year of a stay that is paid per etmaal.
KORTSTE_JAAR = 90


def _avoid_korte_jaren(
    start: Tellingen, eind: Tellingen, jaar: int, ladder: NDArray[np.bool_]
) -> tuple[Tellingen, Tellingen]:
    """Stays per etmaal have no short years: their cost per year could not be reached at any price per day.

    They begin before October, last at least a quarter, and an end in the first quarter becomes the end of
    the year before.
    """
    laatste = dag(jaar + 1) - KORTSTE_JAAR
    start = np.where(ladder & (start > laatste), dag(jaar) + (start - laatste) * 2, start)
    eind = np.where(ladder, np.maximum(eind, start + KORTSTE_JAAR), eind)
    begin_jaar = eind.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    kort = ladder & (eind - begin_jaar < KORTSTE_JAAR) & (begin_jaar > start)
    return start, np.where(kort, begin_jaar - 1, eind)


class _Groeiend:
    """The stays under simulation: those in care now, and those that ended."""

    def __init__(self) -> None:
        leeg = np.empty(0, dtype=np.int64)
        self.cel, self.start, self.eind = leeg, leeg, leeg
        self._klaar: list[tuple[Tellingen, Tellingen, Tellingen]] = []

    def keep_vanaf(self, eerste: int) -> None:
        """Set apart who left before this day."""
        self._set_apart(self.eind < eerste)

    def cut_te_veel(self, nieuw: Tellingen, eerste: int) -> None:
        """Where more are in care than promised, let those who came first leave on the day before."""
        weg = np.zeros(len(self.cel), dtype=bool)
        for cel in np.flatnonzero(nieuw < 0):
            weg[np.flatnonzero(self.cel == cel)[: -nieuw[cel]]] = True
        self.eind[weg] = eerste - 1
        self._set_apart(weg)

    def add(self, cel: Tellingen, start: Tellingen, eind: Tellingen) -> None:
        """Newcomers."""
        self.cel = np.concatenate([self.cel, cel])
        self.start = np.concatenate([self.start, start])
        self.eind = np.concatenate([self.eind, eind])

    def alle(self) -> tuple[Tellingen, Tellingen, Tellingen]:
        """Everyone who was ever in care."""
        self._set_apart(np.ones(len(self.cel), dtype=bool))
        cel, start, eind = (np.concatenate(kolom) for kolom in zip(*self._klaar, strict=True))
        return cel, start, eind

    def _set_apart(self, weg: NDArray[np.bool_]) -> None:
        self._klaar.append((self.cel[weg], self.start[weg], self.eind[weg]))
        self.cel, self.start, self.eind = self.cel[~weg], self.start[~weg], self.eind[~weg]


@dataclass
class Kenmerken:
    """What clients are like, one row per stay of young clients or Wmo clients.

    `groep`: true need group 0-4; `complexiteit` 1-5, `gezinsproblemen` and the age drive it (E06);
    `complex`, `dwang` and age from 16 are the case-mix of drop-out; birth month and postcode mean nothing.
    """

    geboortejaar: Tellingen
    leeftijd: Tellingen
    vrouw: NDArray[np.bool_]
    huishouden: Tellingen
    groep: Tellingen
    complexiteit: Tellingen
    gezinsproblemen: NDArray[np.bool_]
    complex: NDArray[np.bool_]
    dwang: NDArray[np.bool_]
    geboortemaand: Tellingen
    postcode_even: NDArray[np.bool_]


_KLASSEN_JONG, _KLASSEN_OUD = ((0, 3, 5), (4, 11, 44)), ((12, 15, 26), (16, 17, 17), (18, 21, 8))
_KLASSEN_WMO = {
    "hulp bij het huishouden": (0.14, 0.24, 0.62),
    "hulpmiddel of vervoer": (0.26, 0.26, 0.48),
    "beschermd wonen": (0.90, 0.08, 0.02),
}
_KLASSEN_WMO_OVERIG = (0.45, 0.20, 0.35)


def create_kenmerken(blok: Blok, *, verblijven: Verblijven, jaren: Clientjaren) -> Kenmerken:
    """Features of the clients; for young clients derived from the need group that fits their cost."""
    rng = create_rng(blok.zaad, f"kenmerken {verblijven.wet}", blok.nummer)
    n = len(verblijven)
    jeugd = verblijven.wet == "jw"
    groep = _behoeftegroep(rng, verblijven, jaren) if jeugd else np.zeros(n, dtype=np.int64)
    leeftijd = _leeftijd_jeugd(rng, groep) if jeugd else _leeftijd_wmo(rng, verblijven)
    eerste = (
        np.asarray(verblijven.start).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    )
    laatste = np.minimum(verblijven.eind, dag(ijking.JAREN[-1], 12, 31))
    tot = laatste.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    geboortejaar = np.maximum(eerste - leeftijd, tot - 22) if jeugd else eerste - leeftijd
    complexiteit = np.choose(groep, [1, 1, 3, 4, 4]) + np.where(groep == 2, 0, rng.integers(0, 2, n))
    return Kenmerken(
        geboortejaar=geboortejaar,
        leeftijd=eerste - geboortejaar,
        vrouw=rng.random(n) < (0.45 if jeugd else 0.64),
        huishouden=np.arange(n),
        groep=groep,
        complexiteit=complexiteit,
        gezinsproblemen=(groep == 1) | ((groep >= 2) & (rng.random(n) < 0.5)),
        complex=(groep >= 2) | ((groep == 1) & (rng.random(n) < 0.2)),
        dwang=draw_systematisch(rng, np.full(n, 0.12 if jeugd else 0.0)),
        geboortemaand=rng.integers(1, 13, n),
        postcode_even=rng.random(n) < 0.5,
    )


#: Spread of the error with which cost follows need, in logs; makes the groups explain about three quarters.
RUIS_BEHOEFTE = 0.10


def _behoeftegroep(rng: np.random.Generator, verblijven: Verblijven, jaren: Clientjaren) -> Tellingen:
    """Groups in the order of cost per year, with noise; shares hold over client-years."""
    n = len(verblijven)
    aantal = np.bincount(jaren.client, minlength=n)
    gemiddeld = np.bincount(jaren.client, np.log(jaren.niveau), n) / np.maximum(aantal, 1)
    volgorde = np.argsort(gemiddeld + RUIS_BEHOEFTE * rng.standard_normal(n), kind="stable")
    lopend = np.cumsum(aantal[volgorde]) / aantal.sum()
    groep = np.empty(n, dtype=np.int64)
    groep[volgorde] = np.searchsorted(np.cumsum(ijking.BEHOEFTEGROEPEN)[:-1], lopend, side="left")
    return groep


def _leeftijd_jeugd(rng: np.random.Generator, groep: Tellingen) -> Tellingen:
    """Age at the start: the heavy group below twelve, the heaviest from twelve on, the others mixed."""
    ouder = np.where(groep == 4, True, np.where(groep == 3, False, rng.random(len(groep)) < 0.54))
    return np.where(
        ouder, _uit_klassen(rng, _KLASSEN_OUD, len(groep)), _uit_klassen(rng, _KLASSEN_JONG, len(groep))
    )


def _uit_klassen(
    rng: np.random.Generator, klassen: tuple[tuple[int, int, int], ...], aantal: int
) -> Tellingen:
    laag, hoog, gewicht = (np.array(kolom) for kolom in zip(*klassen, strict=True))
    klasse = draw_kategorie(rng, aantal=aantal, kansen=gewicht)
    return np.asarray(
        laag[klasse] + np.floor(rng.random(aantal) * (hoog - laag + 1)[klasse]).astype(np.int64)
    )


def _leeftijd_wmo(rng: np.random.Generator, verblijven: Verblijven) -> Tellingen:
    leeftijd = np.zeros(len(verblijven), dtype=np.int64)
    grenzen = ((23, 64), (65, 74), (75, 95))
    for nummer, onderdeel in enumerate(ijking.WMO):
        rijen = np.flatnonzero(verblijven.onderdeel == nummer)
        delen = _KLASSEN_WMO.get(onderdeel.naam, _KLASSEN_WMO_OVERIG)
        klassen = tuple((a, b, int(d * 100)) for (a, b), d in zip(grenzen, delen, strict=True))
        leeftijd[rijen] = _uit_klassen(rng, klassen, len(rijen))
    return leeftijd
