"""Messages in and out. These two tables are the queue: a row is taken with a lock that a killed worker loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BerichtQuerySet(models.QuerySet):
    """Tenant filter for both tables."""

    def for_user(self, user: User) -> BerichtQuerySet:
        """Messages of the user's gemeente or the user's aanbieder."""
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class UitgaandBericht(models.Model):
    """A message that we made; the row is the outbox. Bytes are kept for good: a replay gets the same answer."""

    class Status(models.TextChoices):
        KLAAR = "klaar", "Staat klaar"
        VERZONDEN = "verzonden", "Verzonden"

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    bericht = models.CharField(max_length=6)
    identificatie = models.CharField(max_length=12)
    dagtekening = models.DateField()
    inhoud = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.KLAAR)
    onderwerp = models.CharField(max_length=60, blank=True)
    beantwoord = models.CharField(max_length=10, blank=True)
    gemaakt_at = models.DateTimeField()
    verzonden_at = models.DateTimeField(null=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["status", "id"]), models.Index(fields=["gemeente", "bericht", "identificatie"]))

    def __str__(self) -> str:
        return f"{self.bericht} {self.identificatie}"


class InkomendBericht(models.Model):
    """A file that came in; the row is the inbox. Stored before anything is decided about it."""

    class Status(models.TextChoices):
        ONTVANGEN = "ontvangen", "Ontvangen"
        VERWERKT = "verwerkt", "Verwerkt"
        AFGEKEURD = "afgekeurd", "Afgekeurd"
        DUBBEL = "dubbel", "Dubbel"
        ONLEESBAAR = "onleesbaar", "Onleesbaar"

    bestandsnaam = models.CharField(max_length=255)
    inhoud = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    ontvangen_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ONTVANGEN)
    bericht = models.CharField(max_length=6, blank=True)
    afzender = models.CharField(max_length=8, blank=True)
    ontvanger = models.CharField(max_length=8, blank=True)
    identificatie = models.CharField(max_length=12, blank=True)
    dagtekening = models.DateField(null=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, null=True, related_name="+")
    onderwerp = models.CharField(max_length=60, blank=True)
    verwerkt_at = models.DateTimeField(null=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    bevindingen = models.JSONField(default=list)
    codes = models.CharField(max_length=200, blank=True)
    antwoord = models.ForeignKey(UitgaandBericht, on_delete=models.PROTECT, null=True, related_name="vragen")
    eerder = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="herhalingen")

    objects = BerichtQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["afzender", "ontvanger", "bericht", "identificatie"],
                condition=models.Q(status__in=["verwerkt", "afgekeurd"], eerder__isnull=True),
                name="inkomend_identificatie_uniek",
            ),
        )
        indexes = (models.Index(fields=["status", "id"]),)

    def __str__(self) -> str:
        return f"{self.bericht or 'bestand'} {self.pk}"
