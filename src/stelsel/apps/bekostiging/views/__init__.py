"""Pages on what is paid, and for what."""

from .budget import BudgettenView
from .kostprijs import KostprijsView, KostprijzenView, NieuweKostprijsView

__all__ = ["BudgettenView", "KostprijsView", "KostprijzenView", "NieuweKostprijsView"]
