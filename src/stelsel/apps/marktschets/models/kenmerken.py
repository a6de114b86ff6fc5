"""Features of the inhabitants of gemeenten, as they were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Kenmerkbestand(models.Model):
    """A file of published features that was read in: from whom, what was left out, by whom and when."""

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    bron = models.CharField(max_length=200)
    bestand = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    opmerkingen = models.JSONField(default=list)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.nummer


class GebiedscijferQuerySet(models.QuerySet["Gebiedscijfer"]):
    """Tenant filter."""

    def for_user(self, user: User) -> GebiedscijferQuerySet:
        """Public figures: for whoever works for the region."""
        return self if user.regio else self.none()


class Gebiedscijfer(models.Model):
    """The features of one gemeente in one year, by code (`domein.marktschets.gebiedskenmerken`)."""

    bestand = models.ForeignKey(Kenmerkbestand, on_delete=models.CASCADE, related_name="cijfers")
    code = models.CharField(max_length=4)
    naam = models.CharField(max_length=120)
    jaar = models.PositiveSmallIntegerField()
    inwoners = models.PositiveBigIntegerField(null=True)
    waarden = models.JSONField()

    objects = GebiedscijferQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bestand", "code", "jaar"], name="gebiedscijfer_uniek"),
        )

    def __str__(self) -> str:
        return f"{self.naam} {self.jaar}"
