"""Tables of profielen."""

from .bescherming import protect_tabel
from .catalogus import ProfielLijst
from .omzetting import create_omzettingtabellen
from .ontwerp import create_tabellen

__all__ = ["ProfielLijst", "create_omzettingtabellen", "create_tabellen", "protect_tabel"]
