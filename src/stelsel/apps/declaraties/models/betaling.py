"""What will be paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from .declaratie import Declaratie

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BetaalvoorstelQuerySet(models.QuerySet["Betaalvoorstel"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BetaalvoorstelQuerySet:
        """Proposals for the claims that this user may see."""
        return self.filter(declaratie__in=Declaratie.objects.for_user(user))


class Betaalvoorstel(models.Model):
    """What is proposed for payment for one claim: approved minus credited, in cents. One per claim, ever.
    A negative amount is set off against what the aanbieder still has to receive."""

    declaratie = models.OneToOneField(Declaratie, on_delete=models.PROTECT, related_name="betaalvoorstel")
    bedrag = models.BigIntegerField()
    uiterste_betaaldatum = models.DateField()
    gemaakt_at = models.DateTimeField()

    objects = BetaalvoorstelQuerySet.as_manager()

    def __str__(self) -> str:
        return f"betaalvoorstel {self.pk}"
