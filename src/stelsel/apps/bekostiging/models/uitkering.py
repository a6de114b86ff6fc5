"""What a gemeente gets from the state for a law in a year, and which part of it is meant for that law."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.kern.bedrag import Cent, rond_breuk_half_omhoog

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_HONDERD = 100


class UitkeringQuerySet(models.QuerySet["Uitkering"]):
    """Tenant filter."""

    def for_user(self, user: User) -> UitkeringQuerySet:
        """Those of the gemeenten for which this user works."""
        return self.filter(gemeente__in=Gemeente.objects.for_user(user))


class Uitkering(models.Model):
    """One version, never changed: the highest of a gemeente, law and year holds. `bedrag` in cents, `aandeel`
    in percents of it; `brondatum` is the day of the source."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    jaar = models.PositiveSmallIntegerField()
    versie = models.PositiveSmallIntegerField()
    bedrag = models.BigIntegerField()
    aandeel = models.DecimalField(max_digits=6, decimal_places=3)
    bron = models.CharField(max_length=200)
    brondatum = models.DateField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = UitkeringQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "wet", "jaar", "versie"], name="uitkering_versie"),
            models.CheckConstraint(
                condition=models.Q(aandeel__gt=Decimal(0), aandeel__lte=Decimal(_HONDERD), bedrag__gt=0),
                name="uitkering_aandeel",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.wet} {self.jaar}"

    @property
    def budget(self) -> Cent:
        """The part for this law, in cents."""
        return rond_breuk_half_omhoog(self.bedrag * Fraction(self.aandeel) / _HONDERD)
