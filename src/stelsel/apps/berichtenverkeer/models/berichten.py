"""Messages in and out. These tables are the queue: a row is taken with a lock that a killed worker loses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.istandaarden.rapport import render_soortnaam

from .inhoud import Inhoudveld

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class BerichtQuerySet(models.QuerySet[Any]):
    """Tenant filter for both tables."""

    def for_user(self, user: User) -> BerichtQuerySet:
        """Messages of the user's gemeente or the user's aanbieder; nobody who works for the whole region."""
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class InkomendQuerySet(BerichtQuerySet):
    """The inbox: who handed a file in may follow it, also while nobody knows yet for whom it is."""

    def for_user(self, user: User) -> InkomendQuerySet:
        """Own messages, and files that were handed in by one's own organisation and belong to nobody else."""
        if user.agb:
            eigen = models.Q(aanbieder_id=user.agb)
            return self.filter(eigen | models.Q(aangeleverd_agb=user.agb, aanbieder__isnull=True))
        if not user.gemeentecode:
            return self.none()
        eigen = models.Q(gemeente_id=user.gemeentecode)
        return self.filter(eigen | models.Q(aangeleverd_gemeente=user.gemeentecode, gemeente__isnull=True))


class UitgaandBericht(models.Model):
    """A message that we made; the row is the outbox. Bytes are kept for good: a replay gets the same answer.
    `gemeente` is empty only in an answer to a message for a gemeente that does not exist here (S300).
    `onderwerp`: the client number, or "" when it concerns many.

    `verzendingen`: how often a person had it sent again. `referentienummer`, `cross_refnummer`: of the
    envelope in which it left, and of the one that it answers; "" as a bare file. `terzijde`: a person decided
    that nobody waits for an answer any more."""

    class Status(models.TextChoices):
        KLAAR = "klaar", "Staat klaar"
        VERZONDEN = "verzonden", "Verzonden"
        GEBLOKKEERD = "geblokkeerd", "Tegengehouden"
        MISLUKT = "mislukt", "Niet aangekomen"

    class Antwoord(models.TextChoices):
        GEEN = "", "Nog geen antwoord"
        GOED = "goed", "Goedgekeurd"
        AFGEKEURD = "afgekeurd", "Afgekeurd"

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    bericht = models.CharField(max_length=6)
    identificatie = models.CharField(max_length=12)
    dagtekening = models.DateField()
    inhoud = Inhoudveld()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=11, choices=Status.choices, default=Status.KLAAR)
    onderwerp = models.CharField(max_length=60, blank=True)
    beantwoord = models.CharField(max_length=10, choices=Antwoord.choices, blank=True)
    bevindingen = models.JSONField(default=list)
    gemaakt_at = models.DateTimeField()
    verzonden_at = models.DateTimeField(null=True)
    verzendingen = models.PositiveSmallIntegerField(default=0)
    referentienummer = models.CharField(max_length=36, blank=True, db_index=True)
    cross_refnummer = models.CharField(max_length=36, blank=True)
    terzijde = models.BooleanField(default=False)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "aanbieder", "bericht", "identificatie"],
                name="uitgaand_identificatie_uniek",
            ),
        )
        indexes = (models.Index(fields=["status", "id"]), models.Index(fields=["aanbieder", "id"]))

    def __str__(self) -> str:
        return f"{self.bericht} {self.identificatie}"

    @property
    def naam(self) -> str:
        """What it is called on a page."""
        return render_soortnaam(self.bericht)

    @property
    def moet_anders(self) -> bool:
        """The same bytes once more are of no use: we held them back, or the aanbieder refused them."""
        return self.status == self.Status.GEBLOKKEERD or self.beantwoord == self.Antwoord.AFGEKEURD


class InkomendBericht(models.Model):
    """A file that came in; the row is the inbox. Stored before anything is decided about it.

    `telt_als_verzonden`: false while undecided, and for good when the message was rejected on its form or
    in its header, since such a message counts as not sent (OP286) and its Identificatie stays free.
    `begonnen`: how often in a row a worker began a round with it and died, last at `begonnen_at`.
    `vraag_identificatie`: of a retour, the Identificatie of the message that it answers.
    `envelop`: the facts of the envelope in which it came (see actions/envelop.py), {} as a bare file;
    `inhoud` is what was inside. `volgorde`: its place among what was handed in at the same moment (see
    istandaarden/transport/volgorde.py). `terzijde`: a person decided that nothing more is to be done."""

    class Status(models.TextChoices):
        ONTVANGEN = "ontvangen", "Ontvangen"
        VERWERKT = "verwerkt", "Verwerkt"
        AFGEKEURD = "afgekeurd", "Afgekeurd"
        DUBBEL = "dubbel", "Dubbel"
        ONLEESBAAR = "onleesbaar", "Onleesbaar"
        VASTGELOPEN = "vastgelopen", "Vastgelopen"
        GEPARKEERD = "geparkeerd", "Wacht op ons bericht"

    bestandsnaam = models.CharField(max_length=255)
    inhoud = Inhoudveld()
    sha256 = models.CharField(max_length=64, db_index=True)
    envelop = models.JSONField(default=dict)
    referentienummer = models.CharField(max_length=36, blank=True)
    volgorde = models.CharField(max_length=40, blank=True)
    ontvangen_at = models.DateTimeField()
    aangeleverd_agb = models.CharField(max_length=8, blank=True)
    aangeleverd_gemeente = models.CharField(max_length=4, blank=True)
    status = models.CharField(max_length=11, choices=Status.choices, default=Status.ONTVANGEN)
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
    begonnen = models.PositiveSmallIntegerField(default=0)
    begonnen_at = models.DateTimeField(null=True)
    vraag_identificatie = models.CharField(max_length=12, blank=True)
    bevindingen = models.JSONField(default=list)
    codes = models.CharField(max_length=200, blank=True)
    telt_als_verzonden = models.BooleanField(default=False)
    antwoord = models.ForeignKey(UitgaandBericht, on_delete=models.PROTECT, null=True, related_name="vragen")
    eerder = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="herhalingen")
    terzijde = models.BooleanField(default=False)

    objects = InkomendQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["afzender", "ontvanger", "bericht", "identificatie"],
                condition=models.Q(telt_als_verzonden=True),
                name="inkomend_identificatie_uniek",
            ),
        )
        indexes = (
            models.Index(fields=["status", "id"]),
            models.Index(fields=["status", "ontvangen_at", "volgorde", "id"]),
            models.Index(fields=["gemeente", "id"]),
            models.Index(fields=["aanbieder", "id"]),
        )

    def __str__(self) -> str:
        return f"{self.bericht or 'bestand'} {self.pk}"

    @property
    def naam(self) -> str:
        """What it is called on a page: the message, or the file when it is none."""
        return render_soortnaam(self.bericht) or self.bestandsnaam


class Berichtverband(models.Model):
    """Which allocation a message speaks of, so that its whole history can be shown in order."""

    inkomend = models.ForeignKey(
        InkomendBericht, on_delete=models.CASCADE, null=True, related_name="verbanden"
    )
    uitgaand = models.ForeignKey(
        UitgaandBericht, on_delete=models.CASCADE, null=True, related_name="verbanden"
    )
    toewijzing_id = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(inkomend__isnull=True) ^ models.Q(uitgaand__isnull=True),
                name="berichtverband_een_bericht",
            ),
        )

    def __str__(self) -> str:
        return f"verband {self.pk}"
