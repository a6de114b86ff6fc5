"""The rules of a book of tarieven: no two for one code on one day, indexing, the floor, and the pgb.

Whole cents; a tarief is rounded once, half a cent up. Periods are inclusive. Indices are percents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from stelsel.domein.toegang.begrippen import Eenheid
from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

from .indexatie import IndexOnbekend, Methode, compute_index, get_indexjaren

_HONDERD = 100
_MINUTEN = 60
#: A tarief this many times the earlier one may be cents taken for euros, or the other way round.
_VERDACHT = 50
EIGEN = "eigen"
#: The names that a cost price has beside its functies.
MIX, TRAJECT = "mix", "traject"


class TarievenboekFout(ValueError):
    """The book cannot be made; every line of the text says in Dutch what is wrong and what to do."""


@dataclass(frozen=True)
class Regel:
    """What one eenheid of a product or profiel costs from `vanaf` up to and with `tot` (None: open end).
    `functie`: whose cost price is the floor, "" for none."""

    code: str
    tarief: Cent
    eenheid: str
    vanaf: date
    tot: date | None = None
    functie: str = ""


@dataclass(frozen=True)
class Indexstap:
    """One year: its index in percents, how it came about (ratio, verschil or eigen) and its source."""

    jaar: int
    procent: Fraction
    methode: str
    bron: str


@dataclass(frozen=True)
class Indexering:
    """A line before and after. `exact`: in cents, before rounding."""

    oud: Regel
    nieuw: Regel
    factor: Fraction
    exact: Fraction

    @property
    def afronding(self) -> Fraction:
        """What rounding added, in cents."""
        return self.nieuw.tarief - self.exact


@dataclass(frozen=True)
class Verschil:
    """One code in two books on a day; None where it is in one of them only."""

    code: str
    eenheid: str
    oud: Cent | None
    nieuw: Cent | None

    @property
    def deel(self) -> Fraction | None:
        """The change as a fraction of the old."""
        if self.oud is None or self.nieuw is None or not self.oud:
            return None
        return Fraction(self.nieuw - self.oud, self.oud)


def check_regels(regels: Sequence[Regel]) -> None:
    """Raises TarievenboekFout: nothing, a period that ends before it begins, no price, two on one day."""
    fouten = []
    for regel in regels:
        if regel.tot is not None and regel.tot < regel.vanaf:
            fouten.append(f"{regel.code}: de laatste dag ({_dag(regel.tot)}) ligt voor de eerste.")
        if regel.tarief <= 0:
            fouten.append(f"{regel.code}: het tarief moet meer zijn dan € 0,00.")
    lopend: dict[str, date | None] = {}
    for regel in sorted(regels, key=lambda regel: (regel.code, regel.vanaf)):
        tot = lopend.get(regel.code, date.min)
        if tot is None or tot >= regel.vanaf:
            fouten.append(
                f"{regel.code}: op {_dag(regel.vanaf)} gelden twee tarieven. Laat het eerste eindigen op "
                f"{_dag(regel.vanaf - timedelta(days=1))}, of haal een van de twee weg."
            )
        lopend[regel.code] = None if tot is None or regel.tot is None else max(tot, regel.tot)
    if not regels:
        fouten.append("Er staat geen enkel tarief in.")
    if fouten:
        raise TarievenboekFout("\n".join(fouten))


def list_indexstappen(*, van: int, naar: int, methode: Methode | None = None) -> list[Indexstap]:
    """The published index of every year after `van` up to `naar`; `methode` None: that of the year itself.
    Raises TarievenboekFout."""
    if naar <= van:
        raise TarievenboekFout(f"Kies een jaar na {van}: de prijzen zijn al van {van}.")
    try:
        indices = [compute_index(jaar, methode=methode) for jaar in range(van + 1, naar + 1)]
    except IndexOnbekend as fout:
        raise TarievenboekFout(f"{fout}\nWeet u de index wel? Vul dan zelf een percentage in.") from None
    jaren = get_indexjaren()
    return [Indexstap(i.jaar, i.totaal, i.methode.value, jaren[i.jaar].bron) for i in indices]


def create_eigen_stap(*, van: int, naar: int, procent: Fraction, bron: str) -> Indexstap:
    """A percentage of one's own, for one year. Raises TarievenboekFout."""
    if naar != van + 1:
        raise TarievenboekFout(f"Een eigen percentage geldt voor één jaar: van {van} naar {van + 1}.")
    if not bron.strip():
        raise TarievenboekFout("Schrijf op waar het percentage vandaan komt.")
    return Indexstap(naar, procent, EIGEN, bron.strip())


