"""What is typed in access, by subject."""

from .keuzes import CENTEN, GEEN_PROFIEL, AanbiederForm, OmvangForm, ProfielForm
from .personen import BsnForm, ClientForm
from .verzoeken import AFSPREKEN, AFWIJZEN, HONOREREN, AanvraagForm
from .vragen import (
    SCORE_KEUZES,
    BesluitForm,
    DoelForm,
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
    "LeefdomeinenForm",
    "NieuweVraagForm",
    "OmvangForm",
    "ProfielForm",
    "VraagForm",
    "WijzigForm",
]
