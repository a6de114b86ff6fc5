"""Events, looks, and the chain that shows that they are as they were written."""

from .bron import Bron, list_bronnen, register_bron
from .keten import Dagwortel, Ketencontrole, Ongezegeld, Schakel
from .logboek import Gebeurtenis, Inzage

__all__ = [
    "Bron",
    "Dagwortel",
    "Gebeurtenis",
    "Inzage",
    "Ketencontrole",
    "Ongezegeld",
    "Schakel",
    "list_bronnen",
    "register_bron",
]
