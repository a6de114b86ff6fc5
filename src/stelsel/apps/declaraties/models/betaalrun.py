"""Payment runs: which proposals are paid together, to which account, by whom made and by whom approved.

Four eyes are held here as well as in the actions: the database refuses an approval by who made, changed or
submitted the run. `*_persoon` is the person behind a login (`User.persoon_sleutel`), so that two logins of
one person are one pair of eyes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.domein.declaraties.betaalrun import RUNSTATUS_NAAM, Runstatus

from .betaling import Betaalvoorstel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

_BESLOTEN = (Runstatus.GOEDGEKEURD, Runstatus.BESTAND, Runstatus.BETAALD)
_VERZONDEN = (Runstatus.BESTAND, Runstatus.BETAALD)


class VanGemeenteQuerySet(models.QuerySet[Any]):
    """Tenant filter of what only the gemeente itself sees."""

    def for_user(self, user: User) -> VanGemeenteQuerySet:
        """Of the user's gemeente; nobody who works for an aanbieder or for the whole region."""
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Betaalrun(models.Model):
    """A number of payments on one day from one account. `makers`: every person who made or changed it since
    it was last a concept. `inhoud_sha256`: of what was submitted; an approval is an approval of that."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    nummer = models.CharField(max_length=20, unique=True)
    status = models.CharField(
        max_length=12, choices=[(s.value, RUNSTATUS_NAAM[s]) for s in Runstatus], default=Runstatus.CONCEPT
    )
    betalen_tot = models.DateField()
    uitvoeringsdatum = models.DateField()
    makers = models.JSONField(default=list)
    gemaakt_by = models.CharField(max_length=60)
    gemaakt_persoon = models.CharField(max_length=60)
    gemaakt_at = models.DateTimeField()
    gewijzigd_by = models.CharField(max_length=60)
    gewijzigd_persoon = models.CharField(max_length=60)
    gewijzigd_at = models.DateTimeField()
    voorgelegd_by = models.CharField(max_length=60, blank=True)
    voorgelegd_persoon = models.CharField(max_length=60, blank=True)
    voorgelegd_at = models.DateTimeField(null=True)
    inhoud_sha256 = models.CharField(max_length=64, blank=True)
    goedgekeurd_by = models.CharField(max_length=60, blank=True)
    goedgekeurd_persoon = models.CharField(max_length=60, blank=True)
    goedgekeurd_at = models.DateTimeField(null=True)
    bestand = models.BinaryField(null=True)
    bestand_sha256 = models.CharField(max_length=64, blank=True)
    bestand_at = models.DateTimeField(null=True)
    betaald_at = models.DateTimeField(null=True)
    reden = models.CharField(max_length=200, blank=True)

    objects = VanGemeenteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="betaalrun_vier_ogen",
                condition=Q(goedgekeurd_persoon="")
                | ~Q(goedgekeurd_persoon=F("gemaakt_persoon"))
                & ~Q(goedgekeurd_persoon=F("gewijzigd_persoon"))
                & ~Q(goedgekeurd_persoon=F("voorgelegd_persoon")),
            ),
            models.CheckConstraint(
                name="betaalrun_goedgekeurd",
                condition=Q(status__in=_BESLOTEN)
                & ~Q(goedgekeurd_persoon="")
                & ~Q(inhoud_sha256="")
                & Q(goedgekeurd_at__isnull=False)
                | ~Q(status__in=_BESLOTEN) & Q(goedgekeurd_persoon=""),
            ),
            models.CheckConstraint(
                name="betaalrun_bestand",
                condition=Q(status__in=_VERZONDEN) & ~Q(bestand_sha256="") & Q(bestand_at__isnull=False)
                | ~Q(status__in=_VERZONDEN) & Q(bestand_sha256=""),
            ),
        )

    def __str__(self) -> str:
        return self.nummer


class BetalingQuerySet(models.QuerySet["Betaling"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BetalingQuerySet:
        """Payments of the user's gemeente; of the user's aanbieder once they are on their way to the bank."""
        if user.agb:
            return self.filter(aanbieder_id=user.agb, vervallen=False, betaalrun__status__in=_VERZONDEN)
        return self.filter(betaalrun__gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Betaling(models.Model):
    """What one aanbieder gets in one run, in cents; 0 when everything is set off. `iban` as it was approved.
    `vervallen`: taken out of the run before the bank had it."""

    class Status(models.TextChoices):
        KLAAR = "klaar", "Klaar"
        BETAALD = "betaald", "Betaald"
        TERUG = "terug", "Teruggekomen"

    betaalrun = models.ForeignKey(Betaalrun, on_delete=models.PROTECT, related_name="betalingen")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=120)
    iban = models.CharField(max_length=34)
    bedrag = models.BigIntegerField()
    kenmerk = models.CharField(max_length=35)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.KLAAR)
    vervallen = models.BooleanField(default=False)
    reden = models.CharField(max_length=200, blank=True)

    objects = BetalingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kenmerk"], condition=Q(vervallen=False), name="betaling_kenmerk_uniek"
            ),
            models.CheckConstraint(condition=Q(bedrag__gte=0), name="betaling_nooit_negatief"),
        )

    def __str__(self) -> str:
        return self.kenmerk


class Betaalregel(models.Model):
    """One proposal in one payment, in cents; negative when it is set off. A positive proposal is paid whole
    and once: there is at most one line of it that did not lapse. A negative one may be set off in parts, and
    `volgnummer` counts them. `vervallen`: taken out again, or the money came back."""

    betaling = models.ForeignKey(Betaling, on_delete=models.PROTECT, related_name="regels")
    voorstel = models.ForeignKey(Betaalvoorstel, on_delete=models.PROTECT, related_name="regels")
    bedrag = models.BigIntegerField()
    volgnummer = models.PositiveSmallIntegerField(default=1)
    vervallen = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["voorstel", "volgnummer"], condition=Q(vervallen=False), name="betaalregel_een_keer"
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0, volgnummer=1) | Q(bedrag__lt=0), name="betaalregel_bedrag"
            ),
        )

    def __str__(self) -> str:
        return f"betaalregel {self.pk}"


class Aanhouding(models.Model):
    """A proposal that is not paid for now, with the reason. At most one at a time."""

    voorstel = models.ForeignKey(Betaalvoorstel, on_delete=models.PROTECT, related_name="aanhoudingen")
    reden = models.CharField(max_length=200)
    aangehouden_by = models.CharField(max_length=60)
    aangehouden_at = models.DateTimeField()
    opgeheven_by = models.CharField(max_length=60, blank=True)
    opgeheven_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["voorstel"], condition=Q(opgeheven_at__isnull=True), name="aanhouding_een_tegelijk"
            ),
        )

    def __str__(self) -> str:
        return f"aanhouding {self.pk}"


class Rekeningnummer(models.Model):
    """The account of an aanbieder, or of the gemeente itself (`aanbieder` empty), from a day on. It holds
    once a second person confirmed it. Each gemeente keeps its own."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, null=True, related_name="+")
    iban = models.CharField(max_length=34)
    tenaamstelling = models.CharField(max_length=120)
    vanaf = models.DateField()
    reden = models.CharField(max_length=200)
    gevraagd_by = models.CharField(max_length=60)
    gevraagd_persoon = models.CharField(max_length=60)
    gevraagd_at = models.DateTimeField()
    bevestigd_by = models.CharField(max_length=60, blank=True)
    bevestigd_persoon = models.CharField(max_length=60, blank=True)
    bevestigd_at = models.DateTimeField(null=True)
    afgewezen_by = models.CharField(max_length=60, blank=True)
    afgewezen_at = models.DateTimeField(null=True)

    objects = VanGemeenteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="rekeningnummer_vier_ogen",
                condition=Q(bevestigd_persoon="", bevestigd_at__isnull=True)
                | ~Q(bevestigd_persoon="")
                & Q(bevestigd_at__isnull=False)
                & ~Q(bevestigd_persoon=F("gevraagd_persoon")),
            ),
            models.CheckConstraint(
                name="rekeningnummer_een_besluit",
                condition=Q(bevestigd_at__isnull=True) | Q(afgewezen_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"rekeningnummer {self.pk}"
