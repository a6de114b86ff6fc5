"""Amounts agreed per aanbieder with one gemeente for a year, proposed from what they cost before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BudgetafspraakQuerySet(models.QuerySet["Budgetafspraak"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BudgetafspraakQuerySet:
        """Those of the gemeenten for which this user works."""
        return self.filter(gemeente__in=Gemeente.objects.for_user(user))


class Budgetafspraak(models.Model):
    """The proposals of one gemeente, law and year. `grondslag`: years with weight and index, the growth of
    the population, the weighing, the sources with their last day, and the version of the data."""

    nummer = models.CharField(max_length=20, unique=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    jaar = models.PositiveSmallIntegerField()
    marge = models.PositiveSmallIntegerField()
    grondslag = models.JSONField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = BudgetafspraakQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer


class Afspraakregel(models.Model):
    """One aanbieder; None: those with few clients together, with whom nothing is agreed. Cents.

    `ruw`: own history; `gewogen`: mixed with the share in the region; `voorstel`: so that all together is
    the sum of `ruw`; `bedrag`: after talks. Agreed once there is an `akkoord_at`."""

    afspraak = models.ForeignKey(Budgetafspraak, on_delete=models.CASCADE, related_name="regels")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+", null=True)
    historie = models.JSONField()
    weging = models.FloatField()
    ruw = models.BigIntegerField()
    gewogen = models.BigIntegerField()
    voorstel = models.BigIntegerField()
    bedrag = models.BigIntegerField()
    reden = models.CharField(max_length=300, blank=True)
    gewijzigd_door = models.CharField(max_length=150, blank=True)
    gewijzigd_at = models.DateTimeField(null=True)
    akkoord_namens = models.CharField(max_length=120, blank=True)
    akkoord_door = models.CharField(max_length=150, blank=True)
    akkoord_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["afspraak", "aanbieder"], name="afspraakregel_aanbieder"),
        )

    def __str__(self) -> str:
        return f"{self.afspraak_id} {self.aanbieder_id}"
