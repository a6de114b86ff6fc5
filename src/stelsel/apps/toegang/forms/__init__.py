"""What is typed in access, by subject."""

from .keuzes import CENTEN, GEEN_PROFIEL, AanbiederForm, OmvangForm, ProfielForm
from .personen import BsnForm, ClientForm
from .vragen import (
    SCORE_KEUZES,
    BesluitForm,
    DoelForm,
    LeefdomeinenForm,
    NieuweVraagForm,
    ToewijzingForm,
    VraagForm,
)

__all__ = [
    "CENTEN",
    "GEEN_PROFIEL",
    "SCORE_KEUZES",
    "AanbiederForm",
    "BesluitForm",
    "BsnForm",
    "ClientForm",
    "DoelForm",
    "LeefdomeinenForm",
    "NieuweVraagForm",
    "OmvangForm",
    "ProfielForm",
    "ToewijzingForm",
    "VraagForm",
]
