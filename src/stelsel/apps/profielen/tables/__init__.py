"""Tables of profielen."""

from .catalogus import ProfielLijst
from .ontwerp import create_tabellen

__all__ = ["ProfielLijst", "create_tabellen"]
