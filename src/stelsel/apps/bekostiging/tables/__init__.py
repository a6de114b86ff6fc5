"""The tables of bekostiging."""

from .budget import BudgetLijst
from .kostprijs import Cijfertabel, KostprijsLijst, create_tabellen
from .modelaanbieders import get_oordeel
from .modelvergelijking import create_bewaarde_tabel, create_vergelijktabellen, create_verschiltabel
from .vergelijkingen import VergelijkingLijst

__all__ = [
    "BudgetLijst",
    "Cijfertabel",
    "KostprijsLijst",
    "VergelijkingLijst",
    "create_bewaarde_tabel",
    "create_tabellen",
    "create_vergelijktabellen",
    "create_verschiltabel",
    "get_oordeel",
]
