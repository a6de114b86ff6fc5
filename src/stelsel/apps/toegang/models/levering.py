"""Start and stop of delivery as reported by the aanbieder (305, 307)."""

from __future__ import annotations

from django.db import models

from .toewijzing import Toewijzing


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
