"""What complexity is suggested, from the leefdomeinen that play and the members of the household with help.

A leefdomein plays when it goes badly there or when an aanbieder with a contract is to take it up. Two or more
that play touch each other, and so does help of others in the same house. The sum says how much has to be
attuned: that is what complexity asks of who helps. It is a suggestion; the regisseur decides.
Source: requirement R2.12; the borders are dated parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stelsel.domein.parameters import get_aantal
from stelsel.domein.profielen.assen import COMPLEXITEITEN
from stelsel.domein.toegang.begrippen import LEEFDOMEIN_NAAM, Leefdomein, Lijn

_LAAG, _MIDDEN, _HOOG = COMPLEXITEITEN


@dataclass(frozen=True)
class Domeinbeeld:
    """How one leefdomein stands, 1 to 5, and who takes it up."""

    leefdomein: Leefdomein
    score: int
    lijn: Lijn


@dataclass(frozen=True)
class Complexiteitvoorstel:
    """The suggested level, with the reasons in Dutch sentences."""

    niveau: str
    redenen: tuple[str, ...]


def propose_complexiteit(
    beelden: Sequence[Domeinbeeld], *, huisgenoten: int, peildatum: date
) -> Complexiteitvoorstel | None:
    """The suggestion; None when no leefdomein was described. `huisgenoten`: others in the household with
    help or an open question."""
    if not beelden:
        return None
    grens = get_aantal("complexiteit_score", peildatum=peildatum)
    spelend = [b.leefdomein for b in beelden if b.score <= grens or b.lijn is Lijn.TWEEDE]
    aantal = len(spelend) + huisgenoten
    vanaf = {
        _HOOG: get_aantal("complexiteit_hoog", peildatum=peildatum),
        _MIDDEN: get_aantal("complexiteit_midden", peildatum=peildatum),
    }
    niveau = next((niveau for niveau, grens in vanaf.items() if aantal >= grens), _LAAG)
    namen = ", ".join(LEEFDOMEIN_NAAM[leefdomein].lower() for leefdomein in spelend)
    regel = f"Vanaf {vanaf[_MIDDEN]} stellen wij midden voor, vanaf {vanaf[_HOOG]} hoog."
    return Complexiteitvoorstel(
        niveau,
        (
            f"Leefdomeinen waar het niet goed gaat of waar een aanbieder nodig is: {len(spelend)}"
            + (f" ({namen})." if namen else "."),
            f"Anderen in huis met hulp of een open vraag: {huisgenoten}.",
            f"Samen is dat {aantal}. {regel}",
        ),
    )
