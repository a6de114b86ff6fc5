"""The adjudication of a 323: all its lines against allocations, contract and earlier claims at once."""

from stelsel.istandaarden.beoordeling.antwoord import (
    GEEN_OPMERKING,
    VOLLEDIG_TOEGEKEND,
    create_antwoord_325,
    get_retourcode,
    get_retourcodes,
)
from stelsel.istandaarden.beoordeling.beoordeling import (
    CONTRACT_SCHEMA,
    EERDER_SCHEMA,
    GEBRUIKT_SCHEMA,
    TOEWIJZING_SCHEMA,
    Achtergrond,
    check_declaratie,
    check_prestaties,
)

__all__ = [
    "CONTRACT_SCHEMA",
    "EERDER_SCHEMA",
    "GEBRUIKT_SCHEMA",
    "GEEN_OPMERKING",
    "TOEWIJZING_SCHEMA",
    "VOLLEDIG_TOEGEKEND",
    "Achtergrond",
    "check_declaratie",
    "check_prestaties",
    "create_antwoord_325",
    "get_retourcode",
    "get_retourcodes",
]
