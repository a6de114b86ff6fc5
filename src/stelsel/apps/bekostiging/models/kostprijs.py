"""Saved calculations of a cost price: the input as it was, what came out, who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import Profielcel

from .kostprijsonderzoek import Onderzoeksuitkomst

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class KostprijsberekeningQuerySet(models.QuerySet["Kostprijsberekening"]):
    """Tenant filter."""

    def for_user(self, user: User) -> KostprijsberekeningQuerySet:
        """Those of the region are for all its gemeenten; those of a gemeente for itself and the region."""
        if user.regio:
            return self
        if not user.gemeentecode:
            return self.none()
        return self.filter(models.Q(gemeente=None) | models.Q(gemeente__code=user.gemeentecode))


class Kostprijsberekening(models.Model):
    """One version, never changed: another figure is another version. `gemeente` None: of the region.

    `onderzoek`: the outcome of the survey that its values are from. `profielcel`: the combination of a
    profiel whose mix and hours it began with. `invoer` is the TOML that was computed.
    `uitkomst` (cents per functie, mix and traject) says what came out on that day; the page computes again
    and says so when the two differ."""

    class Wet(models.TextChoices):
        """Whose legal elements the price is tested against."""

        WMO = "wmo", "Wmo"
        JW = "jw", "Jeugdwet"

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=500, blank=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+", null=True)
    wet = models.CharField(max_length=3, choices=Wet.choices)
    invoer = models.TextField()
    uitkomst = models.JSONField()
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    profielcel = models.ForeignKey(Profielcel, on_delete=models.PROTECT, related_name="+", null=True)
    onderzoek = models.ForeignKey(Onderzoeksuitkomst, on_delete=models.PROTECT, related_name="+", null=True)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = KostprijsberekeningQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer
