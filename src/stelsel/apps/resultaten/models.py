"""Measurements of goals: T1 at the start, T2 at the end, T3 afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.toegang.models import Client, Doel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Moment(models.TextChoices):
    """When a goal is measured."""

    T1 = "T1", "T1: bij de start"
    T2 = "T2", "T2: bij het einde"
    T3 = "T3", "T3: enige tijd na het einde"


class MetingQuerySet(models.QuerySet["Meting"]):
    """Tenant filter."""

    def for_user(self, user: User) -> MetingQuerySet:
        """Measurements of clients that this user may see."""
        return self.filter(doel__vraag__client__in=Client.objects.for_user(user))


class Meting(models.Model):
    """One score on one goal: goal attainment scaling, -2 (much less than hoped) to +2 (much more).
    0 is as agreed. Without a score there is a reason why it could not be measured."""

    doel = models.ForeignKey(Doel, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=2, choices=Moment.choices)
    meetdatum = models.DateField()
    score = models.SmallIntegerField(null=True)
    niet_meetbaar = models.CharField(max_length=200, blank=True)
    toelichting = models.TextField(blank=True)
    gemeten_by = models.CharField(max_length=60)
    gemeten_at = models.DateTimeField()

    objects = MetingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["doel", "moment"], name="meting_doel_moment"),
            models.CheckConstraint(condition=models.Q(score__range=(-2, 2)), name="meting_score"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) ^ models.Q(niet_meetbaar=""),
                name="meting_score_of_reden",
            ),
        )

    def __str__(self) -> str:
        return f"{self.moment} {self.doel_id}"
