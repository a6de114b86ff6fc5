"""Second way out of the generator: the living caseload of the last three months, as plain data.

Who the clients are, what was allocated to them, what providers report and claim, and which of that is
wrong on purpose. Nothing is written here: the demo pushes it through the product's own actions and
messages. A claim that carries no fault keeps to allocation, contract tariff, period and volume; `fout`
names what a check must find in the others, some two in a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import numpy as np

from stelsel.demo.bewoners import Bewoner
from stelsel.demo.catalogus import ETMAAL, EURO, MINUUT, UUR
from stelsel.demo.doelen import Doel, create_doelen
from stelsel.demo.loting import create_rng
from stelsel.demo.regio import Regio
from stelsel.demo.toewijzingen import Toewijzing, create_toewijzingen, eerste_maand
from stelsel.kern.bedrag import rond_half_omhoog
from stelsel.kern.periode import Periode, plus_maanden

#: Reports later than five working days, and stops never reported.
START_LAAT, STOP_LAAT, STOP_ONTBREEKT = 0.14, 0.21, 0.03
#: Share of allocations that end within the three months.
DEEL_STOP = 0.14
#: Part of an arrangement by result that is paid at the start.
DEEL_VOORUIT = 70
#: How much of what is allocated is delivered.
BENUTTING = (0.7, 1.0)
#: The provider that claims twice far more often (E14): number and share; and the share of everybody.
DUBBEL_AANBIEDER, DUBBEL_VEEL, DUBBEL_GEWOON = 9, 0.09, 0.003
REDENEN = {
    "jw": ("31", "31", "31", "31", "31", "31", "31", "34", "32", "33"),
    "wmo": ("19", "19", "19", "19", "19", "19", "23", "21", "31", "02"),
}


class Fout(StrEnum):
    """What is wrong with a claim line, on purpose."""

    GEEN = ""
    BUITEN_PERIODE = "buiten_periode"
    BOVEN_VOLUME = "boven_volume"
    VERKEERD_TARIEF = "verkeerd_tarief"
    ONBEKEND_PRODUCT = "onbekend_product"
    DUBBEL = "dubbel"


#: Share of claim lines per fault; doubles apart.
DEEL_FOUT = {
    Fout.BUITEN_PERIODE: 0.006,
    Fout.BOVEN_VOLUME: 0.005,
    Fout.VERKEERD_TARIEF: 0.004,
    Fout.ONBEKEND_PRODUCT: 0.002,
}
ONBEKENDE_CODE = "99X99"
#: A claim above volume asks this many times the allocated volume more: above any maximum of a month.
TE_VEEL = 10


@dataclass(frozen=True)
class Start:
    """Support began on `datum`; the provider reports it on `gemeld_op`."""

    toewijzing: int
    datum: date
    gemeld_op: date


@dataclass(frozen=True)
class Stop:
    """Support ended on `datum` for `reden` (code of the standard); `gemeld_op` None: never reported."""

    toewijzing: int
    datum: date
    reden: str
    gemeld_op: date | None


@dataclass(frozen=True)
class Levering:
    """One claim line. `maand`: of the claim file that carries it; `periode`: the ProductPeriode; `tarief`:
    cents per unit, None with euros; `volume`, `bedrag` (cents) and `code`: as claimed; `contracttarief`:
    cents per contract unit (hour, not minute; with euros of the whole arrangement)."""

    toewijzing: int
    maand: Periode
    periode: Periode
    code: str
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    contracttarief: int
    fout: Fout = Fout.GEEN


@dataclass(frozen=True)
class Caseload:
    """Everything of the three months; the numbers in starts, stops, leveringen and doelen are places in
    `toewijzingen`. A report dated after today has not been sent yet. `maanden`: the months that are
    claimed, oldest first."""

    clienten: tuple[Bewoner, ...]
    toewijzingen: tuple[Toewijzing, ...]
    starts: tuple[Start, ...]
    stops: tuple[Stop, ...]
    leveringen: tuple[Levering, ...]
    doelen: tuple[Doel, ...]
    maanden: tuple[Periode, ...]


def create_caseload(*, regio: Regio, zaad: int, aantal: int, today: date) -> Caseload:
    """The caseload of the three whole months before the month of `today`, for `aantal` clients.

    Equal input gives an equal caseload. Raises ValueError when there are not enough test numbers.
    """
    clienten, toewijzingen = create_toewijzingen(regio=regio, zaad=zaad, aantal=aantal, today=today)
    begin = eerste_maand(today)
    maanden = tuple(Periode.maand((m := plus_maanden(begin, n)).year, m.month) for n in range(3))
    rng = create_rng(zaad, "leveringen")
    starts = tuple(_start(rng, t) for t in toewijzingen)
    stops = tuple(
        stop
        for t, start in zip(toewijzingen, starts, strict=True)
        if (stop := _stop(rng, t, start, today)) is not None
    )
    tot = {stop.toewijzing: stop.datum for stop in stops}
    veel = regio.list_aanbieders("jw")[DUBBEL_AANBIEDER].agb
    leveringen: list[Levering] = []
    for toewijzing, start in zip(toewijzingen, starts, strict=True):
        zorg = Periode(start.datum, min(tot.get(toewijzing.nummer, today), toewijzing.einddatum))
        for maand in maanden:
            if (levering := _levering(rng, regio, toewijzing, zorg, maand)) is not None:
                dubbel = DUBBEL_VEEL if toewijzing.aanbieder == veel else DUBBEL_GEWOON
                leveringen += _with_fout(rng, toewijzing, levering, dubbel)
    doelen = create_doelen(zaad=zaad, toewijzingen=toewijzingen, gestopt=frozenset(tot))
    return Caseload(clienten, toewijzingen, starts, stops, tuple(leveringen), doelen, maanden)


def _start(rng: np.random.Generator, toewijzing: Toewijzing) -> Start:
    datum = toewijzing.ingangsdatum + timedelta(days=int(rng.integers(0, 15)))
    return Start(toewijzing.nummer, datum, _meld(rng, datum, START_LAAT))


def _meld(rng: np.random.Generator, datum: date, deel_laat: float) -> date:
    """Within five working days, or late: some two to five weeks."""
    laat = rng.random() < deel_laat
    return datum + timedelta(days=int(rng.integers(12, 36)) if laat else int(rng.integers(1, 6)))


def _stop(rng: np.random.Generator, toewijzing: Toewijzing, start: Start, today: date) -> Stop | None:
    """An end at least two weeks after the start and before the last month is over, for some."""
    laatst = min(toewijzing.einddatum, today - timedelta(days=20))
    eerst = max(start.datum, eerste_maand(today)) + timedelta(days=14)
    if rng.random() >= DEEL_STOP or laatst <= eerst:
        return None
    datum = eerst + timedelta(days=int(rng.integers(0, (laatst - eerst).days)))
    reden = str(rng.choice(REDENEN[toewijzing.wet]))
    gemeld = None if rng.random() < STOP_ONTBREEKT else _meld(rng, datum, STOP_LAAT)
    return Stop(toewijzing.nummer, datum, reden, gemeld)


def _levering(
    rng: np.random.Generator, regio: Regio, toewijzing: Toewijzing, zorg: Periode, maand: Periode
) -> Levering | None:
    """The sound claim line of a month, or None when nothing was delivered."""
    periode = toewijzing.periode.doorsnede(maand)
    geleverd = zorg.doorsnede(maand)
    if periode is None or geleverd is None:
        return None
    output = toewijzing.outputgericht
    volume = _output(toewijzing, zorg, maand) if output else _eenheden(rng, toewijzing, geleverd)
    if not volume:
        return None
    product, tarief = toewijzing.product, _tarief(regio, toewijzing, maand.begin.year)
    regel = Levering(
        toewijzing.nummer, maand, periode, product.code, volume, product.eenheid, None, 0, tarief
    )
    if toewijzing.code and product.eenheid == UUR and int(toewijzing.aanbieder) % 2 == 0:
        regel = _in_minuten(rng, regel)
    return with_bedrag(regel)


def with_bedrag(regel: Levering) -> Levering:
    """Amount and tariff as in the standard: minutes at the unrounded hourly rate, rounded at the end."""
    tarief = regel.contracttarief
    if regel.eenheid == EURO:
        return replace(regel, bedrag=regel.volume)
    if regel.eenheid != MINUUT:
        return replace(regel, tarief=tarief, bedrag=tarief * regel.volume)
    per_minuut = rond_half_omhoog(Decimal(tarief) / 60)
    return replace(regel, tarief=per_minuut, bedrag=rond_half_omhoog(Decimal(tarief * regel.volume) / 60))


def _tarief(regio: Regio, toewijzing: Toewijzing, jaar: int) -> int:
    """The contract tariff of the year of delivery, cents per contract unit."""
    contract = next(c for c in regio.contracten if c.agb == toewijzing.aanbieder)
    return next(
        p.tarief
        for p in contract.producten
        if p.product.code == toewijzing.product.code and p.van.year == jaar
    )


def _output(toewijzing: Toewijzing, zorg: Periode, maand: Periode) -> int:
    """Cents to claim this month: a twelfth for long support, else most at the start, the rest at the end."""
    prijs = toewijzing.volume or 0
    if toewijzing.product.intensiteit in ("L", "Z"):
        heel = zorg.begin <= maand.begin and (zorg.eind is None or zorg.eind >= (maand.eind or maand.begin))
        return prijs // 12 if heel else 0
    vooruit = prijs * DEEL_VOORUIT // 100
    if zorg.begin in maand:
        return vooruit
    klaar = toewijzing.einddatum in maand and zorg.eind == toewijzing.einddatum
    return prijs - vooruit if klaar else 0


def _eenheden(rng: np.random.Generator, toewijzing: Toewijzing, geleverd: Periode) -> int:
    """Whole units delivered in these days, never more than was allocated for them."""
    deel = float(rng.uniform(*BENUTTING))
    if toewijzing.product.eenheid == ETMAAL:
        return geleverd.dagen
    if toewijzing.volume is None:
        return int(max(1.0, 1.2 * geleverd.dagen / 7 * deel))
    if toewijzing.frequentie == "6":
        return int(toewijzing.volume * geleverd.dagen / toewijzing.periode.dagen * deel)
    return int(toewijzing.volume * geleverd.dagen / 7 * deel)


def _in_minuten(rng: np.random.Generator, regel: Levering) -> Levering:
    """Hours claimed in minutes: a little less than the whole hours."""
    return replace(regel, eenheid=MINUUT, volume=regel.volume * 60 - 5 * int(rng.integers(0, 6)))


def _with_fout(
    rng: np.random.Generator, toewijzing: Toewijzing, regel: Levering, dubbel: float
) -> Sequence[Levering]:
    """The line as claimed: sound, with one fault, or claimed twice."""
    kans = float(rng.random())
    if kans < dubbel:
        return (regel, replace(regel, fout=Fout.DUBBEL))
    kans -= dubbel
    for fout, deel in DEEL_FOUT.items():
        if kans < deel:
            return (_bederf(regel, toewijzing, fout),)
        kans -= deel
    return (regel,)


def _bederf(regel: Levering, toewijzing: Toewijzing, fout: Fout) -> Levering:
    """The line with this fault; faults that cannot occur in it leave it sound."""
    if fout is Fout.BUITEN_PERIODE:
        voor = plus_maanden(toewijzing.ingangsdatum.replace(day=1), -1)
        return replace(regel, periode=Periode.maand(voor.year, voor.month), fout=fout)
    if fout is Fout.ONBEKEND_PRODUCT:
        return replace(regel, code=ONBEKENDE_CODE, fout=fout)
    if fout is Fout.BOVEN_VOLUME and toewijzing.volume is not None:
        erbij = TE_VEEL * toewijzing.volume * (60 if regel.eenheid == MINUUT else 1)
        return with_bedrag(replace(regel, volume=regel.volume + erbij, fout=fout))
    if fout is Fout.VERKEERD_TARIEF and regel.tarief is not None:
        hoger = regel.tarief + max(1, regel.tarief // 10)
        return replace(regel, tarief=hoger, bedrag=hoger * regel.volume, fout=fout)
    return regel
