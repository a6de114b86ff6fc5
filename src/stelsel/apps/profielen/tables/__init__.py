"""Tables of profielen."""

from .bescherming import protect_tabel
from .catalogus import ProfielLijst
from .ontwerp import create_tabellen

__all__ = ["ProfielLijst", "create_tabellen", "protect_tabel"]
