"""Ceilings on what is granted in a year, and leave to go over one of them for one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class PlafondQuerySet(models.QuerySet["Plafond"]):
    """Tenant filter."""

    def for_user(self, user: User) -> PlafondQuerySet:
        """Those of the own gemeente and of the region; all for who works for the region."""
        if user.regio:
            return self
        if not user.gemeentecode:
            return self.none()
        return self.filter(models.Q(gemeente=None) | models.Q(gemeente__code=user.gemeentecode))


class Plafond(models.Model):
    """What may be granted in `jaar`, in cents, and what happens beyond it. Never changed: another amount is
    another plafond, from another day on. `gemeente` None: of the whole region. `totdatum`: its last day.

    `categorie`: the perceel, one product category; empty for the others."""

    class Soort(models.TextChoices):
        """On whom or what it rests."""

        GEMEENTE = "gemeente", "Gemeente"
        AANBIEDER = "aanbieder", "Aanbieder"
        PERCEEL = "perceel", "Perceel"

    class Actie(models.TextChoices):
        """What happens when it is reached."""

        GEEN = "geen", "Open einde"
        SIGNAAL = "signaal", "Signaal"
        STOP = "stop", "Stop"

    nummer = models.CharField(max_length=20, unique=True)
    soort = models.CharField(max_length=10, choices=Soort.choices)
    actie = models.CharField(max_length=8, choices=Actie.choices)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+", null=True)
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+", null=True)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    categorie = models.CharField(max_length=2, blank=True)
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.BigIntegerField(null=True)
    signaal_procent = models.PositiveSmallIntegerField()
    vandatum = models.DateField()
    totdatum = models.DateField()
    reden = models.CharField(max_length=300)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    beeindigd_door = models.CharField(max_length=150, blank=True)
    beeindigd_at = models.DateTimeField(null=True)
    beeindigd_reden = models.CharField(max_length=300, blank=True)

    objects = PlafondQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="plafond_bedrag", condition=models.Q(actie="geen") ^ models.Q(bedrag__gt=0)
            ),
            models.CheckConstraint(
                name="plafond_periode", condition=models.Q(totdatum__gte=models.F("vandatum"))
            ),
        )
        indexes = (models.Index(fields=["wet", "jaar"]),)

    def __str__(self) -> str:
        return self.nummer


class OntheffingQuerySet(models.QuerySet["Ontheffing"]):
    """Tenant filter."""

    def for_user(self, user: User) -> OntheffingQuerySet:
        """Those of the gemeenten for which this user works."""
        return self.filter(gemeente__in=Gemeente.objects.for_user(user))


class Ontheffing(models.Model):
    """Leave to grant beyond a plafond, for one `kenmerk` (the number of a question or request; no person).

    Asked by one, allowed or refused by another."""

    class Status(models.TextChoices):
        """Asked, then allowed or refused."""

        GEVRAAGD = "gevraagd", "Gevraagd"
        TOEGESTAAN = "toegestaan", "Toegestaan"
        GEWEIGERD = "geweigerd", "Geweigerd"

    nummer = models.CharField(max_length=20, unique=True)
    plafond = models.ForeignKey(Plafond, on_delete=models.PROTECT, related_name="ontheffingen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    kenmerk = models.CharField(max_length=40)
    reden = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.GEVRAAGD)
    gevraagd_door = models.CharField(max_length=150)
    gevraagd_persoon = models.CharField(max_length=150)
    gevraagd_at = models.DateTimeField()
    besloten_door = models.CharField(max_length=150, blank=True)
    besloten_persoon = models.CharField(max_length=150, blank=True)
    besloten_at = models.DateTimeField(null=True)
    besluitreden = models.CharField(max_length=300, blank=True)

    objects = OntheffingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plafond", "kenmerk"], name="ontheffing_plafond_kenmerk"),
            models.CheckConstraint(
                name="ontheffing_vier_ogen",
                condition=models.Q(status="gevraagd", besloten_at=None)
                | (
                    models.Q(besloten_at__isnull=False)
                    & ~models.Q(status="gevraagd")
                    & ~models.Q(besloten_persoon=models.F("gevraagd_persoon"))
                ),
            ),
        )

    def __str__(self) -> str:
        return self.nummer
