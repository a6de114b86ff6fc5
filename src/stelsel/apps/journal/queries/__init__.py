"""Reading the journal, and checking its chain."""

from .keten import get_laatste_schakel, get_laatste_wortel, get_stand, list_dagwortels
from .logboek import get_laatste_sleutel, list_gebeurtenissen, list_inzages

__all__ = [
    "get_laatste_schakel",
    "get_laatste_sleutel",
    "get_laatste_wortel",
    "get_stand",
    "list_dagwortels",
    "list_gebeurtenissen",
    "list_inzages",
]
