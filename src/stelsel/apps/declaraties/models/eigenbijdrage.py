"""The own contribution: the register of what the CAK has to know, what the gemeente decided, and what the CAK
says it has."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.profielen.models import Product
from stelsel.apps.toegang.models import Client
from stelsel.domein.declaraties.eigenbijdrage import AANLEVERING_NAAM, Aanlevering

from .betaalrun import VanGemeenteQuerySet


class BijdrageQuerySet(VanGemeenteQuerySet):
    """Of the gemeente itself."""


class Bijdrageperiode(models.Model):
    """`start_nummer`: the EbStartNummer, unique per gemeente for good; `stopdatum` empty while it runs.
    `status`: of the last change; a record that lapsed keeps its dates."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    start_nummer = models.PositiveIntegerField()
    startdatum = models.DateField()
    stopdatum = models.DateField(null=True)
    status = models.CharField(max_length=1, choices=[(s.value, AANLEVERING_NAAM[s]) for s in Aanlevering])
    bijgewerkt_at = models.DateTimeField()

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "start_nummer"], name="bijdrageperiode_nummer"),
            models.UniqueConstraint(
                fields=["client", "startdatum"],
                condition=~Q(status=Aanlevering.VERWIJDERD),
                name="bijdrageperiode_een_start",
            ),
            models.CheckConstraint(
                condition=Q(stopdatum__isnull=True) | Q(stopdatum__gte=F("startdatum")),
                name="bijdrageperiode_volgorde",
            ),
        )

    def __str__(self) -> str:
        return f"bijdrageperiode {self.start_nummer}"


class Bijdragemelding(models.Model):
    """What was to be told to the CAK about a period, once: a start, another stop, or that it lapsed.
    `gemeld_by`: who brought the register up to date."""

    periode = models.ForeignKey(Bijdrageperiode, on_delete=models.PROTECT, related_name="meldingen")
    status = models.CharField(max_length=1, choices=[(s.value, AANLEVERING_NAAM[s]) for s in Aanlevering])
    startdatum = models.DateField()
    stopdatum = models.DateField(null=True)
    gemeld_at = models.DateTimeField(db_index=True)
    gemeld_by = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"bijdragemelding {self.pk}"


class Bijdragetarief(models.Model):
    """What the gemeente itself asks per month from a day on, in cents; 0 is nothing. `besluit`: where that
    was decided. Entered again for the same day: the last entry holds."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    vanaf = models.DateField()
    bedrag = models.PositiveIntegerField()
    besluit = models.CharField(max_length=200)
    ingevoerd_by = models.CharField(max_length=150)
    ingevoerd_at = models.DateTimeField()

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gemeente", "vanaf"], name="bijdragetarief_dag"),)

    def __str__(self) -> str:
        return f"bijdragetarief {self.gemeente_id} {self.vanaf}"


class Bijdrageregel(models.Model):
    """What the gemeente decided on one product from a day on: exempt, and what it costs at most in all
    (cents; empty: not known). Entered again for the same day: the last entry holds."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    vanaf = models.DateField()
    vrijgesteld = models.BooleanField()
    kostprijs = models.PositiveIntegerField(null=True)
    besluit = models.CharField(max_length=200)
    ingevoerd_by = models.CharField(max_length=150)
    ingevoerd_at = models.DateTimeField()

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "product", "vanaf"], name="bijdrageregel_dag"),
        )

    def __str__(self) -> str:
        return f"bijdrageregel {self.gemeente_id} {self.product_id} {self.vanaf}"


class Bijdrageopgave(models.Model):
    """A file with what the CAK has: `regels` is a list of [number, start, stop or None], days as text.
    Never changed; the last one is the one that counts."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    bestandsnaam = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    regels = models.JSONField()
    ingelezen_by = models.CharField(max_length=150)
    ingelezen_at = models.DateTimeField()

    objects = BijdrageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"bijdrageopgave {self.pk}"
