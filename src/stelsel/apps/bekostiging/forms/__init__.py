"""What is filled in for bekostiging."""

from .bekostigingskeuze import BekostigingskeuzeForm
from .kostprijs import BestandForm, VeldenForm, create_begin
from .kostprijsonderzoek import (
    AntwoordForm,
    BesluitForm,
    OnderzoekForm,
    OnderzoeksprijsForm,
    OpgaveForm,
    UitkomstForm,
    ZienswijzeForm,
)
from .tarievenboek import PGB_KLASSEN, BoekForm, IndexeerForm
from .vergelijking import BewaarForm, KeuzeForm

__all__ = [
    "PGB_KLASSEN",
    "AntwoordForm",
    "BekostigingskeuzeForm",
    "BesluitForm",
    "BestandForm",
    "BewaarForm",
    "BoekForm",
    "IndexeerForm",
    "KeuzeForm",
    "OnderzoekForm",
    "OnderzoeksprijsForm",
    "OpgaveForm",
    "UitkomstForm",
    "VeldenForm",
    "ZienswijzeForm",
    "create_begin",
]
