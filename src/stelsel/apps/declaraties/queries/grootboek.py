"""The ledger as the controller sees it: balances per aanbieder, law and month, and whether they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, QuerySet, Sum

from stelsel.domein.declaraties.grootboek import VELDEN, Mutatie, list_verschillen

from ..models import Boeking, Declaratie

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_SOMMEN = {f"som_{veld}": Sum(veld) for veld in VELDEN}


@dataclass(frozen=True)
class Maandstand:
    """Cents of one month over everything: still to pay and paid."""

    maand: date
    betaald: int
    nog_te_betalen: int


@dataclass(frozen=True)
class Grootboekbeeld:
    """All balances together, and the sums that do not hold (none, as it should be)."""

    stand: Mutatie
    verschillen: list[tuple[str, int]]
    maanden: list[Maandstand]


def list_grootboek(user: User) -> QuerySet[Any, Any]:
    """A row per gemeente, aanbieder, law and month with the sum of every account, the last month first."""
    return (
        Boeking.objects.for_user(user)
        .values(
            "periode",
            gemeente=F("declarant__gemeente__naam"),
            aanbieder=F("declarant__aanbieder__naam"),
            agb=F("declarant__aanbieder_id"),
            wet=F("declarant__wet"),
        )
        .annotate(
            declaraties=Count("declaratie", distinct=True),
            te_betalen=Sum("goedgekeurd") - Sum("gecrediteerd"),
            nog_te_betalen=Sum("openstaand") + Sum("klaargezet") + Sum("bij_bank"),
            **_SOMMEN,
        )
        .order_by("-periode", "aanbieder", "wet")
    )


def get_grootboekbeeld(user: User, rijen: QuerySet[Any, Any]) -> Grootboekbeeld:
    """The totals of these rows of `list_grootboek`; over all of the user's rows they are laid beside the
    totals of the claims, which were kept apart."""
    lijst = list(rijen)
    stand = _tel_op(lijst)
    verschillen = list_verschillen(stand)
    alles = Mutatie(**Boeking.objects.for_user(user).aggregate(**{v: Sum(v, default=0) for v in VELDEN}))
    claims = Declaratie.objects.for_user(user).aggregate(
        gevraagd=Sum("totaal_ingediend", default=0), toegekend=Sum("totaal_toegekend", default=0)
    )
    for som, verschil in (
        (
            "gevraagd op declaraties = gedeclareerd - gevraagde crediteringen",
            claims["gevraagd"] - alles.gedeclareerd + alles.credit_gevraagd,
        ),
        ("toegekend op declaraties = te betalen", claims["toegekend"] - alles.te_betalen),
    ):
        if verschil:
            verschillen.append((som, verschil))
    return Grootboekbeeld(stand, verschillen, _list_maanden(lijst))


def list_boekingen(declaratie: Declaratie) -> QuerySet[Boeking]:
    """What was booked of one claim, in order."""
    return (
        Boeking.objects.filter(declaratie=declaratie)
        .select_related("betaalregel__betaling__betaalrun", "herroept")
        .order_by("pk")
    )


def _tel_op(rijen: list[dict[str, Any]]) -> Mutatie:
    return sum((Mutatie(**{v: rij[f"som_{v}"] for v in VELDEN}) for rij in rijen), Mutatie())


def _list_maanden(rijen: list[dict[str, Any]]) -> list[Maandstand]:
    maanden = sorted({rij["periode"] for rij in rijen})
    standen = [_tel_op([rij for rij in rijen if rij["periode"] == maand]) for maand in maanden]
    return [
        Maandstand(maand, stand.betaald, stand.nog_te_betalen)
        for maand, stand in zip(maanden, standen, strict=True)
    ]
