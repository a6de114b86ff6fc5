"""Whether a goal points the way of the help, and whether decline can be expected of it.

Help with the start profile of growth has goals that something gets better; help with that of stability has
goals that what is there stays, or that the client feels well with it. A goal that points another way may
stand when its reason is written down.
Source: requirements R2.01, R2.02 (direction by start profile) and R2.03 (decline by a progressive illness).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from stelsel.domein.profielen.assen import Startprofiel
from stelsel.domein.resultaten.verwachting import GROOTSTE_DALING
from stelsel.domein.toegang.begrippen import DOELRICHTING_NAAM, Doelrichting

RICHTINGEN = {
    Startprofiel.ONTWIKKELING: (Doelrichting.VERBETEREN,),
    Startprofiel.STABILITEIT: (Doelrichting.BEHOUDEN, Doelrichting.WELBEVINDEN),
}
_GERICHT_OP = {
    Startprofiel.ONTWIKKELING: "op dat iets beter wordt",
    Startprofiel.STABILITEIT: "op dat het goed blijft gaan",
}


def list_richtingen(startprofielen: Collection[str]) -> tuple[Doelrichting, ...]:
    """The directions that suit help with one of these start profiles; all of them without any."""
    gekozen = [start for start in Startprofiel if start.value in startprofielen]
    return tuple(r for start in gekozen or Startprofiel for r in RICHTINGEN[start])


def check_richting(richting: Doelrichting, *, startprofielen: Collection[str], reden: str) -> str:
    """ "" when the direction suits the help or its reason is given; else why not, in one Dutch sentence."""
    passend = list_richtingen(startprofielen)
    if richting in passend or reden.strip():
        return ""
    doel = " of ".join(f"„{DOELRICHTING_NAAM[r]}”" for r in passend)
    gericht = " of ".join(_GERICHT_OP[s] for s in Startprofiel if s.value in startprofielen)
    return (
        f"Deze hulp is gericht {gericht}. Daar hoort een doel bij met {doel}. "
        "Kies die richting, of schrijf op waarom dit doel toch past."
    )


def list_bezwaren_verwachting(
    *, richting: Doelrichting, stappen: int, vanaf: date, bereikt: date, grondslag_datum: date, today: date
) -> list[str]:
    """Why this expected decline cannot be recorded, in Dutch sentences; empty when it can."""
    uit = []
    if richting is Doelrichting.VERBETEREN:
        uit.append(
            "Bij een doel dat iets beter wordt past geen verwachte achteruitgang. "
            "Kies bij het doel eerst een andere richting."
        )
    if not 1 <= stappen <= GROOTSTE_DALING:
        uit.append(f"Een verwachte achteruitgang is 1 tot {GROOTSTE_DALING} stappen op de schaal.")
    if bereikt <= vanaf:
        uit.append("De dag waarop de achteruitgang is bereikt, ligt na de dag waarop zij begint.")
    if grondslag_datum > today:
        uit.append("De dag van het onderzoek of gesprek waar dit uit blijkt, ligt na vandaag.")
    return uit
