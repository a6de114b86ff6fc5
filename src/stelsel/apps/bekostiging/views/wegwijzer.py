"""The ways on from the first page of bekostiging."""

from __future__ import annotations

from stelsel.apps.web.render.wegwijzer import Weg

from ..permissions import (
    BEGROTERS,
    BEGROTINGLEZERS,
    KOSTPRIJSMAKERS,
    ONDERZOEKLEZERS,
    PLAFONDLEZERS,
    TARIEFMAKERS,
    VERGELIJKERS,
)

WEGWIJZER = (
    ("Prijzen", (
        Weg("Kostprijzen", "bekostiging:kostprijzen", KOSTPRIJSMAKERS),
        Weg("Kostprijsonderzoeken", "bekostiging:kostprijsonderzoeken", ONDERZOEKLEZERS),
        Weg("Tarievenboeken", "bekostiging:tarievenboeken", TARIEFMAKERS),
        Weg("Toets nieuwe prijzen", "bekostiging:budgettoets", BEGROTERS),
    )),
    ("Manier van betalen", (
        Weg("Vergelijk manieren van betalen", "bekostiging:vergelijken", VERGELIJKERS, regio=True),
        Weg("Bewaarde vergelijkingen", "bekostiging:vergelijkingen", VERGELIJKERS, regio=True),
        Weg("Adviezen", "bekostiging:adviezen", BEGROTINGLEZERS),
        Weg("De keuze per product of profiel", "bekostiging:bekostigingskeuzes", TARIEFMAKERS),
    )),
    ("Begroten", (
        Weg("Begrotingen", "bekostiging:begrotingen", BEGROTINGLEZERS),
        Weg("Het lopende jaar", "bekostiging:exploitatie", BEGROTINGLEZERS),
        Weg("Meer jaren naast elkaar", "bekostiging:evenwicht", BEGROTINGLEZERS),
        Weg("Integratie-uitkeringen", "bekostiging:uitkeringen", BEGROTINGLEZERS),
    )),
    ("Afspreken en begrenzen", (
        Weg("Budgetafspraken", "bekostiging:budgetafspraken", BEGROTERS),
        Weg("Plafonds", "bekostiging:plafonds", PLAFONDLEZERS),
    )),
)  # fmt: skip
