"""What is typed in access, by subject."""

from .doelen import DoelForm, RichtingForm, VerwachtingForm
from .invulling import FasenForm, InvullingForm
from .keuzes import CENTEN, GEEN_PROFIEL, AanbiederForm, OmvangForm, ProfielForm
from .personen import BsnForm, ClientForm
from .verzoeken import AFSPREKEN, AFWIJZEN, HONOREREN, AanvraagForm
from .vragen import (
    SCORE_KEUZES,
    BesluitForm,
    LeefdomeinenForm,
    NieuweVraagForm,
    VraagForm,
)
from .wijziging import WijzigForm

__all__ = [
    "AFSPREKEN",
    "AFWIJZEN",
    "CENTEN",
    "GEEN_PROFIEL",
    "HONOREREN",
    "SCORE_KEUZES",
    "AanbiederForm",
    "AanvraagForm",
    "BesluitForm",
    "BsnForm",
    "ClientForm",
    "DoelForm",
    "FasenForm",
    "InvullingForm",
    "LeefdomeinenForm",
    "NieuweVraagForm",
    "OmvangForm",
    "ProfielForm",
    "RichtingForm",
    "VerwachtingForm",
    "VraagForm",
    "WijzigForm",
]
