"""Reading claims: what a judgement needs, and what the pages show."""

from .achtergrond import Dossier, get_dossier, get_laatste_periode, is_nummer_gebruikt
from .kolommen import list_als_tabel

__all__ = ["Dossier", "get_dossier", "get_laatste_periode", "is_nummer_gebruikt", "list_als_tabel"]
