"""The adjudication of a 323: all its lines against allocations, contract and earlier claims at once."""

from stelsel.istandaarden.beoordeling.beoordeling import (
    CONTRACT_SCHEMA,
    EERDER_SCHEMA,
    GEBRUIKT_SCHEMA,
    TOEWIJZING_SCHEMA,
    Achtergrond,
    check_declaratie,
    check_prestaties,
    get_retourcodes,
)

__all__ = [
    "CONTRACT_SCHEMA",
    "EERDER_SCHEMA",
    "GEBRUIKT_SCHEMA",
    "TOEWIJZING_SCHEMA",
    "Achtergrond",
    "check_declaratie",
    "check_prestaties",
    "get_retourcodes",
]
