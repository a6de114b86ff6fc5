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

__all__ = [
    "Kostprijsbeeld",
    "Verschil",
    "compare_versies",
    "compute_beeld",
    "create_uitkomst",
    "get_beeld",
    "list_budgetten",
    "list_kostprijzen",
]
