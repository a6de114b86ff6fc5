"""Everything that reads bekostiging."""

from .budget import list_budgetten
from .kostprijs import (
    Kostprijsbeeld,
    Verschil,
    compare_versies,
    compute_beeld,
    create_uitkomst,
    get_beeld,
    list_kostprijzen,
)
from .vergelijking import (
    Keuze,
    Vergelijkbeeld,
    create_modeluitkomst,
    get_gewichten,
    get_keuze,
    get_standaardjaar,
    get_vergelijkbeeld,
    list_vergelijkingen,
    list_vergelijkjaren,
)

__all__ = [
    "Keuze",
    "Kostprijsbeeld",
    "Vergelijkbeeld",
    "Verschil",
    "compare_versies",
    "compute_beeld",
    "create_modeluitkomst",
    "create_uitkomst",
    "get_beeld",
    "get_gewichten",
    "get_keuze",
    "get_standaardjaar",
    "get_vergelijkbeeld",
    "list_budgetten",
    "list_kostprijzen",
    "list_vergelijkingen",
    "list_vergelijkjaren",
]
