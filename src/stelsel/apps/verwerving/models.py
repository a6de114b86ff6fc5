"""Contracts: which aanbieder delivers which product for which gemeenten, at what tariff, when; and before
that, what a tender asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES, Catalogusversie, Product

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Variant(models.TextChoices):
    """Uitvoeringsvariant, fixed per product in the contract (OP261)."""

    INSPANNING = "inspanning", "Inspanningsgericht"
    OUTPUT = "output", "Outputgericht"
    TAAK = "taakgericht", "Taakgericht"


class ContractQuerySet(models.QuerySet["Contract"]):
    """Tenant filter."""

    def for_user(self, user: User) -> ContractQuerySet:
        """Contracts of the user's gemeenten, or of the user's own aanbieder."""
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeenten__in=Gemeente.objects.for_user(user)).distinct()


class Contract(models.Model):
    """An agreement of the region with one aanbieder under one law."""

    nummer = models.CharField(max_length=20, unique=True)
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    gemeenten = models.ManyToManyField(Gemeente, related_name="+")
    vandatum = models.DateField()
    totdatum = models.DateField(null=True)

    objects = ContractQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer


class Contractproduct(models.Model):
    """One product in a contract; `tarief` in cents per `eenheid` (an output amount when eenheid is 83)."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="producten")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    tarief = models.PositiveIntegerField()
    eenheid = models.CharField(max_length=2)
    variant = models.CharField(max_length=12, choices=Variant.choices)
    vandatum = models.DateField()
    totdatum = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.contract_id} {self.product_id}"


class Eisenlijst(models.Model):
    """What a perceel of a tender asks of aanbieders, taken from one approved version of the catalogue.

    Never changed: another list is another version with `vorige`. `eisen` are rows of profiel code, its name
    and a sentence; `eigen` sentences that hold for the whole perceel. The region makes it."""

    nummer = models.CharField(max_length=20, unique=True)
    perceel = models.CharField(max_length=80)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    catalogus = models.ForeignKey(Catalogusversie, on_delete=models.PROTECT, related_name="+")
    versie = models.PositiveSmallIntegerField(default=1)
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    eisen = models.JSONField()
    eigen = models.JSONField(default=list)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.nummer
