"""One report for an aanbieder over all its gemeenten, made in the same way for everyone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from stelsel.apps.toegang.models import Toewijzing
from stelsel.domein.declaraties.grootboek import Boekingsoort
from stelsel.domein.toegang.begrippen import Wet
from stelsel.istandaarden.codelijsten import Familie, get_label

from ..models import Boeking, Declaratie, Declaratieregel
from .jaarafsluiting import list_onderhanden

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_SOMMEN = ("gedeclareerd", "goedgekeurd", "afgekeurd", "gecrediteerd", "betaald", "openstaand", "klaargezet",
           "bij_bank")  # fmt: skip


@dataclass(frozen=True)
class Gemeentecijfers:
    """What one gemeente did with the claims over a year. Amounts in cents. `dagen`: from receipt to payment
    of what was paid; `te_laat`: claims that were paid after their last day, or are still open after it."""

    gemeente: str
    declaraties: int
    regels: int
    afgekeurde_regels: int
    gedeclareerd: int
    goedgekeurd: int
    afgekeurd: int
    gecrediteerd: int
    betaald: int
    open: int
    onderhanden: int
    dagen: tuple[int, ...]
    te_laat: int

    @property
    def gemiddelde_dagen(self) -> float | None:
        """Mean; None when nothing was paid."""
        return sum(self.dagen) / len(self.dagen) if self.dagen else None


@dataclass(frozen=True)
class Afkeurcijfer:
    """One code of the standard: on how many lines, in how many gemeenten."""

    code: str
    wat: str
    regels: int
    gemeenten: int


@dataclass(frozen=True)
class Aanbiedercijfers:
    """The whole report over one year of claims."""

    jaar: int
    gemeenten: list[Gemeentecijfers]
    afkeuringen: list[Afkeurcijfer]

    def get_som(self, veld: str) -> int:
        """A column of the gemeenten together."""
        return sum(getattr(rij, veld) for rij in self.gemeenten)

    @property
    def dagen(self) -> list[int]:
        """Days to payment of every paid claim, in order."""
        return sorted(dag for rij in self.gemeenten for dag in rij.dagen)


def get_aanbiedercijfers(user: User, *, jaar: int, today: date) -> Aanbiedercijfers:
    """Of the user's own organisation; a row per gemeente with claims or work in progress, by name."""
    claims = Declaratie.objects.for_user(user).filter(periode_begindatum__year=jaar)
    tellingen = {rij["gemeente__naam"]: rij for rij in _tel_claims(claims)}
    sommen = {rij["declarant__gemeente__naam"]: rij for rij in _tel_boekingen(claims)}
    betaald = _list_betaald(claims, today)
    onderhanden = _list_onderhanden(user, jaar, today)
    namen = sorted({*tellingen, *onderhanden})
    return Aanbiedercijfers(
        jaar=jaar,
        gemeenten=[
            _create_gemeente(
                naam,
                tellingen.get(naam, {}),
                sommen.get(naam, {}),
                betaald.get(naam, ([], 0)),
                onderhanden.get(naam, 0),
            )
            for naam in namen
        ],
        afkeuringen=_list_afkeurcijfers(claims),
    )


def _tel_claims(claims: QuerySet[Declaratie]) -> QuerySet[Any, Any]:
    return (
        claims.values("gemeente__naam")
        .annotate(n=Count("pk"), som_regels=Sum("aantal_regels"), fout=Sum("aantal_afgekeurd"))
        .order_by()
    )


def _tel_boekingen(claims: QuerySet[Declaratie]) -> QuerySet[Any, Any]:
    boekingen = Boeking.objects.filter(declaratie__in=claims.order_by())
    sommen = {f"som_{veld}": Sum(veld) for veld in _SOMMEN}
    return boekingen.values("declarant__gemeente__naam").annotate(**sommen).order_by()


