"""The work around messages: what got stuck, what somebody did about it, and how a gemeente is connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from stelsel.apps.accounts.models import Rol
from stelsel.apps.basis.models import Gemeente

from .berichten import InkomendBericht, UitgaandBericht

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class OpgepaktEvent(models.Model):
    """An event of the journal that became a message. A marker per event, not a cursor: events of two
    transactions become visible in another order than their numbers. `uitgaand`: the message that it became;
    empty when we failed to make it."""

    gebeurtenis_id = models.BigIntegerField(unique=True)
    uitgaand = models.ForeignKey(UitgaandBericht, on_delete=models.PROTECT, null=True, related_name="events")

    def __str__(self) -> str:
        return f"gebeurtenis {self.gebeurtenis_id}"


class Hartslag(models.Model):
    """When a background process was last alive."""

    naam = models.CharField(max_length=40, primary_key=True)
    gezien_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.naam


class StoringQuerySet(models.QuerySet[Any]):
    """Tenant filter."""

    def for_user(self, user: User) -> StoringQuerySet:
        """Of the user's gemeente. What belongs to no gemeente (a file that is no message) is for the
        beheerder."""
        if user.rol == Rol.BEHEERDER:
            return self.filter(gemeente__isnull=True)
        if user.agb or not user.gemeentecode:
            return self.none()
        return self.filter(gemeente_id=user.gemeentecode)


class Storing(models.Model):
    """Something that does not go on without a person. `titel` and `uitleg` name no person; `reden` is the
    word in the alarm. Exactly one of `inkomend`, `uitgaand` and `gebeurtenis_id` is filled, none for a file.
    """

    class Soort(models.TextChoices):
        INKOMEND = "inkomend", "Ontvangen bericht"
        UITGAAND = "uitgaand", "Bericht van ons"
        GEBEURTENIS = "gebeurtenis", "Toewijzing zonder bericht"
        BESTAND = "bestand", "Bestand in de postmap"

    class Afloop(models.TextChoices):
        OPEN = "", "Open"
        OPNIEUW = "opnieuw", "Opnieuw geprobeerd"
        TERZIJDE = "terzijde", "Terzijde gelegd"

    soort = models.CharField(max_length=11, choices=Soort.choices)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, related_name="+")
    titel = models.CharField(max_length=255)
    reden = models.CharField(max_length=40)
    uitleg = models.CharField(max_length=500)
    inkomend = models.ForeignKey(
        InkomendBericht, on_delete=models.PROTECT, null=True, related_name="storingen"
    )
    uitgaand = models.ForeignKey(
        UitgaandBericht, on_delete=models.PROTECT, null=True, related_name="storingen"
    )
    gebeurtenis_id = models.BigIntegerField(null=True)
    ontstaan_at = models.DateTimeField()
    afloop = models.CharField(max_length=8, choices=Afloop.choices, blank=True)
    afgedaan_at = models.DateTimeField(null=True)
    afgedaan_door = models.CharField(max_length=150, blank=True)
    toelichting = models.CharField(max_length=500, blank=True)

    objects = StoringQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["gemeente", "afloop", "id"]),)

    def __str__(self) -> str:
        return f"storing {self.pk}"


class Berichthandeling(models.Model):
    """What a person did with a message: sent it again, called about it, tried again, or set it aside."""

    class Soort(models.TextChoices):
        VERZONDEN = "verzonden", "Opnieuw verzonden"
        GEBELD = "gebeld", "Gebeld"
        GEPROBEERD = "geprobeerd", "Opnieuw geprobeerd"
        TERZIJDE = "terzijde", "Terzijde gelegd"

    inkomend = models.ForeignKey(
        InkomendBericht, on_delete=models.PROTECT, null=True, related_name="handelingen"
    )
    uitgaand = models.ForeignKey(
        UitgaandBericht, on_delete=models.PROTECT, null=True, related_name="handelingen"
    )
    soort = models.CharField(max_length=10, choices=Soort.choices)
    toelichting = models.CharField(max_length=500, blank=True)
    door = models.CharField(max_length=150)
    door_naam = models.CharField(max_length=150)
    gedaan_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(inkomend__isnull=True) ^ models.Q(uitgaand__isnull=True),
                name="berichthandeling_een_bericht",
            ),
        )

    def __str__(self) -> str:
        return f"{self.soort} {self.pk}"


class Aansluiting(models.Model):
    """How the messages of a gemeente leave the house: as bare files, or each in an envelope of the GGk.
    `administratie`: the name on the envelope, of the samenwerkingsverband or the gemeente."""

    gemeente = models.OneToOneField(Gemeente, on_delete=models.PROTECT, primary_key=True, related_name="+")
    in_envelop = models.BooleanField(default=False)
    administratie = models.CharField(max_length=50, blank=True)

    def __str__(self) -> str:
        return f"aansluiting {self.gemeente_id}"
