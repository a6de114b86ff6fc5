"""The editions of the document that were kept, and which domeinen lie outside a phase of the verwerving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.domein.marktschets.editie import Kerncijfer

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class MarktdocumentQuerySet(models.QuerySet["Marktdocument"]):
    """Tenant filter."""

    def for_user(self, user: User) -> MarktdocumentQuerySet:
        """Made at the desk of the region; who works for one gemeente gets it from there."""
        return self if user.regio else self.none()


class Marktdocument(models.Model):
    """One edition of the market picture, never changed. It holds no figure about few clients.

    `inhoud`: all words and figures; `kerncijfers`: by which editions are compared; `gegevens_tm`: last day of
    the data; `lakeversie`: the state of the lake it was made from."""

    nummer = models.CharField(max_length=20, unique=True)
    onderwerp = models.CharField(max_length=200)
    jaar = models.PositiveSmallIntegerField()
    gemeente = models.CharField(max_length=4, blank=True)
    domein = models.CharField(max_length=20, blank=True)
    gegevens_tm = models.DateField()
    lakeversie = models.PositiveIntegerField()
    regel = models.CharField(max_length=120)
    vingerafdruk = models.CharField(max_length=64)
    kerncijfers = models.JSONField()
    inhoud = models.JSONField()
    pdf = models.BinaryField()
    html = models.TextField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = MarktdocumentQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["jaar", "gemeente", "domein"]),)

    def __str__(self) -> str:
        return self.nummer

    def list_kerncijfers(self) -> list[Kerncijfer]:
        """The key figures, as they were."""
        return [Kerncijfer(**cijfer) for cijfer in self.kerncijfers]


class DomeinbereikQuerySet(models.QuerySet["Domeinbereik"]):
    """Tenant filter."""

    def for_user(self, user: User) -> DomeinbereikQuerySet:
        """A decision of the region."""
        return self if user.regio else self.none()


class Domeinbereik(models.Model):
    """Whether a domein is in a phase of the verwerving, from a day on, and why. The newest row holds."""

    domein = models.CharField(max_length=20)
    fase = models.CharField(max_length=80)
    doet_mee = models.BooleanField()
    vanaf = models.DateField()
    reden = models.CharField(max_length=300)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = DomeinbereikQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.domein}, {self.fase}"
