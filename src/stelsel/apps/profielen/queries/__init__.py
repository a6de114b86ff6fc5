"""Reading of profielen: the catalogue, and the design of a set of profiles from the lake."""

from .catalogus import (
    get_profiel,
    list_gevonden_profielen,
    list_producten,
    list_profielen,
    list_versies,
)
from .omzetting import Omzettingbeeld, get_omzettingbeeld
from .ontwerp import Ontwerpbeeld, Ontwerpkeuze, compute_simulatie, get_ontwerpbeeld

__all__ = [
    "Omzettingbeeld",
    "Ontwerpbeeld",
    "Ontwerpkeuze",
    "compute_simulatie",
    "get_omzettingbeeld",
    "get_ontwerpbeeld",
    "get_profiel",
    "list_gevonden_profielen",
    "list_producten",
    "list_profielen",
    "list_versies",
]
