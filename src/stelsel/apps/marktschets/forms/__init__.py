"""The forms of marktschets."""

from .bestand import BestandForm
from .indeling import RegelForm, VraagForm, VrijToegankelijkForm, create_begin
from .referentie import ReferentieForm

__all__ = ["BestandForm", "ReferentieForm", "RegelForm", "VraagForm", "VrijToegankelijkForm", "create_begin"]
