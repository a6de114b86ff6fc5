"""What bekostiging stores: budgets, cost prices and surveys, books of tarieven, ways of paying."""

from .advies import Bekostigingsadvies, BekostigingsadviesQuerySet
from .begroting import Begroting, BegrotingQuerySet, Begrotingsregel
from .bekostigingskeuze import Bekostigingskeuze
from .budget import Budget, BudgetQuerySet
from .budgetafspraak import Afspraakregel, Budgetafspraak, BudgetafspraakQuerySet
from .kostprijs import Kostprijsberekening, KostprijsberekeningQuerySet
from .kostprijsonderzoek import (
    ONDERZOEKERS,
    Kostprijsonderzoek,
    KostprijsonderzoekQuerySet,
    Kostprijsopgave,
    KostprijsopgaveQuerySet,
    Onderzoeksdeelnemer,
    Onderzoeksuitkomst,
    Zienswijze,
    ZienswijzeQuerySet,
    is_onderzoeker,
)
from .plafond import Ontheffing, OntheffingQuerySet, Plafond, PlafondQuerySet
from .tarievenboek import Boektarief, Tarievenboek, TarievenboekQuerySet
from .uitkering import Uitkering, UitkeringQuerySet
from .vergelijking import Vergelijking, VergelijkingQuerySet

__all__ = [
    "ONDERZOEKERS",
    "Afspraakregel",
    "Begroting",
    "BegrotingQuerySet",
    "Begrotingsregel",
    "Bekostigingsadvies",
    "BekostigingsadviesQuerySet",
    "Bekostigingskeuze",
    "Boektarief",
    "Budget",
    "BudgetQuerySet",
    "Budgetafspraak",
    "BudgetafspraakQuerySet",
    "Kostprijsberekening",
    "KostprijsberekeningQuerySet",
    "Kostprijsonderzoek",
    "KostprijsonderzoekQuerySet",
    "Kostprijsopgave",
    "KostprijsopgaveQuerySet",
    "Onderzoeksdeelnemer",
    "Onderzoeksuitkomst",
    "Ontheffing",
    "OntheffingQuerySet",
    "Plafond",
    "PlafondQuerySet",
    "Tarievenboek",
    "TarievenboekQuerySet",
    "Uitkering",
    "UitkeringQuerySet",
    "Vergelijking",
    "VergelijkingQuerySet",
    "Zienswijze",
    "ZienswijzeQuerySet",
    "is_onderzoeker",
]
