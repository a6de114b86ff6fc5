"""Which products are a function that gemeenten buy over a wide area, and the frozen baseline of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class FunctieproductQuerySet(models.QuerySet["Functieproduct"]):
    """Tenant filter."""

    def for_user(self, user: User) -> FunctieproductQuerySet:
        """A list of products, of the region: it says nothing of clients."""
        return self


class Functieproduct(models.Model):
    """Products that belong to a function from `vandatum` up to and including `totdatum`.

    `productcode`: the code or its first characters; empty is the whole category. Never changed: a row ends
    or, entered by mistake, has `vervallen_at`."""

    functie = models.CharField(max_length=30)
    productcategorie = models.CharField(max_length=2)
    productcode = models.CharField(max_length=12, blank=True)
    vandatum = models.DateField(null=True)
    totdatum = models.DateField(null=True)
    waarom = models.CharField(max_length=300)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    vervallen_at = models.DateTimeField(null=True)

    objects = FunctieproductQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.productcode or self.productcategorie} is {self.functie}"


class NulmetingQuerySet(models.QuerySet["Nulmeting"]):
    """Tenant filter."""

    def for_user(self, user: User) -> NulmetingQuerySet:
        """Made at the desk of the region, with figures about few clients."""
        return self if user.regio else self.none()


class Nulmeting(models.Model):
    """The baseline of the functions on a reference day, never changed.

    `inhoud`: per function and area the children, aanbieders, occupied places and cents of the twelve whole
    months up to `peildatum`, with the products that belonged to each function; `vingerafdruk` is of it."""

    nummer = models.CharField(max_length=20, unique=True)
    peildatum = models.DateField()
    waarom = models.CharField(max_length=300)
    inhoud = models.JSONField()
    vingerafdruk = models.CharField(max_length=64)
    gegevens_tm = models.DateField()
    lakeversie = models.PositiveIntegerField()
    functieversie = models.CharField(max_length=20)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = NulmetingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer
