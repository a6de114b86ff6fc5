"""Which way of paying the region chose for a product or profiel: not one for all, each with its reason."""

from __future__ import annotations

from django.db import models

from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.modellen import MODEL_NAAM, Model


class Bekostigingskeuze(models.Model):
    """One choice, never changed: a later one for the same code holds from its own day. The region chooses,
    for all its gemeenten. `code` is that of a product or, for all products that carry it, of a profiel."""

    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    code = models.CharField(max_length=12)
    model = models.CharField(max_length=12, choices=[(m.value, MODEL_NAAM[m]) for m in Model])
    reden = models.CharField(max_length=500)
    vandatum = models.DateField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code} {self.model}"
