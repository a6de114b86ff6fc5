"""Writing the journal. Called inside the transaction of the act itself: no log line, no act."""

from .keten import register_schakels
from .logboek import register_gebeurtenis, register_gebeurtenissen, register_inzage, register_inzages
from .wortel import create_dagwortel, get_wortel, publish_wortel, register_ketencontrole

__all__ = [
    "create_dagwortel",
    "get_wortel",
    "publish_wortel",
    "register_gebeurtenis",
    "register_gebeurtenissen",
    "register_inzage",
    "register_inzages",
    "register_ketencontrole",
    "register_schakels",
]
