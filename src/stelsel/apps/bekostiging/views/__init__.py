"""Pages on what is paid, and for what."""

from .bekostigingskeuze import BekostigingskeuzesView, NieuweBekostigingskeuzeView
from .budget import BudgettenView
from .kostprijs import KostprijsView, KostprijzenView, NieuweKostprijsView
from .kostprijsonderzoek import KostprijsonderzoekenView, KostprijsonderzoekView, NieuwKostprijsonderzoekView
from .kostprijsopgave import KostprijsopgaveView, ZienswijzenView
from .tarievenboek import IndexeerView, NieuwTarievenboekView, TarievenboekenView, TarievenboekView
from .vergelijking import VergelijkenView, VergelijkingenView, VergelijkingView

__all__ = [
    "BekostigingskeuzesView",
    "BudgettenView",
    "IndexeerView",
    "KostprijsView",
    "KostprijsonderzoekView",
    "KostprijsonderzoekenView",
    "KostprijsopgaveView",
    "KostprijzenView",
    "NieuwKostprijsonderzoekView",
    "NieuwTarievenboekView",
    "NieuweBekostigingskeuzeView",
    "NieuweKostprijsView",
    "TarievenboekView",
    "TarievenboekenView",
    "VergelijkenView",
    "VergelijkingView",
    "VergelijkingenView",
    "ZienswijzenView",
]
