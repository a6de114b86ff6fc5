"""Recording how goals went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from stelsel.apps.journal.actions import register_gebeurtenis
from stelsel.apps.toegang.actions.herijkingen import register_herijkingen
from stelsel.apps.toegang.models import Doel, Toewijzing
from stelsel.apps.toegang.queries import list_doelen
from stelsel.domein.resultaten.doelrealisatie import SCORES

from .models import Meting, Moment

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class MetingNietMogelijk(Exception):
    """These scores cannot be recorded; the text says why, in Dutch."""


@dataclass(frozen=True)
class Doelscore:
    """The score of one goal, -2 to 2, or None with the reason why it could not be measured."""

    doel_id: int
    score: int | None
    niet_meetbaar: str = ""
    toelichting: str = ""


@transaction.atomic
def register_metingen(
    *,
    toewijzing: Toewijzing,
    moment: Moment,
    meetdatum: date,
    scores: Sequence[Doelscore],
    by: User,
    today: date,
    now: datetime,
) -> list[Meting]:
    """Record the goals of an allocation at one moment; measuring again replaces the score and the journal
    keeps the one before. Raises MetingNietMogelijk for a day to come, a day before the previous moment, a
    score off the scale, no score and no reason, or a goal of somebody else."""
    doelen = {doel.pk: doel for doel in list_doelen(toewijzing)}
    if meetdatum > today:
        raise MetingNietMogelijk("De dag van de meting ligt na vandaag.")
    for score in scores:
        _check_score(score, doelen)
    eerder = Meting.objects.filter(doel__in=doelen, moment__lt=moment, meetdatum__gt=meetdatum).first()
    if eerder is not None:
        raise MetingNietMogelijk(f"De meting {eerder.moment} is van later: {eerder.meetdatum:%d-%m-%Y}.")
    metingen = [
        _register_meting(doelen[score.doel_id], score, moment=moment, meetdatum=meetdatum, by=by, now=now)
        for score in scores
    ]
    if moment == Moment.T2:
        register_herijkingen(client_ids=[toewijzing.client_id], today=today, now=now)
    return metingen


def _check_score(score: Doelscore, doelen: dict[int, Doel]) -> None:
    if score.doel_id not in doelen:
        raise MetingNietMogelijk("Dit doel hoort niet bij deze toewijzing.")
    if score.score is None and not score.niet_meetbaar.strip():
        raise MetingNietMogelijk("Geef elk doel een score, of schrijf op waarom het niet te meten is.")
    if score.score is not None and score.score not in SCORES:
        raise MetingNietMogelijk("Een score loopt van -2 tot en met 2.")


def _register_meting(
    doel: Doel, score: Doelscore, *, moment: Moment, meetdatum: date, by: User, now: datetime
) -> Meting:
    vorige = Meting.objects.filter(doel=doel, moment=moment).first()
    meting, _ = Meting.objects.update_or_create(
        doel=doel,
        moment=moment,
        defaults={
            "meetdatum": meetdatum,
            "score": score.score,
            "niet_meetbaar": "" if score.score is not None else score.niet_meetbaar,
            "toelichting": score.toelichting,
            "gemeten_by": by.username,
            "gemeten_at": now,
        },
    )
    register_gebeurtenis(
        soort="doel_gemeten",
        object_soort="doel",
        object_sleutel=str(doel.pk),
        actor=by.username,
        now=now,
        data={
            "moment": moment.value,
            "score": score.score,
            "vorige": vorige.score if vorige else None,
        },
    )
    return meting
