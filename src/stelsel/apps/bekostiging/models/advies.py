"""Advice on the way of paying per segment and per profiel, as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.profielen.models import WET_KEUZES

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BekostigingsadviesQuerySet(models.QuerySet["Bekostigingsadvies"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BekostigingsadviesQuerySet:
        """Advice is of the region; whoever works for the region or one of its gemeenten may read it."""
        return self if user.regio or user.gemeentecode else self.none()


class Bekostigingsadvies(models.Model):
    """One version, never changed. `gewichten` and `uitkomst`: weights, and per segment (or profiel) the score
    of each way of paying, the advice, what was chosen and why."""

    class Soort(models.TextChoices):
        """First per segment, then per profiel."""

        SEGMENT = "segment", "Per segment"
        PROFIEL = "profiel", "Per profiel"

    nummer = models.CharField(max_length=20, unique=True)
    soort = models.CharField(max_length=8, choices=Soort.choices)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    naam = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=500, blank=True)
    gewichten = models.JSONField()
    uitkomst = models.JSONField()
    segmentadvies = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = BekostigingsadviesQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="advies_profiel_na_segment",
                condition=models.Q(soort="segment", segmentadvies=None)
                | models.Q(soort="profiel", segmentadvies__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.nummer
