"""The lists of declaraties."""

from .claims import DeclaratieLijst, HerkomstLijst, RegelLijst
from .eigenbijdrage import BijdrageLijst, BijdragemeldingLijst, BijdrageregelLijst
from .geld import (
    REKENING_STAND,
    BetaalregelLijst,
    BetaalrunLijst,
    BetaalvoorstelLijst,
    BetalingLijst,
    BoekhoudexportLijst,
    GrootboekLijst,
    RekeningnummerLijst,
)
from .verantwoording import VerantwoordingLijst, get_stand

__all__ = [
    "REKENING_STAND",
    "BetaalregelLijst",
    "BetaalrunLijst",
    "BetaalvoorstelLijst",
    "BetalingLijst",
    "BijdrageLijst",
    "BijdragemeldingLijst",
    "BijdrageregelLijst",
    "BoekhoudexportLijst",
    "DeclaratieLijst",
    "GrootboekLijst",
    "HerkomstLijst",
    "RegelLijst",
    "RekeningnummerLijst",
    "VerantwoordingLijst",
    "get_stand",
]
