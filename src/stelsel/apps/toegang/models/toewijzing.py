"""The toewijzing: what a gemeente assigns to an aanbieder for one client (301)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.toegang.begrippen import RedenWijziging

from .personen import Client
from .vraag import Besluit

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: With these reasons and the first day as the last, an allocation has to be taken as never given.
VERWIJDERREDENEN = (RedenWijziging.VERWIJDERD.value, RedenWijziging.VERVALLEN_CORRECTIE.value)


class ToewijzingQuerySet(models.QuerySet["Toewijzing"]):
    """Tenant filter and the standard's own word for a current allocation."""

    def for_user(self, user: User) -> ToewijzingQuerySet:
        """Own gemeente, own aanbieder, or own allocations."""
        if user.client_nummer:
            return self.filter(client__nummer=user.client_nummer)
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()

    def actueel(self, today: date) -> ToewijzingQuerySet:
        """Valid on or after `today` (a later start included), deleted ones excluded."""
        return self.geldig().filter(models.Q(einddatum__isnull=True) | models.Q(einddatum__gte=today))

    def geldig(self) -> ToewijzingQuerySet:
        """Without the deleted ones."""
        return self.exclude(reden_wijziging__in=VERWIJDERREDENEN, einddatum=models.F("ingangsdatum"))


class Toewijzing(models.Model):
    """`toewijzing_nummer` is unique per gemeente and law (OP275). Volume in `eenheid` per `frequentie`;
    `budget` in cents. `hoort_bij`: the long-running help that this temporary specialist help is beside."""

    toewijzing_nummer = models.CharField(max_length=9)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="toewijzingen")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, null=True, related_name="toewijzingen")
    categorie = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=5, blank=True)
    toegewezen_at = models.DateTimeField()
    ingangsdatum = models.DateField()
    einddatum = models.DateField(null=True)
    volume = models.PositiveIntegerField(null=True)
    eenheid = models.CharField(max_length=2, blank=True)
    frequentie = models.CharField(max_length=1, blank=True)
    budget = models.PositiveIntegerField(null=True)
    reden_wijziging = models.CharField(max_length=2, blank=True)
    referentie_aanbieder = models.CharField(max_length=36, blank=True)
    hoort_bij = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="modules")

    objects = ToewijzingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "wet", "toewijzing_nummer"], name="toewijzing_nummer_uniek"
            ),
            models.CheckConstraint(
                condition=models.Q(einddatum__isnull=True)
                | models.Q(einddatum__gte=models.F("ingangsdatum")),
                name="toewijzing_periode",
            ),
        )
        indexes = (models.Index(fields=["aanbieder", "gemeente", "wet"]),)

    def __str__(self) -> str:
        return self.toewijzing_nummer

    @property
    def verwijderd(self) -> bool:
        """Deleted, in the words of the standard: to be taken as never sent."""
        return self.reden_wijziging in VERWIJDERREDENEN and self.einddatum == self.ingangsdatum
