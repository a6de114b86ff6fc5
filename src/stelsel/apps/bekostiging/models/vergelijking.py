"""Saved comparisons of ways of paying: what was chosen, what came out, on which data, who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class VergelijkingQuerySet(models.QuerySet["Vergelijking"]):
    """Tenant filter."""

    def for_user(self, user: User) -> VergelijkingQuerySet:
        """Comparisons lay the gemeenten of a region side by side: they are for who works for the region."""
        return self if user.regio else self.none()


class Vergelijking(models.Model):
    """One scenario, never changed: another choice is another scenario.

    `keuze`: percentages and weights. `uitkomst`: cents per model and gemeente, messages and scores as they
    came out on that day; `gegevens`: the sources with the last day each covers; `lakeversie`: their version.
    """

    class Domein(models.TextChoices):
        """The domains that a comparison may be about."""

        JEUGD = "jeugd", "Jeugd"
        WMO = "wmo", "Wmo"

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=500, blank=True)
    domein = models.CharField(max_length=12, choices=Domein.choices)
    jaar = models.PositiveSmallIntegerField()
    keuze = models.JSONField()
    uitkomst = models.JSONField()
    gegevens = models.JSONField()
    lakeversie = models.PositiveIntegerField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = VergelijkingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer
