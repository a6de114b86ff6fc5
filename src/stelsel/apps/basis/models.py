"""Regio, gemeenten and aanbieders: who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Regio(models.Model):
    """A group of gemeenten that buys together."""

    naam = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.naam


class GemeenteQuerySet(models.QuerySet["Gemeente"]):
    """Tenant filter."""

    def for_user(self, user: User) -> GemeenteQuerySet:
        """The gemeenten for which this user works: one, all of the region, or none."""
        if user.regio:
            return self
        return self.filter(code=user.gemeentecode) if user.gemeentecode else self.none()


class Gemeente(models.Model):
    """A municipality with its CBS code; dated, since municipalities merge."""

    code = models.CharField(max_length=4, primary_key=True)
    naam = models.CharField(max_length=80)
    regio = models.ForeignKey(Regio, on_delete=models.PROTECT, related_name="gemeenten", null=True)
    inwoners = models.PositiveIntegerField(default=0)
    vandatum = models.DateField(null=True)
    totdatum = models.DateField(null=True)
    opvolger = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="voorgangers")

    objects = GemeenteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.naam


class Aanbieder(models.Model):
    """A provider of support, known by its AGB code."""

    agb = models.CharField(max_length=8, primary_key=True)
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=40, blank=True)
    iban = models.CharField(max_length=34, blank=True)

    def __str__(self) -> str:
        return self.naam


class Nummerreeks(models.Model):
    """The last number given out in a series; numbers are never reused."""

    naam = models.CharField(max_length=60, primary_key=True)
    laatste = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.naam
