"""What bekostiging stores: budgets, cost prices and surveys, books of tarieven, ways of paying."""

from .bekostigingskeuze import Bekostigingskeuze
from .budget import Budget, BudgetQuerySet
from .kostprijs import Kostprijsberekening, KostprijsberekeningQuerySet
from .kostprijsonderzoek import (
    Kostprijsonderzoek,
    KostprijsonderzoekQuerySet,
    Kostprijsopgave,
    Onderzoeksdeelnemer,
    Onderzoeksuitkomst,
    Zienswijze,
)
from .tarievenboek import Boektarief, Tarievenboek, TarievenboekQuerySet
from .vergelijking import Vergelijking, VergelijkingQuerySet

__all__ = [
    "Bekostigingskeuze",
    "Boektarief",
    "Budget",
    "BudgetQuerySet",
    "Kostprijsberekening",
    "KostprijsberekeningQuerySet",
    "Kostprijsonderzoek",
    "KostprijsonderzoekQuerySet",
    "Kostprijsopgave",
    "Onderzoeksdeelnemer",
    "Onderzoeksuitkomst",
    "Tarievenboek",
    "TarievenboekQuerySet",
    "Vergelijking",
    "VergelijkingQuerySet",
    "Zienswijze",
]
