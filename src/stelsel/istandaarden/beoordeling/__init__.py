"""The adjudication of a 323: all its lines against allocations, contract and earlier claims at once."""

from stelsel.istandaarden.beoordeling.beoordeling import (
    CONTRACT_SCHEMA,
    EERDER_SCHEMA,
    GEBRUIKT_SCHEMA,
    TOEWIJZING_SCHEMA,
    Achtergrond,
    check_kop,
    check_prestaties,
    list_porties,
)
from stelsel.istandaarden.beoordeling.retourcodes import get_retourcode, get_retourcodes

__all__ = [
    "CONTRACT_SCHEMA",
    "EERDER_SCHEMA",
    "GEBRUIKT_SCHEMA",
    "TOEWIJZING_SCHEMA",
    "Achtergrond",
    "check_kop",
    "check_prestaties",
    "get_retourcode",
    "get_retourcodes",
    "list_porties",
]
