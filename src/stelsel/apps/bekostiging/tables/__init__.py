"""The tables of bekostiging."""

from .budget import BudgetLijst

__all__ = ["BudgetLijst"]
