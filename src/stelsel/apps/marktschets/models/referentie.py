"""Figures of other regions and municipalities, as they were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Referentiebestand(models.Model):
    """A file of published figures that was read in: from whom, what was left out, by whom and when."""

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


class ReferentiecijferQuerySet(models.QuerySet["Referentiecijfer"]):
    """Tenant filter."""

    def for_user(self, user: User) -> ReferentiecijferQuerySet:
        """Public figures: for whoever works for the region."""
        return self if user.regio else self.none()


class Referentiecijfer(models.Model):
    """Clients and cost (cents) of one area, year and domain. None: not in the source, or a secret there.

    `code`: four digits of a municipality (the one it is part of now), or the code of the source for a
    region. `voorlopig`: the source marks it as provisional."""

    bestand = models.ForeignKey(Referentiebestand, on_delete=models.CASCADE, related_name="cijfers")
    code = models.CharField(max_length=20)
    naam = models.CharField(max_length=120)
    jaar = models.PositiveSmallIntegerField()
    domein = models.CharField(max_length=12)
    inwoners = models.PositiveBigIntegerField(null=True)
    clienten = models.PositiveBigIntegerField(null=True)
    bedrag = models.BigIntegerField(null=True)
    voorlopig = models.BooleanField(default=False)

    objects = ReferentiecijferQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["bestand", "code", "jaar", "domein"], name="referentiecijfer_uniek"
            ),
        )
        indexes = (models.Index(fields=["domein", "jaar"]),)

    def __str__(self) -> str:
        return f"{self.naam} {self.jaar}"
