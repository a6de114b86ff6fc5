"""The forms of marktschets."""

from .bestand import BestandForm
from .document import BereikForm
from .indeling import RegelForm, VraagForm, VrijToegankelijkForm, create_begin
from .inlezen import InleesForm, IntrekForm, KoppelForm, MomentopnameForm, OmrekenForm, OvernameForm
from .referentie import ReferentieForm

__all__ = [
    "BereikForm",
    "BestandForm",
    "InleesForm",
    "IntrekForm",
    "KoppelForm",
    "MomentopnameForm",
    "OmrekenForm",
    "OvernameForm",
    "ReferentieForm",
    "RegelForm",
    "VraagForm",
    "VrijToegankelijkForm",
    "create_begin",
]
