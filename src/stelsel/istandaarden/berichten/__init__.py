"""The messages of iWmo and iJw: one declarative definition per message."""

from stelsel.istandaarden.berichten.definitie import (
    Bericht,
    Berichtdefinitie,
    Datatype,
    Element,
    Klasse,
    Waarden,
)
from stelsel.istandaarden.berichten.register import (
    DECLARATIE_SOORTEN,
    FAMILIES,
    HEEN_SOORTEN,
    SOORTEN,
    get_definitie,
    get_definitie_by_namespace,
    list_definities,
)

__all__ = [
    "DECLARATIE_SOORTEN",
    "FAMILIES",
    "HEEN_SOORTEN",
    "SOORTEN",
    "Bericht",
    "Berichtdefinitie",
    "Datatype",
    "Element",
    "Klasse",
    "Waarden",
    "get_definitie",
    "get_definitie_by_namespace",
    "list_definities",
]