def compute_factor(stappen: Iterable[Indexstap]) -> Fraction:
    """All years together, not rounded in between."""
    factor = Fraction(1)
    for stap in stappen:
        factor *= 1 + stap.procent / _HONDERD
    return factor


def index_regels(regels: Sequence[Regel], stappen: Sequence[Indexstap]) -> list[Indexering]:
    """The tarieven that hold on the last day before the year of the last step, in its prices and from its
    first day. Raises TarievenboekFout when none does."""
    begin = date(stappen[-1].jaar, 1, 1)
    factor = compute_factor(stappen)
    lopend = [regel for regel in regels if geldt_op(regel, begin - timedelta(days=1))]
    if not lopend:
        raise TarievenboekFout(f"Op {_dag(begin - timedelta(days=1))} geldt geen enkel tarief uit dit boek.")
    uit = []
    for regel in lopend:
        exact = regel.tarief * factor
        nieuw = replace(regel, tarief=rond_breuk_half_omhoog(exact), vanaf=begin, tot=None)
        uit.append(Indexering(regel, nieuw, factor, exact))
    return uit


def geldt_op(regel: Regel, dag: date) -> bool:
    """Does this tarief hold on that day?"""
    return regel.vanaf <= dag and (regel.tot is None or regel.tot >= dag)


def get_eenheidsdeel(*, van: str, naar: str) -> Fraction | None:
    """What a price per `van` is multiplied by for one per `naar`; None when they cannot be compared."""
    if van == naar:
        return Fraction(1)
    if {van, naar} == {Eenheid.MINUUT, Eenheid.UUR}:
        return Fraction(1, _MINUTEN) if naar == Eenheid.MINUUT else Fraction(_MINUTEN)
    return None


def compare_boeken(oud: Sequence[Regel], nieuw: Sequence[Regel]) -> list[Verschil]:
    """The newest tarief per code and eenheid in each of two books, by code."""
    links, rechts = _get_laatste(oud), _get_laatste(nieuw)
    return [
        Verschil(*sleutel, oud=links.get(sleutel), nieuw=rechts.get(sleutel))
        for sleutel in sorted({*links, *rechts})
    ]


def compute_bodem(regel: Regel, per_uur: Mapping[str, Fraction], *, factor: Fraction) -> Cent | None:
    """The cost price of this line in cents: by the hour or minute for a functie, as it is for "traject".

    `per_uur`: euros per functie. None: no functie, or an eenheid in which the cost price does not say it."""
    if regel.functie not in per_uur:
        return None
    euro = per_uur[regel.functie] * factor
    if regel.functie == TRAJECT:
        past = regel.eenheid in {Eenheid.STUKS_OUTPUT, Eenheid.EURO, Eenheid.STUKS}
        return rond_breuk_half_omhoog(euro * _HONDERD) if past else None
    if regel.eenheid == Eenheid.UUR:
        return rond_breuk_half_omhoog(euro * _HONDERD)
    if regel.eenheid == Eenheid.MINUUT:
        return rond_breuk_half_omhoog(euro * _HONDERD / _MINUTEN)
    return None


def compute_pgb(tarief: Cent, *, procent: Fraction) -> Cent:
    """What a personal budget may pay: a share of the tarief in kind, half a cent up."""
    return rond_breuk_half_omhoog(tarief * procent / _HONDERD)


def list_verdacht(regels: Sequence[Regel], eerder: Sequence[Regel]) -> list[str]:
    """Codes whose tarief is so far from the earlier one that cents and euros may have been mixed up."""
    oud = _get_laatste(eerder)
    return [
        regel.code
        for regel in regels
        if (vroeger := oud.get((regel.code, regel.eenheid)))
        and not Fraction(1, _VERDACHT) < Fraction(regel.tarief, vroeger) < _VERDACHT
    ]


def _get_laatste(regels: Sequence[Regel]) -> dict[tuple[str, str], Cent]:
    op_dag = sorted(regels, key=lambda regel: regel.vanaf)
    return {(regel.code, regel.eenheid): regel.tarief for regel in op_dag}


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"
