"""The market picture as one reproducible document."""

from .cijfers import Bron, Documentcijfers, Keuze, compute_documentcijfers
from .document import (
    Document,
    TeWeinigClienten,
    Versies,
    create_document,
    list_kerncijfers,
    list_regelversies,
)
from .hulp import render_band, render_soort
from .onderdeel import Onderdeel, als_woord

__all__ = [
    "Bron",
    "Document",
    "Documentcijfers",
    "Keuze",
    "Onderdeel",
    "TeWeinigClienten",
    "Versies",
    "als_woord",
    "compute_documentcijfers",
    "create_document",
    "list_kerncijfers",
    "list_regelversies",
    "render_band",
    "render_soort",
]
