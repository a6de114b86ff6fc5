"""Everything that reads for marktschets: the lake, and what the region entered itself."""

from .beeld import (
    DOMEIN_NAAM,
    Beeld,
    Diepbeeld,
    Groep,
    Keuze,
    Marktbeeld,
    get_diepbeeld,
    get_marktbeeld,
    get_voortgang,
)
from .benchmark import Benchmark, get_benchmark, list_referentiebestanden, parse_referentie
from .bestand import Bestandsbeeld, check_bestand
from .gegevens import Bronpost, Gegevens, get_gegevens, get_gegevensvoortgang
from .indeling import (
    Indelingsbeeld,
    Versie,
    Vraag,
    get_indelingsbeeld,
    get_versie,
    list_versies,
    list_vrij_toegankelijk,
)
from .meer import list_bronnen

__all__ = [
    "DOMEIN_NAAM",
    "Beeld",
    "Benchmark",
    "Bestandsbeeld",
    "Bronpost",
    "Diepbeeld",
    "Gegevens",
    "Groep",
    "Indelingsbeeld",
    "Keuze",
    "Marktbeeld",
    "Versie",
    "Vraag",
    "check_bestand",
    "get_benchmark",
    "get_diepbeeld",
    "get_gegevens",
    "get_gegevensvoortgang",
    "get_indelingsbeeld",
    "get_marktbeeld",
    "get_versie",
    "get_voortgang",
    "list_bronnen",
    "list_referentiebestanden",
    "list_versies",
    "list_vrij_toegankelijk",
    "parse_referentie",
]
