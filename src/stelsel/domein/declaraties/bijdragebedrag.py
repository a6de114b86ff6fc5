"""What one person pays at most for Wmo support, month by month.

The contribution is due per calendar month, from the month after the start up to and including the month of
the stop. It is the amount of the gemeente, or the national maximum where the gemeente set none; one household
pays it once. All months together never cost more than the support itself: as long as everything that runs has
a cost price, their sum is the most that is ever paid. What is not known gives no amount, never a guess.

The CAK sets and collects the amount; it also knows the partner and the income, which a gemeente does not.
Source: Wmo 2015, article 2.1.4a; Uitvoeringsbesluit Wmo 2015, chapter 3; the CAK's pages for gemeenten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stelsel.kern.periode import Periode, plus_maanden


class Bijdragereden(StrEnum):
    """Why a month costs what it costs."""

    TARIEF = "tarief"
    KOSTPRIJS = "kostprijs"
    HUISGENOOT = "huisgenoot"
    ONBEKEND = "onbekend"


BIJDRAGEREDEN_NAAM = {
    Bijdragereden.TARIEF: "Volgens het tarief",
    Bijdragereden.KOSTPRIJS: "De kostprijs is bereikt",
    Bijdragereden.HUISGENOOT: "Een huisgenoot betaalt al",
    Bijdragereden.ONBEKEND: "Het bedrag is niet bekend",
}


@dataclass(frozen=True)
class Bijdragehulp:
    """Support with the contribution; `kostprijs`: cents of all of it, None where nobody entered one."""

    periode: Periode
    kostprijs: int | None


@dataclass(frozen=True)
class Bijdragemaand:
    """One month (its first day) and its cents; None when they cannot be known."""

    maand: date
    bedrag: int | None
    reden: Bijdragereden


def list_bijdragemaanden(periode: Periode, *, today: date) -> list[date]:
    """First days of the months that are due, up to and including the month of `today`."""
    laatste = min(periode.eind or today, today)
    maand = plus_maanden(periode.begin.replace(day=1), 1)
    maanden = []
    while maand <= laatste:
        maanden.append(maand)
        maand = plus_maanden(maand, 1)
    return maanden


def compute_bijdragemaanden(
    periode: Periode,
    *,
    hulp: Sequence[Bijdragehulp],
    get_tarief: Callable[[date], int | None],
    bezet: Collection[date],
    today: date,
) -> list[Bijdragemaand]:
    """Every month of a period. `get_tarief`: cents of the month, None when not known; `bezet`: months that
    somebody of the same household pays already."""
    betaald: int | None = 0
    maanden = []
    for maand in list_bijdragemaanden(periode, today=today):
        if maand in bezet:
            maanden.append(Bijdragemaand(maand, 0, Bijdragereden.HUISGENOOT))
            continue
        rij = _compute_maand(maand, tarief=get_tarief(maand), hulp=hulp, betaald=betaald)
        betaald = None if betaald is None or rij.bedrag is None else betaald + rij.bedrag
        maanden.append(rij)
    return maanden


def _compute_maand(
    maand: date, *, tarief: int | None, hulp: Sequence[Bijdragehulp], betaald: int | None
) -> Bijdragemaand:
    grens = _compute_kostprijs(maand, hulp)
    if tarief is None or (grens is not None and betaald is None):
        return Bijdragemaand(maand, None, Bijdragereden.ONBEKEND)
    ruimte = tarief if grens is None or betaald is None else max(0, grens - betaald)
    if ruimte < tarief:
        return Bijdragemaand(maand, ruimte, Bijdragereden.KOSTPRIJS)
    return Bijdragemaand(maand, tarief, Bijdragereden.TARIEF)


def _compute_kostprijs(maand: date, hulp: Sequence[Bijdragehulp]) -> int | None:
    """Cents of everything that began so far; None when something that runs has no cost price."""
    einde = plus_maanden(maand, 1) - timedelta(days=1)
    begonnen = [rij for rij in hulp if rij.periode.begin <= einde]
    if any(r.kostprijs is None and (r.periode.eind is None or r.periode.eind >= maand) for r in begonnen):
        return None
    return sum(rij.kostprijs or 0 for rij in begonnen) if begonnen else None


def list_zonder_vrijstelling(levering: Periode, *, regels: Sequence[tuple[date, bool]]) -> list[Periode]:
    """The parts of a provision for which its product is not exempt. `regels`: (first day, exempt) in order
    of day; before the first one it is not exempt."""
    delen: list[Periode] = []
    vrij = False
    begin = levering.begin
    for vanaf, wordt_vrij in regels:
        if levering.eind is not None and vanaf > levering.eind:
            break
        if vanaf > begin and not vrij and wordt_vrij:
            delen.append(Periode(begin, vanaf - timedelta(days=1)))
        if wordt_vrij != vrij:
            begin = max(levering.begin, vanaf)
        vrij = wordt_vrij
    return delen if vrij else [*delen, Periode(begin, levering.eind)]
