"""The forms of marktschets."""

from .indeling import RegelForm, VraagForm, VrijToegankelijkForm, create_begin
from .referentie import ReferentieForm

__all__ = ["ReferentieForm", "RegelForm", "VraagForm", "VrijToegankelijkForm", "create_begin"]
