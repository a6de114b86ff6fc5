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
    list_bronnen,
)

__all__ = [
    "DOMEIN_NAAM",
    "Beeld",
    "Diepbeeld",
    "Groep",
    "Keuze",
    "Marktbeeld",
    "get_diepbeeld",
    "get_marktbeeld",
    "list_bronnen",
]
