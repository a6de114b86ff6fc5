"""Reading claims: what a judgement needs, and what the pages show."""

from .achtergrond import Dossier, get_dossier, get_laatste_periode, is_nummer_gebruikt

__all__ = ["Dossier", "get_dossier", "get_laatste_periode", "is_nummer_gebruikt"]
