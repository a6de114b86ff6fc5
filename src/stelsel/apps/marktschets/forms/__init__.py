"""The forms of marktschets."""

from .bestand import BestandForm
from .document import BereikForm
from .gebieden import (
    CohortForm,
    EindeForm,
    FunctieproductForm,
    GebiedForm,
    LidmaatschapForm,
    NulmetingForm,
    SchaalForm,
)
from .indeling import RegelForm, VraagForm, VrijToegankelijkForm, create_begin
from .inlezen import InleesForm, IntrekForm, KoppelForm, MomentopnameForm, OmrekenForm, OvernameForm
from .kenmerken import KenmerkenForm, VerwachtForm
from .referentie import ReferentieForm

__all__ = [
    "BereikForm",
    "BestandForm",
    "CohortForm",
    "EindeForm",
    "FunctieproductForm",
    "GebiedForm",
    "InleesForm",
    "IntrekForm",
    "KenmerkenForm",
    "KoppelForm",
    "LidmaatschapForm",
    "MomentopnameForm",
    "NulmetingForm",
    "OmrekenForm",
    "OvernameForm",
    "ReferentieForm",
    "RegelForm",
    "SchaalForm",
    "VerwachtForm",
    "VraagForm",
    "VrijToegankelijkForm",
    "create_begin",
]
