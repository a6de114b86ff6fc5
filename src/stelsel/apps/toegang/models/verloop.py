"""What changes while help runs: decline to be expected, phases of effort, and how the help is done."""

from __future__ import annotations

from django.db import models

from .toewijzing import Toewijzing
from .vraag import Doel

GRONDSLAG_KEUZES = [
    ("arts", "Oordeel van een arts"),
    ("gedragsdeskundige", "Oordeel van een gedragsdeskundige"),
    ("onderzoek", "Onderzoek of meting"),
    ("gesprek", "Gesprek met cliënt en aanbieder"),
]


class Verwachting(models.Model):
    """Decline that is to be expected on one goal: whole steps of the scale, evenly from `vanaf` until
    complete on `bereikt`, with who said so and when. Never changed: a later row counts from the day it is
    recorded; a score is compared with what was recorded no later than its own day. No steps: withdrawn."""

    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="verwachtingen")
    stappen = models.PositiveSmallIntegerField()
    vanaf = models.DateField()
    bereikt = models.DateField()
    grondslag = models.CharField(max_length=20, choices=GRONDSLAG_KEUZES)
    grondslag_datum = models.DateField()
    toelichting = models.TextField()
    vastgelegd_datum = models.DateField()
    vastgelegd_by = models.CharField(max_length=60)
    vastgelegd_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stappen__range=(0, 4)) & models.Q(bereikt__gt=models.F("vanaf")),
                name="verwachting_verloop",
            ),
        )

    def __str__(self) -> str:
        return f"verwachting {self.pk}"


class Fase(models.Model):
    """A part of an allocation with an effort of its own: minutes a week from day to day, both included."""

    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.CASCADE, related_name="fasen")
    vanaf = models.DateField()
    tot = models.DateField()
    minuten_per_week = models.PositiveIntegerField()
    toelichting = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("vanaf",)
        constraints = (
            models.UniqueConstraint(fields=["toewijzing", "vanaf"], name="fase_toewijzing_vanaf"),
            models.CheckConstraint(condition=models.Q(tot__gte=models.F("vanaf")), name="fase_periode"),
        )

    def __str__(self) -> str:
        return f"fase {self.pk}"


class Invulling(models.Model):
    """How an aanbieder does the help of one allocation from a day on: `activiteiten` as rows of naam, functie
    and minuten (a week), with the planning in words. The aanbieder changes it without a new besluit; every
    change is a new row. `signalen`: why it does not fit the allocation; such a row waits for an assessment
    and the one before stays in force."""

    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="invullingen")
    vanaf = models.DateField()
    activiteiten = models.JSONField(default=list)
    planning = models.TextField(blank=True)
    reden = models.TextField()
    signalen = models.JSONField(default=list)
    gemeld_by = models.CharField(max_length=60)
    gemeld_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invulling {self.pk}"
