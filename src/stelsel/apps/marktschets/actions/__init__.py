"""Everything that changes marktschets."""

from .indeling import register_indelingsversie, register_vrij_toegankelijk

__all__ = ["register_indelingsversie", "register_vrij_toegankelijk"]
