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
from .plekken import Plekkenbeeld, get_bezetting, get_plekkenbeeld
from .trends import Profieltrends, get_profieltrends
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
    "Plekkenbeeld",
    "Profieltrends",
    "compare_catalogusversies",
    "compute_simulatie",
    "get_bezetting",
    "get_cel",
    "get_gegevensbeeld",
    "get_geldige_catalogus",
    "get_geldige_versie",
    "get_omzettingbeeld",
    "get_ontwerpbeeld",
    "get_plekkenbeeld",
    "get_profiel",
    "get_profieltrends",
    "list_cataloguspunten",
    "list_catalogusversies",
    "list_gevonden_profielen",
    "list_producten",
    "list_profielen",
    "list_versies",
]
