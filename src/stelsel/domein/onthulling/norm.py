"""The editions of figures about people, and what each asks.

Three editions: the desk of the analyst (everything), inside the mandate of who works with the figures
(hidden, exact), and for the public (hidden and rounded, each figure by itself).
Source: rule of suppression of the market picture's policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stelsel.domein.parameters import get_aantal, get_parameter
from stelsel.kern.bedrag import in_euro

NIET_GETOOND = "niet getoond"
_RONDE_CIJFERS = (1, 2, 5)


class Uitgave(StrEnum):
    """For whom figures are made."""

    EIGEN = "eigen"
    BINNEN = "binnen"
    OPENBAAR = "openbaar"


#: How an edition is called in the name of a file, and in a sentence.
UITGAVE_BESTAND = {Uitgave.EIGEN: "eigen-gebruik", Uitgave.BINNEN: "intern", Uitgave.OPENBAAR: "openbaar"}


@dataclass(frozen=True)
class Norm:
    """What an edition asks. `drempel`, `noemer`: clients behind a count and under a share or mean; the others
    are what counts, sums (cents) and amounts of one person (cents) are rounded to; `aandeel`: decimals of a
    share; `marge`: how close a hidden amount may be known, as part of itself; `overheersing`: how close one
    who knows the second largest of a sum may know the largest, as part of that."""

    drempel: int = 1
    noemer: int = 1
    aantal: int = 1
    bedrag: int = 1
    persoon: int = 1
    aandeel: int | None = None
    marge: float = 0.0
    overheersing: float = 0.0

    @property
    def beschermt(self) -> bool:
        """Whether anything is hidden at all."""
        return self.drempel > 1

    @property
    def uitgave(self) -> Uitgave:
        """The edition that asks this."""
        if not self.beschermt:
            return Uitgave.EIGEN
        return Uitgave.OPENBAAR if self.aantal > 1 else Uitgave.BINNEN


#: The desk of the analyst: every figure about at least one client, as it is.
EIGEN = Norm()


def get_drempel(peildatum: date) -> int:
    """The smallest number of clients that may be shown on that day."""
    return get_aantal("onthulling_drempel", peildatum=peildatum)


def get_norm(uitgave: Uitgave, *, peildatum: date) -> Norm:
    """What an edition asks on that day."""
    if uitgave is Uitgave.EIGEN:
        return EIGEN
    drempel = get_drempel(peildatum)
    persoon = 100 * get_aantal("onthulling_afronding_persoon", peildatum=peildatum)
    marge, overheersing = (
        float(get_parameter(f"onthulling_{naam}").get_waarde(peildatum)) for naam in ("marge", "overheersing")
    )
    if uitgave is Uitgave.BINNEN:
        return Norm(
            drempel=drempel,
            noemer=drempel,
            persoon=persoon,
            aandeel=3,
            marge=marge,
            overheersing=overheersing,
        )
    return Norm(
        drempel=drempel,
        noemer=get_aantal("onthulling_noemer", peildatum=peildatum),
        aantal=get_aantal("onthulling_afronding", peildatum=peildatum),
        bedrag=100 * get_aantal("onthulling_afronding_bedrag", peildatum=peildatum),
        persoon=persoon,
        aandeel=2,
        marge=marge,
        overheersing=overheersing,
    )


def rond_af(waarde: float, *, op: int) -> int:
    """The nearest multiple; halfway up."""
    return int((2 * waarde + op) // (2 * op)) * op


def rond_som(bedrag: float, *, norm: Norm, grootste: int) -> int:
    """A sum of cents as the edition shows it. Where sums are rounded at all, to a round amount that is at
    least the largest that one person adds: else the sum of before and after one person came tells the amount
    of that one."""
    if norm.bedrag <= 1:
        return round(bedrag)
    return rond_af(bedrag, op=get_ronde_stap(max(norm.bedrag, grootste)))


def rond_gemiddelde(bedrag: float, *, norm: Norm, grootste: int, clienten: int) -> float:
    """A mean (cents) as an edition shows it: as a round amount, and in the public edition to at least what
    one client can change it."""
    if not norm.beschermt:
        return bedrag
    stap = norm.persoon
    if norm.bedrag > 1:
        stap = get_ronde_stap(max(stap, -(-grootste // max(1, clienten))))
    return float(rond_af(bedrag, op=stap))


def get_ronde_stap(minstens: int) -> int:
    """The smallest 1, 2 or 5 times a power of ten that is not less."""
    macht = 1
    while macht * _RONDE_CIJFERS[-1] < minstens:
        macht *= 10
    return next(macht * cijfer for cijfer in _RONDE_CIJFERS if macht * cijfer >= minstens)


def is_te_klein(clienten: int, *, drempel: int) -> bool:
    """Fewer clients than the threshold; none at all is fewer too."""
    return clienten < drempel


def is_overheerst(som: int, *, grootste: int, tweede: int, norm: Norm) -> bool:
    """Whether who adds second most to a sum could compute too closely what the largest adds (the p % rule:
    all others together are less than that part of the largest)."""
    return norm.overheersing > 0 and som - grootste - tweede < norm.overheersing * grootste


def list_verborgen(aantallen: Sequence[int], *, drempel: int) -> list[bool]:
    """Per count whether it is hidden, given that the sum of the counts is shown."""
    return list_verborgen_met(
        aantallen, klein=[is_te_klein(n, drempel=drempel) for n in aantallen], drempel=drempel
    )


def list_verborgen_met(aantallen: Sequence[int], *, klein: Sequence[bool], drempel: int) -> list[bool]:
    """The same where some are hidden for a reason of their own (`klein`)."""
    verborgen = list(klein)
    while any(verborgen) and not all(verborgen):
        weg = [aantal for aantal, dicht in zip(aantallen, verborgen, strict=True) if dicht]
        if len(weg) > 1 and sum(weg) >= drempel:
            break
        open_ = [plek for plek, dicht in enumerate(verborgen) if not dicht]
        verborgen[min(open_, key=lambda plek: aantallen[plek])] = True
    return verborgen


def render_aantal(aantal: int, *, verborgen: bool) -> str:
    """'1.234', or in words that there is no number; the same words for every hidden count, so that they do
    not tell which one was small."""
    return NIET_GETOOND if verborgen else f"{aantal:,}".replace(",", ".")


def render_uitgave(norm: Norm) -> str:
    """In a sentence or two for whom figures are, and what is not in them."""
    if not norm.beschermt:
        return "Voor eigen gebruik: kleine aantallen staan erin. Geef deze cijfers niet door."
    weg = (
        f"Cijfers over minder dan {norm.drempel} cliënten staan er niet in, en ook niet waarmee u die kunt "
        "uitrekenen."
    )
    if norm.uitgave is Uitgave.BINNEN:
        return f"Intern, voor wie met deze cijfers werkt. {weg}"
    return (
        f"Openbaar: deze cijfers mag u delen. {weg} Aantallen zijn afgerond op {norm.aantal}, bedragen op "
        f"ten minste {in_euro(norm.bedrag).removesuffix(',00')}, en op meer als één cliënt meer kost."
    )
