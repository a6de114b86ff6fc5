"""What bekostiging stores: budgets, and saved calculations of a cost price."""

from .budget import Budget, BudgetQuerySet
from .kostprijs import Kostprijsberekening, KostprijsberekeningQuerySet

__all__ = ["Budget", "BudgetQuerySet", "Kostprijsberekening", "KostprijsberekeningQuerySet"]
