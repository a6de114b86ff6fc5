"""Clients and households. The only models with a name, a birth date and a BSN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Huishouden(models.Model):
    """People who live together; two or more clients in one household are seen together."""

    nummer = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.nummer


class ClientQuerySet(models.QuerySet["Client"]):
    """Tenant filter."""

    def for_user(self, user: User) -> ClientQuerySet:
        """Own gemeente for staff; own clients for an aanbieder; oneself for a resident; nobody else."""
        if user.client_nummer:
            return self.filter(nummer=user.client_nummer)
        if user.agb:
            return self.filter(toewijzingen__aanbieder_id=user.agb).distinct()
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Client(models.Model):
    """A resident with a question. `nummer` is readable and never gives access by itself."""

    nummer = models.CharField(max_length=20, unique=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="clienten", null=True)
    bsn = models.CharField(max_length=9)
    geslachtsnaam = models.CharField(max_length=200)
    voorvoegsel = models.CharField(max_length=10, blank=True)
    voornamen = models.CharField(max_length=200, blank=True)
    voorletters = models.CharField(max_length=6, blank=True)
    geboortedatum = models.DateField()
    geslacht = models.CharField(max_length=1, default="0")
    straat = models.CharField(max_length=24, blank=True)
    huisnummer = models.PositiveIntegerField(null=True)
    huisletter = models.CharField(max_length=1, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    plaats = models.CharField(max_length=24, blank=True)
    telefoon = models.CharField(max_length=15, blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gemeente", "bsn"], name="client_gemeente_bsn"),)

    def __str__(self) -> str:
        return self.nummer

    @property
    def volledige_naam(self) -> str:
        """First names (or initials), prefix and surname, as spoken."""
        delen = (self.voornamen or self.voorletters, self.voorvoegsel, self.geslachtsnaam)
        return " ".join(deel for deel in delen if deel)
