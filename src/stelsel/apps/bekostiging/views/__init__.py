"""Pages on what is paid, and for what."""

from .budget import BudgettenView
from .kostprijs import KostprijsView, KostprijzenView, NieuweKostprijsView
from .tarievenboek import IndexeerView, NieuwTarievenboekView, TarievenboekenView, TarievenboekView
from .vergelijking import VergelijkenView, VergelijkingenView, VergelijkingView

__all__ = [
    "BudgettenView",
    "IndexeerView",
    "KostprijsView",
    "KostprijzenView",
    "NieuwTarievenboekView",
    "NieuweKostprijsView",
    "TarievenboekView",
    "TarievenboekenView",
    "VergelijkenView",
    "VergelijkingView",
    "VergelijkingenView",
]