def _list_betaald(claims: QuerySet[Declaratie], today: date) -> dict[str, tuple[list[int], int]]:
    """Gemeente to the days until payment of each paid claim, and how many claims were or are too late."""
    betaling = Boeking.objects.filter(
        declaratie=OuterRef("pk"), soort=Boekingsoort.BETALING, herroeping__isnull=True
    ).order_by("-pk")
    rijen = (
        claims.filter(betaalvoorstel__bedrag__gt=0)
        .annotate(
            betaald_at=Subquery(betaling.values("geboekt_at")[:1]),
            uiterlijk=F("betaalvoorstel__uiterste_betaaldatum"),
        )
        .values_list("gemeente__naam", "ontvangen_at", "betaald_at", "uiterlijk")
    )
    dagen: dict[str, list[int]] = defaultdict(list)
    te_laat: dict[str, int] = defaultdict(int)
    for naam, ontvangen_at, betaald_at, uiterlijk in rijen:
        dag = timezone.localdate(betaald_at) if betaald_at else None
        if dag is not None:
            dagen[naam].append((dag - timezone.localdate(ontvangen_at)).days)
        te_laat[naam] += (dag or today) > uiterlijk
    return {naam: (dagen[naam], te_laat[naam]) for naam in te_laat}


def _list_onderhanden(user: User, jaar: int, today: date) -> dict[str, int]:
    """Gemeente to cents of support that was delivered without an approved line."""
    gemeenten = (
        Toewijzing.objects.for_user(user)
        .geldig()
        .filter(ingangsdatum__year__lte=jaar)
        .filter(Q(einddatum__isnull=True) | Q(einddatum__year__gte=jaar))
        .values_list("gemeente_id", "gemeente__naam")
        .distinct()
        .order_by("gemeente_id")
    )
    sommen = {
        naam: sum(rij.bedrag for rij in list_onderhanden(code, jaar=jaar, today=today, agb=user.agb))
        for code, naam in gemeenten
    }
    return {naam: som for naam, som in sommen.items() if som}


def _create_gemeente(
    naam: str, telling: Any, som: Any, betaald: tuple[list[int], int], onderhanden: int
) -> Gemeentecijfers:
    bedrag = {veld: som.get(f"som_{veld}", 0) for veld in _SOMMEN}
    return Gemeentecijfers(
        gemeente=naam,
        declaraties=telling.get("n", 0),
        regels=telling.get("som_regels", 0),
        afgekeurde_regels=telling.get("fout", 0),
        gedeclareerd=bedrag["gedeclareerd"],
        goedgekeurd=bedrag["goedgekeurd"],
        afgekeurd=bedrag["afgekeurd"],
        gecrediteerd=bedrag["gecrediteerd"],
        betaald=bedrag["betaald"],
        open=bedrag["openstaand"] + bedrag["klaargezet"] + bedrag["bij_bank"],
        onderhanden=onderhanden,
        dagen=tuple(betaald[0]),
        te_laat=betaald[1],
    )


def _list_afkeurcijfers(claims: QuerySet[Declaratie]) -> list[Afkeurcijfer]:
    """Codes by number of lines, the most first; a line with two codes counts at both."""
    rijen = (
        Declaratieregel.objects.filter(declaratie__in=claims.order_by(), goedgekeurd=False)
        .values_list("retourcodes", "declaratie__gemeente_id", "declaratie__wet")
        .annotate(n=Count("pk"))
        .order_by("declaratie__wet")
    )
    regels: dict[str, int] = defaultdict(int)
    gemeenten: dict[str, set[str]] = defaultdict(set)
    namen: dict[str, str] = {}
    for codes, gemeente, wet, aantal in rijen:
        for code in codes.split(","):
            regels[code] += aantal
            gemeenten[code].add(gemeente)
            familie: Familie = "iwmo" if wet == Wet.WMO else "ijw"
            namen.setdefault(code, get_label(familie, "LDT_RetourCode", code=code))
    cijfers = [Afkeurcijfer(code, namen[code], regels[code], len(gemeenten[code])) for code in regels]
    return sorted(cijfers, key=lambda rij: (-rij.regels, rij.code))
