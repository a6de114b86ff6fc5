"""Pages on what is paid, and for what."""

from .budget import BudgettenView

__all__ = ["BudgettenView"]
