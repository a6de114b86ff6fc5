"""Start and stop of delivery as reported by the aanbieder (305, 307)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES

from .personen import Client
from .toewijzing import Toewijzing

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class Startmelding(models.Model):
    """Delivery began. A later delivery with status 3 marks it as deleted; it is never removed."""

    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="starts")
    categorie = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=5, blank=True)
    begindatum = models.DateField()
    verwijderd = models.BooleanField(default=False)
    bericht_sleutel = models.CharField(max_length=60)
    gemeld_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"start {self.pk}"


class Stopmelding(models.Model):
    """Delivery ended (reason 20: for the time being)."""

    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="stops")
    categorie = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=5, blank=True)
    begindatum = models.DateField()
    einddatum = models.DateField()
    reden_beeindiging = models.CharField(max_length=2)
    verwijderd = models.BooleanField(default=False)
    bericht_sleutel = models.CharField(max_length=60)
    gemeld_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"stop {self.pk}"


class TaakmeldingQuerySet(models.QuerySet["Taakmelding"]):
    """Tenant filter."""

    def for_user(self, user: User) -> TaakmeldingQuerySet:
        """Own gemeente for staff, own reports for an aanbieder; nobody else."""
        if user.client_nummer:
            return self.none()
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Taakmelding(models.Model):
    """Start or stop of taakgerichte delivery, which has no allocation: its key is person, product and first
    day (IV096). Only a stop has `einddatum` and `reden_beeindiging`. `client` is empty while nobody here
    knows the person."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="taakmeldingen")
    bsn = models.CharField(max_length=9)
    categorie = models.CharField(max_length=2)
    code = models.CharField(max_length=5)
    begindatum = models.DateField()
    einddatum = models.DateField(null=True)
    reden_beeindiging = models.CharField(max_length=2, blank=True)
    verwijderd = models.BooleanField(default=False)
    bericht_sleutel = models.CharField(max_length=60)
    gemeld_at = models.DateTimeField()

    objects = TaakmeldingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["gemeente", "aanbieder", "wet", "bsn"]),)

    def __str__(self) -> str:
        return f"taakmelding {self.pk}"
