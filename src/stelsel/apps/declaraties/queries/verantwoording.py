"""The production statements of a year: from the lines, beside the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import TruncMonth

from stelsel.domein.declaraties.verantwoording import (
    Aansluiting,
    Productieregel,
    Regelverschil,
    compute_sha256,
    list_regelverschillen,
    parse_inhoud,
    render_inhoud,
)

from ..models import Boeking, Declarant, Declaratieregel, Productieverantwoording
from .gebruik import VOLUME

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_CREDIT = ~Q(vorig_referentie_nummer="")


@dataclass(frozen=True)
class Verantwoordingsbeeld:
    """One statement as the figures are now, with what was agreed. `betaald` and `open`: where the claims of
    the year stand in the ledger, cents. `verschillen`: since the agreement; empty without one."""

    declarant: Declarant
    jaar: int
    regels: list[Productieregel]
    aansluiting: Aansluiting
    betaald: int
    open: int
    bewaard: Productieverantwoording | None
    inhoud: str
    verschillen: list[Regelverschil]

    @property
    def sha256(self) -> str:
        """Of the figures as they are now."""
        return compute_sha256(self.inhoud)

    @property
    def goedgekeurd(self) -> int:
        """Cents of approved debit lines."""
        return sum(regel.goedgekeurd for regel in self.regels)

    @property
    def gecrediteerd(self) -> int:
        """Cents of approved credit lines, positive."""
        return sum(regel.gecrediteerd for regel in self.regels)


def list_verantwoordingen(user: User, *, jaar: int) -> QuerySet[Any, Any]:
    """A row per gemeente, aanbieder and law with claims in the year; `stand`: open, akkoord or definitief."""
    eigen = Productieverantwoording.objects.filter(declarant=OuterRef("declarant"), jaar=jaar)
    return (
        Boeking.objects.filter(declarant__in=_list_declaranten(user), periode__year=jaar)
        .values(
            "declarant",
            gemeente=F("declarant__gemeente__naam"),
            aanbieder=F("declarant__aanbieder__naam"),
            wet=F("declarant__wet"),
            jaar=Value(jaar),
        )
        .annotate(
            som_goedgekeurd=Sum("goedgekeurd"),
            som_gecrediteerd=Sum("gecrediteerd"),
            som_betaald=Sum("betaald"),
            nog_te_betalen=Sum("openstaand") + Sum("klaargezet") + Sum("bij_bank"),
            akkoord=Subquery(eigen.values("akkoord_at")[:1]),
            definitief=Subquery(eigen.values("definitief_at")[:1]),
        )
        .order_by("gemeente", "aanbieder", "wet")
    )


def get_verantwoording(user: User, *, declarant: int, jaar: int) -> Verantwoordingsbeeld | None:
    """One statement; None when it is not this user's."""
    rij = _list_declaranten(user).select_related("gemeente", "aanbieder").filter(pk=declarant).first()
    return None if rij is None else compute_verantwoording(rij, jaar=jaar)


def compute_verantwoording(declarant: Declarant, *, jaar: int) -> Verantwoordingsbeeld:
    """The figures as they are now, in five statements."""
    regels = _list_regels(declarant, jaar)
    boekingen = Boeking.objects.filter(declarant=declarant, periode__year=jaar).aggregate(
        netto=Sum("goedgekeurd", default=0) - Sum("gecrediteerd", default=0),
        betaald=Sum("betaald", default=0),
        open=Sum("openstaand", default=0) + Sum("klaargezet", default=0) + Sum("bij_bank", default=0),
    )
    bewaard = Productieverantwoording.objects.filter(declarant=declarant, jaar=jaar).first()
    toen = parse_inhoud(bewaard.inhoud) if bewaard else regels
    return Verantwoordingsbeeld(
        declarant=declarant,
        jaar=jaar,
        regels=regels,
        aansluiting=_compute_aansluiting(declarant, jaar, regels, boekingen["netto"]),
        betaald=boekingen["betaald"],
        open=boekingen["open"],
        bewaard=bewaard,
        inhoud=render_inhoud(regels),
        verschillen=list_regelverschillen(toen, regels),
    )


def _list_declaranten(user: User) -> QuerySet[Declarant]:
    if user.agb:
        return Declarant.objects.filter(aanbieder_id=user.agb)
    if not user.gemeentecode:
        return Declarant.objects.none()
    return Declarant.objects.filter(gemeente_id=user.gemeentecode)


def _list_regels(declarant: Declarant, jaar: int) -> list[Productieregel]:
    """Approved lines by product, month of delivery and unit."""
    rijen = (
        _list_goedgekeurd(declarant)
        .filter(begindatum__range=_get_jaar(jaar))
        .values("code", "eenheid", maand=TruncMonth("begindatum"))
        .annotate(
            clienten=Count("client_id", distinct=True),
            som_volume=Sum(VOLUME),
            debet=Sum("bedrag", filter=~_CREDIT, default=0),
            credit=Sum("bedrag", filter=_CREDIT, default=0),
        )
        .order_by("code", "maand", "eenheid")
    )
    return [
        Productieregel(
            product=rij["code"],
            maand=f"{rij['maand']:%Y-%m}",
            eenheid=rij["eenheid"],
            clienten=rij["clienten"],
            volume=rij["som_volume"],
            goedgekeurd=rij["debet"],
            gecrediteerd=-rij["credit"],
        )
        for rij in rijen
    ]


def _compute_aansluiting(
    declarant: Declarant, jaar: int, regels: list[Productieregel], grootboek: int
) -> Aansluiting:
    """Statement, lines and ledger, with the lines that stand in another year."""
    dag, claim = _get_jaar(jaar), Q(declaratie__periode_begindatum__range=_get_jaar(jaar))
    in_jaar = Q(begindatum__range=dag)
    sommen = _list_goedgekeurd(declarant).aggregate(
        regels=Sum("bedrag", filter=in_jaar, default=0),
        elders=Sum("bedrag", filter=in_jaar & ~claim, default=0),
        van_ander_jaar=Sum("bedrag", filter=~in_jaar & claim, default=0),
    )
    return Aansluiting(verantwoording=sum(r.netto for r in regels), grootboek=grootboek, **sommen)


def _list_goedgekeurd(declarant: Declarant) -> QuerySet[Declaratieregel]:
    return Declaratieregel.objects.filter(declarant=declarant, goedgekeurd=True)


def _get_jaar(jaar: int) -> tuple[date, date]:
    return date(jaar, 1, 1), date(jaar, 12, 31)
