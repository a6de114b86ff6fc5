"""What bekostiging stores: budgets, saved calculations of a cost price, saved comparisons of models."""

from .budget import Budget, BudgetQuerySet
from .kostprijs import Kostprijsberekening, KostprijsberekeningQuerySet
from .vergelijking import Vergelijking, VergelijkingQuerySet

__all__ = [
    "Budget",
    "BudgetQuerySet",
    "Kostprijsberekening",
    "KostprijsberekeningQuerySet",
    "Vergelijking",
    "VergelijkingQuerySet",
]
