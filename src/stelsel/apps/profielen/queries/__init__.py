"""Reading of profielen: the catalogue, and the design of a set of profiles from the lake."""

from .catalogus import (
    get_cel,
    get_profiel,
    list_gevonden_profielen,
    list_producten,
    list_profielen,
    list_versies,
)
from .gegevens import Gegevensbeeld, get_gegevensbeeld
from .omzetting import Omzettingbeeld, get_omzettingbeeld
from .ontwerp import Ontwerpbeeld, Ontwerpkeuze, compute_simulatie, get_ontwerpbeeld
from .versies import (
    compare_catalogusversies,
    get_geldige_catalogus,
    get_geldige_versie,
    list_cataloguspunten,
    list_catalogusversies,
)

__all__ = [
    "Gegevensbeeld",
    "Omzettingbeeld",
    "Ontwerpbeeld",
    "Ontwerpkeuze",
    "compare_catalogusversies",
    "compute_simulatie",
    "get_cel",
    "get_gegevensbeeld",
    "get_geldige_catalogus",
    "get_geldige_versie",
    "get_omzettingbeeld",
    "get_ontwerpbeeld",
    "get_profiel",
    "list_cataloguspunten",
    "list_catalogusversies",
    "list_gevonden_profielen",
    "list_producten",
    "list_profielen",
    "list_versies",
]
