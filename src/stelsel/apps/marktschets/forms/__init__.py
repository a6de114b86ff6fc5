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
from .segmenten import BesluitLijstForm, LijstForm, OpgaveForm, SegmentFormset, create_lijst, list_begin

__all__ = [
    "BereikForm",
    "BesluitLijstForm",
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
    "LijstForm",
    "MomentopnameForm",
    "NulmetingForm",
    "OmrekenForm",
    "OpgaveForm",
    "OvernameForm",
    "ReferentieForm",
    "RegelForm",
    "SchaalForm",
    "SegmentFormset",
    "VerwachtForm",
    "VraagForm",
    "VrijToegankelijkForm",
    "create_begin",
    "create_lijst",
    "list_begin",
]
