"""Pages on what is paid, and for what."""

from .budget import BudgettenView
from .kostprijs import KostprijsView, KostprijzenView, NieuweKostprijsView
from .vergelijking import VergelijkenView, VergelijkingenView, VergelijkingView

__all__ = [
    "BudgettenView",
    "KostprijsView",
    "KostprijzenView",
    "NieuweKostprijsView",
    "VergelijkenView",
    "VergelijkingView",
    "VergelijkingenView",
]
