"""The begroting of a coming year: how much help, at which price, per product; and how far it may be off.

The volume of a product follows its whole years before. Its own growth says little when few clients use it, so
it is weighed with the growth of all products together, by the number of clients: k / (k + weging), on the
logarithm of the growth. Growth is bounded per year. Amounts in cents, rounded once per line, half a cent up.
How sure the total is follows from doing the same for the last year that is known. Source: own model, after
the weighing of few observations in the handbook of the field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import exp, log, sqrt

from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

#: Four of five outcomes are within this many standard deviations, when errors are as chance makes them.
Z80 = 1.2816


class Methode(StrEnum):
    """How the volume of a coming year follows from the years before."""

    TREND = "trend"
    GEMIDDELDE = "gemiddelde"
    GELIJK = "gelijk"


METHODE_NAAM = {
    Methode.TREND: "De groei van de laatste jaren gaat door",
    Methode.GEMIDDELDE: "Gewogen gemiddelde van de laatste jaren",
    Methode.GELIJK: "Gelijk aan het laatste hele jaar",
}
#: The weights of the years, the newest first; with fewer years the rest falls away.
JAARGEWICHTEN = (5, 3, 2)


@dataclass(frozen=True)
class Groeiregel:
    """The bounds of growth: `grens` as a part per year, `weging` in clients."""

    grens: float
    weging: int


@dataclass(frozen=True)
class Productjaar:
    """What was used of one product in one whole year: `volume` in its eenheid, `bedrag` in cents."""

    volume: int
    bedrag: Cent
    clienten: int


#: One product by year.
Historie = Mapping[int, Productjaar]


def compute_weging(clienten: int, *, weging: int) -> float:
    """How much the own figure counts, from 0 without clients to nearly 1 with many."""
    return clienten / (clienten + weging) if clienten + weging else 0.0


def compute_domeingroei(producten: Sequence[Historie], *, jaren: Sequence[int]) -> float:
    """The growth per year of all products together, at the last price that is known of each; 1.0 when there
    is one year or nothing to compare."""
    eerste, laatste = min(jaren), max(jaren)
    begin = sum(_waardeer(product, eerste) for product in producten)
    eind = sum(_waardeer(product, laatste) for product in producten)
    if eerste == laatste or begin <= 0 or eind <= 0:
        return 1.0
    return exp(log(Fraction(eind) / Fraction(begin)) / (laatste - eerste))


def compute_groei(
    historie: Historie, *, jaren: Sequence[int], domeingroei: float, regel: Groeiregel
) -> float:
    """The growth per year of one product: its own, weighed with `domeingroei`, within the bounds."""
    eerste, laatste = min(jaren), max(jaren)
    begin, eind = historie.get(eerste), historie.get(laatste)
    if begin is None or eind is None or eerste == laatste or begin.volume <= 0 or eind.volume <= 0:
        return _begrens(domeingroei, regel)
    eigen = log(eind.volume / begin.volume) / (laatste - eerste)
    deel = compute_weging(eind.clienten, weging=regel.weging)
    return _begrens(exp(deel * eigen + (1 - deel) * log(domeingroei)), regel)


def compute_volume(
    historie: Historie, *, jaren: Sequence[int], jaar: int, methode: Methode, groei: float
) -> int:
    """Whole units in `jaar`; `jaren` are the whole years that count, of which a product may miss some.

    A net volume below nothing (more taken back than given) counts as nothing.
    """
    volumes = {j: historie[j].volume if j in historie else 0 for j in jaren}
    laatste = max(jaren)
    if methode is Methode.GEMIDDELDE:
        paren = list(zip(sorted(jaren, reverse=True), JAARGEWICHTEN, strict=False))
        som = sum(volumes[j] * gewicht for j, gewicht in paren)
        uit = Fraction(som, sum(gewicht for _, gewicht in paren))
    elif methode is Methode.TREND:
        uit = Fraction(volumes[laatste] * groei ** (jaar - laatste))
    else:
        uit = Fraction(volumes[laatste])
    return max(0, rond_breuk_half_omhoog(uit))


def compute_bedrag(volume: int, *, tarief: Fraction) -> Cent:
    """Volume times tarief (cents per eenheid, not rounded), in whole cents."""
    return rond_breuk_half_omhoog(volume * tarief)


def compute_prijs(historie: Historie) -> Fraction | None:
    """Cents per eenheid in the newest year with a volume; None when there is none."""
    for jaar in sorted(historie, reverse=True):
        rij = historie[jaar]
        if rij.volume > 0 and rij.bedrag > 0:
            return Fraction(rij.bedrag, rij.volume)
    return None


def compute_voorspelling(
    producten: Sequence[Historie], *, jaren: Sequence[int], jaar: int, methode: Methode, regel: Groeiregel
) -> Cent:
    """The whole amount of `jaar` at the last prices before it: what a begroting then would have said."""
    groei = compute_domeingroei(producten, jaren=jaren)
    totaal = 0
    for product in producten:
        bekend = {j: rij for j, rij in product.items() if j in jaren}
        prijs = compute_prijs(bekend)
        if prijs is None:
            continue
        eigen = compute_groei(bekend, jaren=jaren, domeingroei=groei, regel=regel)
        volume = compute_volume(bekend, jaren=jaren, jaar=jaar, methode=methode, groei=eigen)
        totaal += compute_bedrag(volume, tarief=prijs)
    return totaal


def compute_werkelijk(producten: Sequence[Historie], *, jaren: Sequence[int], jaar: int) -> Cent:
    """The volumes of `jaar` at the prices before it, so that only volumes are compared; what is new that year
    at its own price."""
    totaal = 0
    for product in producten:
        prijs = compute_prijs({j: rij for j, rij in product.items() if j in jaren}) or compute_prijs(product)
        if prijs is not None and jaar in product:
            totaal += compute_bedrag(max(0, product[jaar].volume), tarief=prijs)
    return totaal


def compute_fout(voorspeld: Sequence[Cent], werkelijk: Sequence[Cent]) -> float | None:
    """The root of the mean squared error, each as a part of what it became; None without two to compare."""
    delen = [v / w - 1 for v, w in zip(voorspeld, werkelijk, strict=True) if w > 0]
    return sqrt(sum(deel * deel for deel in delen) / len(delen)) if len(delen) > 1 else None


def compute_band(bedrag: Cent, *, fout: float | None) -> tuple[Cent, Cent] | None:
    """Between which amounts it ends up four times out of five; None when the error is not known."""
    if fout is None:
        return None
    marge = round(Z80 * fout * bedrag)
    return max(0, bedrag - marge), bedrag + marge


def _waardeer(product: Historie, jaar: int) -> Fraction:
    prijs, rij = compute_prijs(product), product.get(jaar)
    return prijs * rij.volume if prijs is not None and rij is not None else Fraction(0)


def _begrens(groei: float, regel: Groeiregel) -> float:
    return min(1 + regel.grens, max(1 - regel.grens, groei))
