"""Budgets per gemeente, law and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import WET_KEUZES

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BudgetQuerySet(models.QuerySet["Budget"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BudgetQuerySet:
        """Budgets of the gemeenten for which this user works."""
        return self.filter(gemeente__in=Gemeente.objects.for_user(user))


class Budget(models.Model):
    """What the council made available, in cents."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.BigIntegerField()

    objects = BudgetQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gemeente", "wet", "jaar"], name="budget_uniek"),)

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.wet} {self.jaar}"
