"""Reading claims: what a judgement needs, and what the pages show."""

from .achtergrond import Dossier, get_dossier, get_laatste_periode, is_nummer_gebruikt
from .afkeuringen import list_afkeuringen
from .gebruik import get_gebruik
from .kolommen import list_als_tabel
from .lijsten import (
    compute_totaal,
    get_declaratie,
    list_betaalvoorstellen,
    list_clientnummers,
    list_declaraties,
    list_gevonden_declaraties,
    list_met_afkeuring,
    list_regels,
)

__all__ = [
    "Dossier",
    "compute_totaal",
    "get_declaratie",
    "get_dossier",
    "get_gebruik",
    "get_laatste_periode",
    "is_nummer_gebruikt",
    "list_afkeuringen",
    "list_als_tabel",
    "list_betaalvoorstellen",
    "list_clientnummers",
    "list_declaraties",
    "list_gevonden_declaraties",
    "list_met_afkeuring",
    "list_regels",
]
