"""Everything that changes marktschets."""

from .indeling import register_indelingsversie, register_vrij_toegankelijk
from .referentie import register_referentie

__all__ = ["register_indelingsversie", "register_referentie", "register_vrij_toegankelijk"]
