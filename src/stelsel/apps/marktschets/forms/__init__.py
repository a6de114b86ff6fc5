"""The forms of marktschets."""

from .indeling import RegelForm, VraagForm, VrijToegankelijkForm, create_begin

__all__ = ["RegelForm", "VraagForm", "VrijToegankelijkForm", "create_begin"]
