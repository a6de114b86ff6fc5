"""New prices for youth of the example region, what the state gives for it, so that the one can be tested
against the other, and advice on how to pay.

The prices are the middle of what the contracts say, a few percents up. The amounts are made up after the
budgets of the last whole year; no circular says them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from statistics import median_low

from stelsel.apps.accounts.models import User
from stelsel.apps.bekostiging.actions import Boekkop, approve_tarievenboek, register_tarievenboek
from stelsel.apps.bekostiging.actions.advies import Adviesvraag, Segmentkeuze, register_segmentadvies
from stelsel.apps.bekostiging.actions.uitkering import register_uitkeringen
from stelsel.apps.bekostiging.models import Budget, Kostprijsberekening
from stelsel.apps.bekostiging.queries.advies import get_feiten
from stelsel.apps.verwerving.models import Contractproduct
from stelsel.domein.bekostiging.advies import get_segmentprofielen
from stelsel.domein.bekostiging.tarievenboek import Regel
from stelsel.domein.toegang.begrippen import Eenheid, Wet
from stelsel.kern.bedrag import rond_breuk_half_omhoog
from stelsel.lake.intake.uitkeringen import Uitkeringsregel

#: Youth products by the hour begin with these; which functie gives the help follows from the price per hour.
AMBULANT = ("45", "54")
FUNCTIES = ((9_000, "MBO"), (11_500, "HBO"))
STIJGING, GROEI = Fraction(106, 100), Fraction(106, 100)
AANDEEL = Decimal("92.5")
PGB = {"instelling": "100", "zelfstandige": "75", "netwerk": "50"}


def create_prijzen(users: Mapping[str, User], *, today: date, now: datetime) -> None:
    """A book of tarieven for youth in prices of last year, approved, and an uitkering per gemeente."""
    boek = register_tarievenboek(
        _list_regels(today),
        kop=Boekkop(
            naam="Ambulante jeugdhulp",
            toelichting="Het midden van de contracten, met de stijging van de lonen.",
            wet=Wet.JEUGDWET.value,
            prijspeil=today.year - 1,
            kostprijs=Kostprijsberekening.objects.filter(wet=Wet.JEUGDWET.value).order_by("-pk").first(),
            pgb=PGB,
        ),
        by=users["analist"],
        now=now,
    )
    approve_tarievenboek(boek, by=users["contractmanager"], now=now)
    register_uitkeringen(_list_uitkeringen(today), by=users["analist"], now=now)
    _create_advies(by=users["analist"], now=now)


def _create_advies(*, by: User, now: datetime) -> None:
    """Which way of paying fits each segment of youth, with the weights to start from."""
    profielen = get_segmentprofielen()
    vraag = Adviesvraag(
        wet=Wet.JEUGDWET.value,
        naam="Jeugd, eerste advies",
        toelichting="Met de gewichten waarmee iedereen begint.",
        gewichten={segment: dict(profiel.gewichten) for segment, profiel in profielen.items()},
        keuzes=dict.fromkeys(profielen, Segmentkeuze(None)),
    )
    register_segmentadvies(vraag, feiten=get_feiten(vraag.wet), by=by, now=now)


def _list_regels(today: date) -> list[Regel]:
    """One line per product by the hour."""
    tarieven = defaultdict(list)
    rijen = Contractproduct.objects.filter(product__wet=Wet.JEUGDWET.value, eenheid=Eenheid.UUR)
    for code, tarief in rijen.values_list("product__code", "tarief"):
        if code.startswith(AMBULANT):
            tarieven[code].append(tarief)
    return [
        Regel(code, prijs, Eenheid.UUR.value, date(today.year, 1, 1), functie=_get_functie(prijs))
        for code, waarden in sorted(tarieven.items())
        for prijs in [rond_breuk_half_omhoog(median_low(waarden) * STIJGING)]
    ]


def _get_functie(prijs: int) -> str:
    return next((functie for grens, functie in FUNCTIES if prijs < grens), "WO")


def _list_uitkeringen(today: date) -> list[Uitkeringsregel]:
    """For this year, after the budget of the last whole year."""
    budgetten = Budget.objects.filter(wet=Wet.JEUGDWET.value, jaar=today.year - 1).select_related("gemeente")
    return [
        Uitkeringsregel(
            gemeente=budget.gemeente_id,
            wet=Wet.JEUGDWET.value,
            jaar=today.year,
            bedrag=round(rond_breuk_half_omhoog(budget.bedrag * GROEI * 100 / Fraction(AANDEEL)), -5),
            aandeel=AANDEEL,
            bron="Voorbeeld, naar het budget van het jaar ervoor",
            brondatum=date(today.year - 1, 9, 15),
        )
        for budget in budgetten
        if budget.gemeente.opvolger_id is None
    ]
