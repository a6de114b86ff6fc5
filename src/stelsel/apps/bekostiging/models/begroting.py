"""The begroting of a coming year per gemeente and law: lines of volume times tarief, and who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.bekostiging.begroting import METHODE_NAAM, Methode

from .tarievenboek import Tarievenboek

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

METHODE_KEUZES = [(methode.value, METHODE_NAAM[methode]) for methode in Methode]


class BegrotingQuerySet(models.QuerySet["Begroting"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BegrotingQuerySet:
        """Those of the gemeenten for which this user works."""
        return self.filter(gemeente__in=Gemeente.objects.for_user(user))


class Begroting(models.Model):
    """One version; vastgesteld it is never changed: a change is a next version.

    `grondslag`: the years that count, the growth of all products per year, the error found by doing the same
    for the last known year (None: not known), the sources with their last day, and the version of the data.
    """

    class Status(models.TextChoices):
        """From concept to vastgesteld; nothing goes back."""

        CONCEPT = "concept", "Concept"
        VASTGESTELD = "vastgesteld", "Vastgesteld"

    nummer = models.CharField(max_length=20, unique=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    jaar = models.PositiveSmallIntegerField()
    versie = models.PositiveSmallIntegerField()
    toelichting = models.CharField(max_length=500, blank=True)
    methode = models.CharField(max_length=12, choices=METHODE_KEUZES)
    boek = models.ForeignKey(Tarievenboek, on_delete=models.PROTECT, related_name="+", null=True)
    grondslag = models.JSONField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_persoon = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    vastgesteld_door = models.CharField(max_length=150, blank=True)
    vastgesteld_persoon = models.CharField(max_length=150, blank=True)
    vastgesteld_at = models.DateTimeField(null=True)

    objects = BegrotingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "wet", "jaar", "versie"], name="begroting_versie"),
            models.CheckConstraint(
                name="begroting_vier_ogen",
                condition=models.Q(status="concept", vastgesteld_at=None)
                | (
                    models.Q(status="vastgesteld", vastgesteld_at__isnull=False)
                    & ~models.Q(vastgesteld_persoon=models.F("gemaakt_persoon"))
                ),
            ),
        )

    def __str__(self) -> str:
        return self.nummer


class Begrotingsregel(models.Model):
    """One line: what was proposed, and what it is now. `tarief` in cents per eenheid, not rounded; `bedrag`
    in whole cents. A line that differs from its proposal has a `reden` and says who and when."""

    class Soort(models.TextChoices):
        """A product; the products with few clients together; what somebody added."""

        PRODUCT = "product", "Product"
        OVERIG = "overig", "Producten met weinig cliënten samen"
        EIGEN = "eigen", "Zelf toegevoegd"

    begroting = models.ForeignKey(Begroting, on_delete=models.CASCADE, related_name="regels")
    soort = models.CharField(max_length=8, choices=Soort.choices)
    code = models.CharField(max_length=12, blank=True)
    naam = models.CharField(max_length=120)
    eenheid = models.CharField(max_length=2, blank=True)
    historie = models.JSONField(default=list)
    prijsbron = models.CharField(max_length=200, blank=True)
    voorstel_volume = models.BigIntegerField(null=True)
    voorstel_tarief = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    voorstel_bedrag = models.BigIntegerField()
    volume = models.BigIntegerField(null=True)
    tarief = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    bedrag = models.BigIntegerField()
    reden = models.CharField(max_length=300, blank=True)
    gewijzigd_door = models.CharField(max_length=150, blank=True)
    gewijzigd_persoon = models.CharField(max_length=150, blank=True)
    gewijzigd_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.begroting_id} {self.naam}"
