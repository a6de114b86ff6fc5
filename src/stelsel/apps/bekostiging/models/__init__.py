"""What bekostiging stores: budgets, and saved calculations of a cost price."""

from .budget import Budget, BudgetQuerySet

__all__ = ["Budget", "BudgetQuerySet"]
