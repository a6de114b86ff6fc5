"""The ledger: one line per act on the money of one claim. Written once: the database refuses a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from stelsel.domein.declaraties.grootboek import BOEKINGSOORT_NAAM, VELDEN, Boekingsoort, Mutatie

from .betaalrun import Betaalregel
from .declaratie import Declarant, Declaratie

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_OP_BETAALREGEL = (Boekingsoort.GOEDKEURING, Boekingsoort.BESTAND, Boekingsoort.BETALING)


class BoekingQuerySet(models.QuerySet["Boeking"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BoekingQuerySet:
        """The ledger of the user's gemeente; an aanbieder sees payments, not the books of its customer."""
        return self.filter(declarant__gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Boeking(models.Model):
    """A Mutatie (stelsel.domein.declaraties.grootboek) of one claim, in cents. `periode`: first day of the
    month that was claimed. `herroept`: the entry that this one turns back."""

    declarant = models.ForeignKey(Declarant, on_delete=models.PROTECT, related_name="+")
    periode = models.DateField()
    declaratie = models.ForeignKey(Declaratie, on_delete=models.PROTECT, related_name="boekingen")
    soort = models.CharField(max_length=11, choices=[(s.value, BOEKINGSOORT_NAAM[s]) for s in Boekingsoort])
    betaalregel = models.ForeignKey(
        Betaalregel, on_delete=models.PROTECT, null=True, related_name="boekingen"
    )
    herroept = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="herroeping")
    geboekt_at = models.DateTimeField()
    geboekt_by = models.CharField(max_length=60)
    gedeclareerd = models.BigIntegerField(default=0)
    in_behandeling = models.BigIntegerField(default=0)
    goedgekeurd = models.BigIntegerField(default=0)
    afgekeurd = models.BigIntegerField(default=0)
    credit_gevraagd = models.BigIntegerField(default=0)
    gecrediteerd = models.BigIntegerField(default=0)
    credit_geweigerd = models.BigIntegerField(default=0)
    openstaand = models.BigIntegerField(default=0)
    klaargezet = models.BigIntegerField(default=0)
    bij_bank = models.BigIntegerField(default=0)
    betaald = models.BigIntegerField(default=0)

    objects = BoekingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["declarant", "periode"], name="boeking_periode"),)
        constraints = (
            models.CheckConstraint(
                name="boeking_declaraties_in_balans",
                condition=Q(gedeclareerd=F("goedgekeurd") + F("afgekeurd") + F("in_behandeling")),
            ),
            models.CheckConstraint(
                name="boeking_credits_in_balans",
                condition=Q(credit_gevraagd=F("gecrediteerd") + F("credit_geweigerd")),
            ),
            models.CheckConstraint(
                name="boeking_geld_in_balans",
                condition=Q(
                    goedgekeurd=F("gecrediteerd")
                    + F("openstaand")
                    + F("klaargezet")
                    + F("bij_bank")
                    + F("betaald")
                ),
            ),
            models.UniqueConstraint(
                fields=["declaratie"], condition=Q(soort=Boekingsoort.OORDEEL), name="boeking_een_oordeel"
            ),
            models.UniqueConstraint(
                fields=["betaalregel", "soort"],
                condition=Q(soort__in=_OP_BETAALREGEL),
                name="boeking_een_keer",
            ),
            models.CheckConstraint(
                name="boeking_herkomst",
                condition=Q(soort=Boekingsoort.OORDEEL, betaalregel__isnull=True, herroept__isnull=True)
                | Q(soort__in=_OP_BETAALREGEL, betaalregel__isnull=False, herroept__isnull=True)
                | Q(soort=Boekingsoort.HERROEPING, betaalregel__isnull=False, herroept__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"boeking {self.pk}"

    @property
    def mutatie(self) -> Mutatie:
        """What it changes."""
        return Mutatie(**{veld: getattr(self, veld) for veld in VELDEN})
