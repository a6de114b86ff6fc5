"""What claims say about being ready: who passed, and whether money was paid."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from stelsel.apps.toegang.models import Toewijzing
from stelsel.domein.declaraties.betaalrun import Runstatus
from stelsel.domein.declaraties.gereedheid import Proef

from ..models import Betaalrun, Declaratie


def list_proeven(gemeentecode: str, *, today: date) -> list[Proef]:
    """Every aanbieder with a current allocation, by name, with its first claim without a rejected line."""
    claims = Declaratie.objects.filter(gemeente_id=gemeentecode)
    aantallen = dict(claims.values_list("aanbieder_id").annotate(n=Count("pk")).order_by())
    eerste = Window(RowNumber(), partition_by=F("aanbieder_id"), order_by=("ontvangen_at", "pk"))
    geslaagd = {
        rij.aanbieder_id: rij
        for rij in claims.filter(aantal_afgekeurd=0, aantal_regels__gt=0).annotate(nr=eerste).filter(nr=1)
    }
    aanbieders = (
        Toewijzing.objects.actueel(today)
        .filter(gemeente_id=gemeentecode)
        .values_list("aanbieder_id", "aanbieder__naam")
        .distinct()
        .order_by("aanbieder__naam")
    )
    return [
        Proef(
            aanbieder=naam,
            declaraties=aantallen.get(agb, 0),
            nummer=geslaagd[agb].declaratie_nummer if agb in geslaagd else "",
            geslaagd_op=timezone.localdate(geslaagd[agb].ontvangen_at) if agb in geslaagd else None,
        )
        for agb, naam in aanbieders
    ]


def get_laatst_betaald(gemeentecode: str) -> tuple[str, date] | None:
    """The last payment run that was paid, and when; None when there was none."""
    betaald = Betaalrun.objects.filter(gemeente_id=gemeentecode, status=Runstatus.BETAALD)
    laatste = betaald.aggregate(dag=Max("betaald_at"))["dag"]
    run = betaald.filter(betaald_at=laatste).order_by("-pk").first() if laatste else None
    return (run.nummer, timezone.localdate(run.betaald_at)) if run and run.betaald_at else None
