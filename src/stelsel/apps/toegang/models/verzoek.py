"""Requests of an aanbieder: to allocate (315, VOT) or to change what is allocated (317, VOW)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.toegang.verzoek import (
    PRODUCTVERZOEK_NAAM,
    VERZOEKSOORT_NAAM,
    VERZOEKSTATUS_NAAM,
    Productverzoek,
    Verzoeksoort,
    Verzoekstatus,
)

from .personen import Client

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

SOORT_KEUZES = [(soort.value, VERZOEKSOORT_NAAM[soort]) for soort in Verzoeksoort]
STATUS_KEUZES = [(status.value, VERZOEKSTATUS_NAAM[status]) for status in Verzoekstatus]
PRODUCT_KEUZES = [(soort.value, PRODUCTVERZOEK_NAAM[soort]) for soort in Productverzoek]


class VerzoekQuerySet(models.QuerySet["Verzoek"]):
    """Tenant filter."""

    def for_user(self, user: User) -> VerzoekQuerySet:
        """Own gemeente for staff, own requests for an aanbieder; nobody else."""
        if user.client_nummer:
            return self.none()
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Verzoek(models.Model):
    """One message 315 or 317. `client` is empty while nobody here knows the person of a VOT; what the message
    says of the person stands beside it. Of a request refused in its retour only references and BSN stay."""

    nummer = models.CharField(max_length=20, unique=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=3, choices=SOORT_KEUZES)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="verzoeken")
    bsn = models.CharField(max_length=9)
    geslachtsnaam = models.CharField(max_length=200, blank=True)
    voorvoegsel = models.CharField(max_length=10, blank=True)
    voornamen = models.CharField(max_length=200, blank=True)
    geboortedatum = models.DateField(null=True)
    geslacht = models.CharField(max_length=1, blank=True)
    gezagsdrager_bekend = models.CharField(max_length=1, blank=True)
    reden_verzoek = models.CharField(max_length=1, blank=True)
    commentaar = models.TextField(blank=True)
    dagtekening = models.DateField()
    ontvangen_datum = models.DateField()
    bericht_sleutel = models.CharField(max_length=60)

    objects = VerzoekQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["gemeente", "aanbieder", "wet", "bsn"]),)

    def __str__(self) -> str:
        return self.nummer

    @property
    def persoonsnaam(self) -> str:
        """Of the client, or as the message gives it while nobody here knows the person."""
        if self.client is not None:
            return self.client.volledige_naam
        delen = (self.voornamen, self.voorvoegsel, self.geslachtsnaam)
        return " ".join(deel for deel in delen if deel)


class AanvraagQuerySet(models.QuerySet["Aanvraag"]):
    """Tenant filter, and what still waits."""

    def for_user(self, user: User) -> AanvraagQuerySet:
        """Those of the requests that this user may see."""
        return self.filter(verzoek__in=Verzoek.objects.for_user(user))

    def open(self) -> AanvraagQuerySet:
        """Neither honoured nor refused (TR374: pending)."""
        return self.filter(status__in=[Verzoekstatus.ONTVANGEN.value, Verzoekstatus.IN_ONDERZOEK.value])


class Aanvraag(models.Model):
    """What is decided at once: one product of a VOT, a VOW as a whole. `uiterste_datum`: when the aanbieder
    must have an answer. A refusal on the woonplaatsbeginsel names the `verantwoordelijke_gemeente`; honouring
    otherwise than asked, with whom at the aanbieder and on which day that was arranged."""

    verzoek = models.ForeignKey(Verzoek, on_delete=models.PROTECT, related_name="aanvragen")
    referentie_aanbieder = models.CharField(max_length=36)
    status = models.CharField(max_length=12, choices=STATUS_KEUZES, default=Verzoekstatus.ONTVANGEN.value)
    uiterste_datum = models.DateField()
    reden_afwijzing = models.CharField(max_length=1, blank=True)
    verantwoordelijke_gemeente = models.CharField(max_length=4, blank=True)
    toelichting = models.TextField(blank=True)
    overleg_met = models.CharField(max_length=100, blank=True)
    overleg_op = models.DateField(null=True)
    besloten_by = models.CharField(max_length=60, blank=True)
    besloten_at = models.DateTimeField(null=True)

    objects = AanvraagQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["status", "uiterste_datum"]),)

    def __str__(self) -> str:
        return f"aanvraag {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether a decision is still possible."""
        return self.status in (Verzoekstatus.ONTVANGEN, Verzoekstatus.IN_ONDERZOEK)


class Verzoekproduct(models.Model):
    """One product in a request. Asked or new: product, period and volume. To change: the number and what is
    wanted. Unchanged: the number only. `budget` in cents; the referrer and the beschikking of a VOT only."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="producten")
    soort = models.CharField(max_length=11, choices=PRODUCT_KEUZES)
    toewijzing_nummer = models.CharField(max_length=9, blank=True)
    categorie = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=5, blank=True)
    ingangsdatum = models.DateField(null=True)
    einddatum = models.DateField(null=True)
    volume = models.PositiveIntegerField(null=True)
    eenheid = models.CharField(max_length=2, blank=True)
    frequentie = models.CharField(max_length=1, blank=True)
    budget = models.PositiveIntegerField(null=True)
    verwijzer_type = models.CharField(max_length=2, blank=True)
    verwijzer_naam = models.CharField(max_length=64, blank=True)
    verwijzer_code = models.CharField(max_length=8, blank=True)
    beschikking_nummer = models.CharField(max_length=9, blank=True)
    beschikking_ingangsdatum = models.DateField(null=True)
    raamcontract = models.CharField(max_length=1, blank=True)
    commentaar = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"product {self.pk}"


class Productafspraak(models.Model):
    """What was granted of a product instead of what was asked (IV093, IV094); the request itself stays as it
    came. `budget` in cents."""

    product = models.OneToOneField(Verzoekproduct, on_delete=models.PROTECT, related_name="afspraak")
    ingangsdatum = models.DateField(null=True)
    einddatum = models.DateField(null=True)
    volume = models.PositiveIntegerField(null=True)
    budget = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"afspraak {self.pk}"
