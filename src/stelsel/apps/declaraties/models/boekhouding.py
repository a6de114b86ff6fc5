"""What went to the bookkeeping of the gemeente: its account numbers, and every export as it was made."""

from __future__ import annotations

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.domein.declaraties.boekhouding import POST_NAAM, Post

from .betaalrun import VanGemeenteQuerySet
from .grootboek import Boeking


class BoekhoudQuerySet(VanGemeenteQuerySet):
    """Of the gemeente itself."""


class Boekhoudrekening(models.Model):
    """The number that a gemeente gives an account; `kostenplaats` may be empty."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=10, choices=[(p.value, POST_NAAM[p]) for p in Post])
    nummer = models.CharField(max_length=20)
    kostenplaats = models.CharField(max_length=20, blank=True)

    objects = BoekhoudQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gemeente", "post"], name="boekhoudrekening_uniek"),)

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.post}"


class Boekhoudexport(models.Model):
    """One export, kept as the bytes that were made: `inhoud` is never made again with other numbers.
    `bedrag`: cents on the debit side, which equals the credit side."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    nummer = models.CharField(max_length=20, unique=True)
    tot_en_met = models.DateField()
    aantal_regels = models.PositiveIntegerField()
    bedrag = models.BigIntegerField()
    inhoud = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    gemaakt_by = models.CharField(max_length=60)
    gemaakt_at = models.DateTimeField()

    objects = BoekhoudQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer


class Exportboeking(models.Model):
    """An entry went out in an export: once, which the database holds."""

    export = models.ForeignKey(Boekhoudexport, on_delete=models.PROTECT, related_name="boekingen")
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="export")

    def __str__(self) -> str:
        return f"exportboeking {self.pk}"
