"""The tables of bekostiging."""

from .budget import BudgetLijst
from .kostprijs import Cijfertabel, KostprijsLijst, create_tabellen

__all__ = ["BudgetLijst", "Cijfertabel", "KostprijsLijst", "create_tabellen"]
