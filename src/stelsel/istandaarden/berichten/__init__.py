"""The messages of iWmo and iJw 3.2: one declarative definition per message."""

from stelsel.istandaarden.berichten.definitie import (
    Bericht,
    Berichtdefinitie,
    Datatype,
    Element,
    Klasse,
    Waarden,
)
from stelsel.istandaarden.berichten.register import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    DECLARATIE_SOORTEN,
    FAMILIES,
    HEEN_SOORTEN,
    SOORTEN,
    get_definitie,
    get_definitie_by_namespace,
    list_definities,
)

__all__ = [
    "BERICHT_SUBVERSIE",
    "BERICHT_VERSIE",
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
