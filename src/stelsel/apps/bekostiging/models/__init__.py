"""What bekostiging stores: budgets, cost prices, books of tarieven, saved comparisons of models."""

from .budget import Budget, BudgetQuerySet
from .kostprijs import Kostprijsberekening, KostprijsberekeningQuerySet
from .tarievenboek import Boektarief, Tarievenboek, TarievenboekQuerySet
from .vergelijking import Vergelijking, VergelijkingQuerySet

__all__ = [
    "Boektarief",
    "Budget",
    "BudgetQuerySet",
    "Kostprijsberekening",
    "KostprijsberekeningQuerySet",
    "Tarievenboek",
    "TarievenboekQuerySet",
    "Vergelijking",
    "VergelijkingQuerySet",
]
