"""What the first gemeente plans for next year: a begroting for each law, a ceiling for this year, and amounts
to agree with aanbieders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from stelsel.apps.accounts.models import User
from stelsel.apps.basis.models import Gemeente
from stelsel.apps.bekostiging.actions.begroting import (
    approve_begroting,
    create_begrotingsregel,
    register_begroting,
)
from stelsel.apps.bekostiging.actions.budgetafspraak import register_budgetafspraak
from stelsel.apps.bekostiging.actions.plafond import Plafondwens, register_plafond
from stelsel.apps.bekostiging.models import Budget, Plafond
from stelsel.apps.bekostiging.queries.begroting import Begrotingskeuze
from stelsel.apps.bekostiging.queries.budgetafspraak import Afspraakvraag
from stelsel.domein.bekostiging.begroting import Methode
from stelsel.domein.toegang.begrippen import Wet

#: Cents for one extra member of the local team.
EXTRA_INZET = 95_000_00
#: Percents.
SIGNAAL_PROCENT, PRIJSSTIJGING = 85, Fraction(3)


def create_begrotingen(users: Mapping[str, User], *, gemeente: Gemeente, today: date, now: datetime) -> None:
    """One for the Wmo, approved, and a concept for youth, with an expense that the history does not know."""
    een, twee = users["controller"], users["controller2"]
    for wet, methode in ((Wet.WMO, Methode.TREND), (Wet.JEUGDWET, Methode.GEMIDDELDE)):
        keuze = Begrotingskeuze(gemeente, wet.value, today.year + 1, methode)
        begroting = register_begroting(keuze, toelichting="Voor de kadernota.", by=een, today=today, now=now)
        if wet is Wet.WMO:
            approve_begroting(begroting, by=twee, now=now)
        else:
            create_begrotingsregel(
                begroting,
                naam="Extra medewerker lokaal team",
                bedrag=EXTRA_INZET,
                reden="Besluit van het college: meer lichte hulp zonder beschikking.",
                by=een,
                now=now,
            )
    vraag = Afspraakvraag(gemeente, Wet.WMO.value, today.year + 1, PRIJSSTIJGING, groei=Fraction(0))
    register_budgetafspraak(vraag, by=een, today=today, now=now)


def create_plafond(users: Mapping[str, User], *, gemeente: Gemeente, today: date, now: datetime) -> None:
    """A signal when help for youth comes near the budget of this year; it stops nothing."""
    budget = Budget.objects.filter(gemeente=gemeente, wet=Wet.JEUGDWET.value, jaar=today.year).first()
    if budget is None:
        return
    wens = Plafondwens(
        soort=Plafond.Soort.GEMEENTE,
        actie=Plafond.Actie.SIGNAAL,
        wet=Wet.JEUGDWET.value,
        jaar=today.year,
        bedrag=budget.bedrag,
        signaal_procent=SIGNAAL_PROCENT,
        vandatum=date(today.year, 1, 1),
        reden="De raad wil weten wanneer het budget bijna op is.",
        gemeente=gemeente,
    )
    register_plafond(wens, by=users["controller"], now=now)
