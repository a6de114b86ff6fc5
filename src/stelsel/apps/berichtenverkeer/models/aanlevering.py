"""What somebody handed in at once, by hand: a file, some files, a folder or a zip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from .berichten import InkomendBericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class AanleveringQuerySet(models.QuerySet[Any]):
    """Tenant filter."""

    def for_user(self, user: User) -> AanleveringQuerySet:
        """What the user's own organisation handed in."""
        if user.agb:
            return self.filter(agb=user.agb)
        return self.filter(agb="", gemeentecode=user.gemeentecode) if user.gemeentecode else self.none()


class Aanlevering(models.Model):
    """One time of handing in. `agb`, `gemeentecode`: the organisation that did, one of the two is filled;
    `door`: the login, `door_naam`: how that person is called on pages."""

    agb = models.CharField(max_length=8, blank=True)
    gemeentecode = models.CharField(max_length=4, blank=True)
    door = models.CharField(max_length=150)
    door_naam = models.CharField(max_length=150)
    aangeleverd_at = models.DateTimeField()

    objects = AanleveringQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["agb", "gemeentecode", "id"]),)

    def __str__(self) -> str:
        return f"aanlevering {self.pk}"


class AanleverbestandQuerySet(models.QuerySet[Any]):
    """Files of batches; who may see a batch is decided there."""

    def met_toestand(self, user: User) -> AanleverbestandQuerySet:
        """Each with its `toestand`, as this user may know it.

        What turned out to be a message of somebody else is named, and no more is told about it."""
        eigen = InkomendBericht.objects.for_user(user).filter(pk=OuterRef("inkomend_id"))
        toestand = Case(
            When(Q(inkomend__isnull=True), then=Value(Aanleverbestand.Toestand.GEWEIGERD)),
            When(Exists(eigen), then=F("inkomend__status")),
            default=Value(Aanleverbestand.Toestand.ELDERS),
            output_field=models.CharField(choices=Aanleverbestand.Toestand.choices),
        )
        return self.annotate(toestand=toestand)


class Aanleverbestand(models.Model):
    """One file of it: either in the inbox (`inkomend`), or refused with a sentence for the sender."""

    class Toestand(models.TextChoices):
        """That of the message, and the two ways to be none."""

        ONTVANGEN = "ontvangen", "Wacht op controle"
        VERWERKT = "verwerkt", "Verwerkt"
        AFGEKEURD = "afgekeurd", "Afgekeurd"
        DUBBEL = "dubbel", "Dubbel"
        ONLEESBAAR = "onleesbaar", "Onleesbaar"
        VASTGELOPEN = "vastgelopen", "Vastgelopen"
        GEWEIGERD = "geweigerd", "Niet aangenomen"
        ELDERS = "elders", "Van een ander"

    aanlevering = models.ForeignKey(Aanlevering, on_delete=models.PROTECT, related_name="bestanden")
    volgnummer = models.PositiveIntegerField()
    naam = models.CharField(max_length=255)
    inkomend = models.ForeignKey(
        InkomendBericht, on_delete=models.PROTECT, null=True, related_name="aanleverbestanden"
    )
    geweigerd = models.CharField(max_length=500, blank=True)

    objects = AanleverbestandQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["aanlevering", "volgnummer"], name="aanleverbestand_volgnummer"),
            models.CheckConstraint(
                condition=Q(inkomend__isnull=True) ^ Q(geweigerd=""), name="aanleverbestand_een_afloop"
            ),
        )

    def __str__(self) -> str:
        return f"bestand {self.pk}"
