"""The tables of bekostiging."""

from .bekostigingskeuze import BekostigingskeuzeLijst
from .budget import BudgetLijst
from .kostprijs import Cijfertabel, KostprijsLijst, create_tabellen
from .kostprijsonderzoek import (
    KostprijsonderzoekLijst,
    create_deelnemertabel,
    create_methodetabel,
    create_opgavetabel,
    create_responstabel,
    create_uitkomsttabellen,
    create_uitschietertabel,
)
from .modelaanbieders import get_oordeel
from .modelvergelijking import (
    create_bewaarde_tabel,
    create_uitgavetabel,
    create_vergelijktabellen,
    create_verschiltabel,
)
from .opgavesjabloon import write_sjabloon
from .tarievenboek import TarievenboekLijst, create_boektabellen, create_boekverschil, create_sjabloon
from .vergelijkingen import VergelijkingLijst

__all__ = [
    "BekostigingskeuzeLijst",
    "BudgetLijst",
    "Cijfertabel",
    "KostprijsLijst",
    "KostprijsonderzoekLijst",
    "TarievenboekLijst",
    "VergelijkingLijst",
    "create_bewaarde_tabel",
    "create_boektabellen",
    "create_boekverschil",
    "create_deelnemertabel",
    "create_methodetabel",
    "create_opgavetabel",
    "create_responstabel",
    "create_sjabloon",
    "create_tabellen",
    "create_uitgavetabel",
    "create_uitkomsttabellen",
    "create_uitschietertabel",
    "create_vergelijktabellen",
    "create_verschiltabel",
    "get_oordeel",
    "write_sjabloon",
]
