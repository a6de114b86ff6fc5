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


class Gebied(models.Model):
    """A group of gemeenten, or of such groups: a subregio, a regio, a bovenregio."""

    class Niveau(models.TextChoices):
        """From small to large."""

        SUBREGIO = "subregio", "Subregio"
        REGIO = "regio", "Regio"
        BOVENREGIO = "bovenregio", "Bovenregio"

    code = models.CharField(max_length=12, primary_key=True)
    naam = models.CharField(max_length=80)
    niveau = models.CharField(max_length=12, choices=Niveau.choices)

    def __str__(self) -> str:
        return self.naam


class Gebiedslidmaatschap(models.Model):
    """A gemeente or a smaller area belongs to an area from `vandatum` up to and including `totdatum`; None:
    since ever, for ever. Never removed: what was entered by mistake has `vervallen_at`."""

    gebied = models.ForeignKey(Gebied, on_delete=models.PROTECT, related_name="leden")
    gemeente = models.ForeignKey(
        Gemeente, on_delete=models.PROTECT, related_name="lidmaatschappen", null=True
    )
    deel = models.ForeignKey(Gebied, on_delete=models.PROTECT, related_name="lidmaatschappen", null=True)
    vandatum = models.DateField(null=True)
    totdatum = models.DateField(null=True)
    bron = models.CharField(max_length=200)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    vervallen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="gebiedslidmaatschap_een_lid",
                condition=models.Q(gemeente__isnull=True, deel__isnull=False)
                | models.Q(gemeente__isnull=False, deel__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lidcode} in {self.gebied_id}"

    @property
    def lidcode(self) -> str:
        """The code of the gemeente or area that belongs to it."""
        return str(self.gemeente_id or self.deel_id)


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
