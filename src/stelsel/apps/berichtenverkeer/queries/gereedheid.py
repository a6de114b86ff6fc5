"""The three gates of readiness of one gemeente, from what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from stelsel.apps.declaraties import queries as declaraties
from stelsel.domein.declaraties.gereedheid import (
    Berichttelling,
    Bijdragestand,
    Poortstand,
    Proef,
    compute_berichtenpoort,
    compute_berichtstand,
    compute_bijdragepoort,
    compute_facturatiepoort,
)
from stelsel.domein.parameters import get_aantal, get_parameter

from ..models import InkomendBericht

_GOED = InkomendBericht.Status.VERWERKT
_BEOORDEELD = (_GOED, InkomendBericht.Status.AFGEKEURD, InkomendBericht.Status.ONLEESBAAR)


@dataclass(frozen=True)
class Gereedheid:
    """The gates with the figures behind them. `betaald`: number and day of the last paid run; `dagen`,
    `norm`, `minste`, `geldig_dagen`: the parameters of that day."""

    facturatie: Poortstand
    proeven: list[Proef]
    betaald: tuple[str, date] | None
    berichten: Poortstand
    tellingen: list[tuple[Berichttelling, Poortstand]]
    bijdrage: Poortstand
    bijdragestand: Bijdragestand
    dagen: int
    norm: float
    minste: int
    geldig_dagen: int


def get_gereedheid(gemeentecode: str, *, today: date, now: datetime) -> Gereedheid:
    """Everything of one gemeente, in a fixed number of statements."""
    dagen = get_aantal("gereedheid_venster", peildatum=today)
    minste = get_aantal("gereedheid_minste", peildatum=today)
    geldig_dagen = get_aantal("bijdrage_opgave_geldig", peildatum=today)
    norm = float(get_parameter("gereedheid_norm").get_waarde(today))
    proeven = declaraties.list_proeven(gemeentecode, today=today)
    betaald = declaraties.get_laatst_betaald(gemeentecode)
    tellingen = list_berichttellingen(gemeentecode, vanaf=now - timedelta(days=dagen))
    bijdrage = _get_bijdragestand(gemeentecode, today)
    return Gereedheid(
        facturatie=compute_facturatiepoort(proeven, betaald_op=betaald[1] if betaald else None),
        proeven=proeven,
        betaald=betaald,
        berichten=compute_berichtenpoort(tellingen, norm=norm, minste=minste),
        tellingen=[(rij, compute_berichtstand(rij, norm=norm, minste=minste)) for rij in tellingen],
        bijdrage=compute_bijdragepoort(bijdrage, today=today, geldig_dagen=geldig_dagen),
        bijdragestand=bijdrage,
        dagen=dagen,
        norm=norm,
        minste=minste,
        geldig_dagen=geldig_dagen,
    )


def list_berichttellingen(gemeentecode: str, *, vanaf: datetime) -> list[Berichttelling]:
    """Messages that were judged since then, per aanbieder by name; what came twice counts once."""
    rijen = (
        InkomendBericht.objects.filter(
            gemeente_id=gemeentecode,
            aanbieder__isnull=False,
            ontvangen_at__gte=vanaf,
            status__in=_BEOORDEELD,
        )
        .values("aanbieder__naam")
        .annotate(beoordeeld=Count("pk"), goed=Count("pk", filter=Q(status=_GOED)))
        .order_by("aanbieder__naam")
    )
    return [Berichttelling(rij["aanbieder__naam"], rij["beoordeeld"], rij["goed"]) for rij in rijen]


def _get_bijdragestand(gemeentecode: str, today: date) -> Bijdragestand:
    beeld = declaraties.get_opgavebeeld(gemeentecode)
    return Bijdragestand(
        met_levering=len(declaraties.list_bijdrageverschillen(gemeentecode, today=today)),
        met_cak=len(beeld.verschillen) if beeld else 0,
        opgave_van=timezone.localdate(beeld.opgave.ingelezen_at) if beeld else None,
    )
