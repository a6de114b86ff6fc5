"""Tables of profielen."""

from .bescherming import protect_tabel
from .catalogus import ProfielLijst
from .gegevens import create_gegevenstabellen
from .omzetting import create_omzettingtabellen
from .ontwerp import create_tabellen
from .ontwerpuitgave import create_schild, protect_ontwerptabel
from .plekken import create_plektabellen
from .trends import create_trendtabellen, protect_trends
from .versies import CatalogusLijst, create_verschiltabel, create_versietabellen

__all__ = [
    "CatalogusLijst",
    "ProfielLijst",
    "create_gegevenstabellen",
    "create_omzettingtabellen",
    "create_plektabellen",
    "create_schild",
    "create_tabellen",
    "create_trendtabellen",
    "create_verschiltabel",
    "create_versietabellen",
    "protect_ontwerptabel",
    "protect_tabel",
    "protect_trends",
]
