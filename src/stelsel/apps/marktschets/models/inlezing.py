"""History of other systems that was read in: how each file was understood, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class KoppelversieQuerySet(models.QuerySet["Koppelversie"]):
    """Tenant filter."""

    def for_user(self, user: User) -> KoppelversieQuerySet:
        """Those of the region; who works for one gemeente reads nothing in."""
        return self if user.regio else self.none()


class Koppelversie(models.Model):
    """One version of how files of a source with these columns are read, never changed afterwards.

    `vingerafdruk`: of the names of the columns in any order; `inhoud`: leeswijze, koppeling and omrekening,
    as stelsel.lake.inlezen writes them. It holds names of columns and of units, nothing from a line."""

    bron = models.CharField(max_length=60)
    vingerafdruk = models.CharField(max_length=64)
    versie = models.PositiveSmallIntegerField()
    inhoud = models.JSONField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = KoppelversieQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bron", "vingerafdruk", "versie"], name="koppelversie_uniek"),
        )

    def __str__(self) -> str:
        return f"{self.bron} versie {self.versie}"


class InlezingQuerySet(models.QuerySet["Inlezing"]):
    """Tenant filter."""

    def for_user(self, user: User) -> InlezingQuerySet:
        """Those of the region; who works for one gemeente reads nothing in."""
        return self if user.regio else self.none()


class Inlezing(models.Model):
    """One file of another system on its way into the lake, and out of it again when it was wrong.

    `bedrag`: cents; `lakebron`: the name of its source in the lake; `rapport`: what was found, in totals
    only, as `kern.vastlegging` writes it; `regelafdruk`: of the lines in any order."""

    class Staat(models.TextChoices):
        """From a file to figures."""

        OPEN = "open", "Nog niet overgenomen"
        OVERGENOMEN = "overgenomen", "Overgenomen"
        INGETROKKEN = "ingetrokken", "Ingetrokken"
        WEGGEDAAN = "weggedaan", "Weggedaan"

    class Inhoud(models.TextChoices):
        """What the lines of the file are, as stelsel.lake.inlezen calls them."""

        REGELS = "declaratieregels", "Declaratieregels"
        TOEWIJZINGEN = "toewijzingen", "Toewijzingen"

    nummer = models.CharField(max_length=20, unique=True)
    bron = models.CharField(max_length=60)
    bestand = models.CharField(max_length=200)
    inhoud = models.CharField(max_length=20, choices=Inhoud.choices, default=Inhoud.REGELS)
    sha256 = models.CharField(max_length=64)
    staat = models.CharField(max_length=12, choices=Staat.choices, default=Staat.OPEN)
    koppeling = models.ForeignKey(Koppelversie, on_delete=models.PROTECT, related_name="+", null=True)
    regelafdruk = models.CharField(max_length=64, blank=True)
    rapport = models.TextField(blank=True)
    lakebron = models.CharField(max_length=80, blank=True)
    momentopname = models.CharField(max_length=80, blank=True)
    gegevens_tm = models.DateField(null=True)
    regels = models.PositiveIntegerField(default=0)
    bedrag = models.BigIntegerField(default=0)
    vervangt = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    overgenomen_door = models.CharField(max_length=150, blank=True)
    overgenomen_at = models.DateTimeField(null=True)
    ingetrokken_door = models.CharField(max_length=150, blank=True)
    ingetrokken_at = models.DateTimeField(null=True)
    reden = models.CharField(max_length=300, blank=True)

    objects = InlezingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["staat", "gemaakt_at"]),)

    def __str__(self) -> str:
        return self.nummer
