"""A payment run: its states, and what is set off against what."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Runstatus(StrEnum):
    """Where a run stands. From CONCEPT on one way, except that a change makes it a CONCEPT again."""

    CONCEPT = "concept"
    VOORGELEGD = "voorgelegd"
    GOEDGEKEURD = "goedgekeurd"
    BESTAND = "bestand"
    BETAALD = "betaald"
    INGETROKKEN = "ingetrokken"


RUNSTATUS_NAAM = {
    Runstatus.CONCEPT: "Concept",
    Runstatus.VOORGELEGD: "Wacht op goedkeuring",
    Runstatus.GOEDGEKEURD: "Goedgekeurd",
    Runstatus.BESTAND: "Bij de bank",
    Runstatus.BETAALD: "Betaald",
    Runstatus.INGETROKKEN: "Ingetrokken",
}

#: Nothing has left the house yet: the run may be changed or withdrawn.
OPEN_STATUSSEN = frozenset({Runstatus.CONCEPT, Runstatus.VOORGELEGD, Runstatus.GOEDGEKEURD})

#: From which states a run may go to a state.
OVERGANGEN = {
    Runstatus.CONCEPT: OPEN_STATUSSEN,
    Runstatus.VOORGELEGD: frozenset({Runstatus.CONCEPT}),
    Runstatus.GOEDGEKEURD: frozenset({Runstatus.VOORGELEGD}),
    Runstatus.BESTAND: frozenset({Runstatus.GOEDGEKEURD}),
    Runstatus.BETAALD: frozenset({Runstatus.BESTAND}),
    Runstatus.INGETROKKEN: OPEN_STATUSSEN,
}


def verreken(openstaand: Sequence[int]) -> list[int]:
    """What is paid now of each open amount of one aanbieder, in cents and in the given order.

    Positive amounts go in full. Negative ones are set off in order, the last one in part, until the payment
    is 0: it is never negative, and what does not fit stays open.
    """
    ruimte = sum(bedrag for bedrag in openstaand if bedrag > 0)
    betaald = []
    for bedrag in openstaand:
        nu = max(bedrag, -ruimte) if bedrag < 0 else bedrag
        ruimte += min(nu, 0)
        betaald.append(nu)
    return betaald


class Betaalstand(StrEnum):
    """Where one proposal stands while it is in no run; in a run it stands where the run does."""

    VOLDAAN = "voldaan"
    TE_VERREKENEN = "te_verrekenen"
    AANGEHOUDEN = "aangehouden"
    OPEN = "open"


#: What a proposal is called where it stands, in a run or not.
BETAALSTAND_NAAM: dict[str, str] = {
    Betaalstand.VOLDAAN.value: "Niets te betalen",
    Betaalstand.TE_VERREKENEN.value: "Te verrekenen",
    Betaalstand.AANGEHOUDEN.value: "Aangehouden",
    Betaalstand.OPEN.value: "Open",
    Runstatus.CONCEPT.value: "In een betaalrun",
    Runstatus.VOORGELEGD.value: "Wacht op goedkeuring",
    Runstatus.GOEDGEKEURD.value: "Goedgekeurd voor betaling",
    Runstatus.BESTAND.value: "Bij de bank",
    Runstatus.BETAALD.value: "Betaald",
}
