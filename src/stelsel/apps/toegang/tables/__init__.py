"""The lists of access, by subject."""

from .gezin import (
    AanvullingLijst,
    ContactpersoonLijst,
    GezinsplanLijst,
    HerijkingLijst,
    UitzonderingLijst,
    create_planregels,
    create_tijdbalk,
)
from .lijsten import (
    AanvraagLijst,
    ClientLijst,
    InzageLijst,
    TaakleveringLijst,
    ToewijzingLijst,
    VraagLijst,
)

__all__ = [
    "AanvraagLijst",
    "AanvullingLijst",
    "ClientLijst",
    "ContactpersoonLijst",
    "GezinsplanLijst",
    "HerijkingLijst",
    "InzageLijst",
    "TaakleveringLijst",
    "ToewijzingLijst",
    "UitzonderingLijst",
    "VraagLijst",
    "create_planregels",
    "create_tijdbalk",
]
