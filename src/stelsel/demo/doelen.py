"""Goals of the clients of the living caseload, with their scores at the start (T1) and at the end (T2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stelsel.demo.loting import create_rng
from stelsel.demo.resultaten import DEKKING_T1, DEKKING_T2, DOELEN, GEWICHTEN, SCORES
from stelsel.demo.toewijzingen import Toewijzing
from stelsel.domein.toegang.begrippen import Hoofddoel, Leefdomein

_JEUGD = (
    (
        Leefdomein.GEZIN,
        Hoofddoel.ZELFREDZAAMHEID,
        "Thuis is er minder ruzie en is duidelijk wat mag en niet mag.",
    ),
    (Leefdomein.ONTWIKKELING, Hoofddoel.ZELFREDZAAMHEID, "Ik durf hulp te vragen als iets niet lukt."),
    (Leefdomein.DAGBESTEDING, Hoofddoel.PARTICIPATIE, "Ik ga weer elke dag naar school."),
    (Leefdomein.NETWERK, Hoofddoel.PARTICIPATIE, "Ik heb twee vrienden met wie ik buiten school afspreek."),
    (Leefdomein.GEZONDHEID_GEESTELIJK, Hoofddoel.ZELFREDZAAMHEID, "Ik slaap goed en pieker minder."),
)
_WMO = (
    (
        Leefdomein.DAGELIJKS_LEVEN,
        Hoofddoel.ZELFREDZAAMHEID,
        "Mijn huis is schoon en ik houd dat zelf bij waar het kan.",
    ),
    (Leefdomein.FINANCIEN, Hoofddoel.ZELFREDZAAMHEID, "Ik open mijn post en betaal mijn rekeningen op tijd."),
    (Leefdomein.MEEDOEN, Hoofddoel.PARTICIPATIE, "Ik doe elke week mee aan een activiteit in de buurt."),
    (
        Leefdomein.DAGBESTEDING,
        Hoofddoel.PARTICIPATIE,
        "Ik heb een vaste plek waar ik drie dagen in de week ben.",
    ),
)

#: The same goals when the help keeps what is there.
_BEHOUD = {
    "Thuis is er minder ruzie en is duidelijk wat mag en niet mag.": "Thuis blijft het rustig.",
    "Ik durf hulp te vragen als iets niet lukt.": "Ik blijf hulp vragen als iets niet lukt.",
    "Ik ga weer elke dag naar school.": "Ik blijf elke dag naar school gaan.",
    "Ik heb twee vrienden met wie ik buiten school afspreek.": "Ik blijf mijn vrienden elke week zien.",
    "Ik slaap goed en pieker minder.": "Ik blijf goed slapen.",
    "Mijn huis is schoon en ik houd dat zelf bij waar het kan.": "Mijn huis blijft schoon.",
    "Ik open mijn post en betaal mijn rekeningen op tijd.": "Mijn rekeningen blijven op tijd betaald.",
    "Ik doe elke week mee aan een activiteit in de buurt.": "Ik blijf elke week onder de mensen.",
    "Ik heb een vaste plek waar ik drie dagen in de week ben.": "Ik houd mijn vaste plek.",
}


def get_doeltekst(tekst: str, *, behoud: bool) -> str:
    """The words of a goal, as something to keep when `behoud`."""
    return _BEHOUD.get(tekst, tekst) if behoud else tekst


@dataclass(frozen=True)
class Doel:
    """One goal. `toewijzing`: place in the caseload; `leefdomein`, `hoofddoel`: words of the closed lists;
    `t1`, `t2`: goal attainment -2 to 2, None when not measured."""

    toewijzing: int
    leefdomein: str
    hoofddoel: str
    tekst: str
    gewicht: int
    t1: int | None
    t2: int | None


def create_doelen(
    *, zaad: int, toewijzingen: Sequence[Toewijzing], gestopt: frozenset[int]
) -> tuple[Doel, ...]:
    """One to four different goals per allocation; T2 only where support has ended (`gestopt`)."""
    rng = create_rng(zaad, "doelen")
    uit = []
    for toewijzing in toewijzingen:
        keuzes = _JEUGD if toewijzing.wet == "jw" else _WMO
        aantal = 1 + int(rng.choice(len(DOELEN), p=DOELEN))
        t1, t2 = rng.random() < DEKKING_T1, toewijzing.nummer in gestopt and rng.random() < DEKKING_T2
        for plek in rng.permutation(len(keuzes))[:aantal]:
            leefdomein, hoofddoel, tekst = keuzes[int(plek)]
            gewicht = 1 + int(rng.choice(len(GEWICHTEN), p=GEWICHTEN))
            begin, eind = int(rng.integers(-2, 0)), int(rng.choice(len(SCORES), p=np.array(SCORES))) - 2
            uit.append(
                Doel(
                    toewijzing.nummer,
                    leefdomein.value,
                    hoofddoel.value,
                    tekst,
                    gewicht,
                    begin if t1 else None,
                    eind if t2 else None,
                )
            )
    return tuple(uit)
