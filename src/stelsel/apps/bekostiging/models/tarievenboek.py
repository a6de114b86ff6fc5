"""Books of tarieven: what is paid per product and profiel, as a version that two persons stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import WET_KEUZES

from .kostprijs import Kostprijsberekening

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class TarievenboekQuerySet(models.QuerySet["Tarievenboek"]):
    """Tenant filter."""

    def for_user(self, user: User) -> TarievenboekQuerySet:
        """Those of the region are for all its gemeenten; those of a gemeente for itself and the region."""
        if user.regio:
            return self
        if not user.gemeentecode:
            return self.none()
        return self.filter(models.Q(gemeente=None) | models.Q(gemeente__code=user.gemeentecode))


class Tarievenboek(models.Model):
    """One version; its tarieven are never changed: another figure is another version. `gemeente` None: of the
    region.

    `prijspeil` is the year of the prices. `indexering` holds the steps from `vorige`, empty for a book that
    was read in. `pgb`: percents of the tarief per class of supplier. Who made it cannot approve it."""

    class Status(models.TextChoices):
        """From concept to vastgesteld; nothing goes back."""

        CONCEPT = "concept", "Concept"
        VASTGESTELD = "vastgesteld", "Vastgesteld"

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=500, blank=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+", null=True)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    prijspeil = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    kostprijs = models.ForeignKey(Kostprijsberekening, on_delete=models.PROTECT, related_name="+", null=True)
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    indexering = models.JSONField(default=list)
    pgb = models.JSONField(default=dict)
    bestand = models.CharField(max_length=200, blank=True)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_persoon = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    vastgesteld_door = models.CharField(max_length=150, blank=True)
    vastgesteld_persoon = models.CharField(max_length=150, blank=True)
    vastgesteld_at = models.DateTimeField(null=True)

    objects = TarievenboekQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="tarievenboek_vier_ogen",
                condition=models.Q(status="concept", vastgesteld_at=None)
                | (
                    models.Q(status="vastgesteld", vastgesteld_at__isnull=False)
                    & ~models.Q(vastgesteld_persoon=models.F("gemaakt_persoon"))
                ),
            ),
        )

    def __str__(self) -> str:
        return self.nummer


class Boektarief(models.Model):
    """One line of a book; `tarief` in cents per `eenheid`, `totdatum` included, None for an open end.
    `functie`: whose cost price is its floor."""

    boek = models.ForeignKey(Tarievenboek, on_delete=models.CASCADE, related_name="tarieven")
    code = models.CharField(max_length=12)
    naam = models.CharField(max_length=120)
    eenheid = models.CharField(max_length=2)
    tarief = models.PositiveIntegerField()
    vandatum = models.DateField()
    totdatum = models.DateField(null=True)
    functie = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["boek", "code", "vandatum"], name="boektarief_code_vandatum"),
        )

    def __str__(self) -> str:
        return f"{self.boek_id} {self.code}"
