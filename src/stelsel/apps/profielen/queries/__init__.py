"""Reading of profielen: the catalogue, and the design of a set of profiles from the lake."""

from .catalogus import (
    get_profiel,
    list_gevonden_profielen,
    list_producten,
    list_profielen,
    list_versies,
)
from .ontwerp import Ontwerpbeeld, Ontwerpkeuze, compute_simulatie, get_ontwerpbeeld

__all__ = [
    "Ontwerpbeeld",
    "Ontwerpkeuze",
    "compute_simulatie",
    "get_ontwerpbeeld",
    "get_profiel",
    "list_gevonden_profielen",
    "list_producten",
    "list_profielen",
    "list_versies",
]
