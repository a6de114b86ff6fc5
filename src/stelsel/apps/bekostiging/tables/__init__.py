"""The tables of bekostiging."""

from .budget import BudgetLijst
from .kostprijs import Cijfertabel, KostprijsLijst, create_tabellen
from .modelaanbieders import get_oordeel
from .modelvergelijking import create_bewaarde_tabel, create_vergelijktabellen, create_verschiltabel
from .tarievenboek import TarievenboekLijst, create_boektabellen, create_boekverschil, create_sjabloon
from .vergelijkingen import VergelijkingLijst

__all__ = [
    "BudgetLijst",
    "Cijfertabel",
    "KostprijsLijst",
    "TarievenboekLijst",
    "VergelijkingLijst",
    "create_bewaarde_tabel",
    "create_boektabellen",
    "create_boekverschil",
    "create_sjabloon",
    "create_tabellen",
    "create_vergelijktabellen",
    "create_verschiltabel",
    "get_oordeel",
]
