"""Reading claims: what a judgement needs, and what the pages show."""

from .achtergrond import Dossier, get_dossier, get_laatste_periode, is_nummer_gebruikt
from .afkeuringen import list_afkeuringen
from .betaalrun import (
    WEG,
    Rekening,
    add_stand,
    compute_inhoud,
    get_betaalrun,
    get_betaling,
    get_rekening,
    list_betaalbaar,
    list_betaalregels,
    list_betaalruns,
    list_betalingen,
    list_declaranten,
    list_geldige_regels,
    list_rekeningnummers,
    list_verzonden_betalingen,
)
from .controle import Controle, Verschil, check_grootboek
from .gebruik import get_gebruik, list_gebruik_per_maand
from .grootboek import Grootboekbeeld, get_grootboekbeeld, list_boekingen, list_grootboek
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
    "WEG",
    "Controle",
    "Dossier",
    "Grootboekbeeld",
    "Rekening",
    "Verschil",
    "add_stand",
    "check_grootboek",
    "compute_inhoud",
    "compute_totaal",
    "get_betaalrun",
    "get_betaling",
    "get_declaratie",
    "get_dossier",
    "get_gebruik",
    "get_grootboekbeeld",
    "get_laatste_periode",
    "get_rekening",
    "is_nummer_gebruikt",
    "list_afkeuringen",
    "list_als_tabel",
    "list_betaalbaar",
    "list_betaalregels",
    "list_betaalruns",
    "list_betaalvoorstellen",
    "list_betalingen",
    "list_boekingen",
    "list_clientnummers",
    "list_declaranten",
    "list_declaraties",
    "list_gebruik_per_maand",
    "list_geldige_regels",
    "list_gevonden_declaraties",
    "list_grootboek",
    "list_met_afkeuring",
    "list_regels",
    "list_rekeningnummers",
    "list_verzonden_betalingen",
]
