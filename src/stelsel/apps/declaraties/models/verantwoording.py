"""The production statement as the aanbieder agreed with it and the controller closed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from .declaratie import Declarant

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class VerantwoordingQuerySet(models.QuerySet["Productieverantwoording"]):
    """Tenant filter."""

    def for_user(self, user: User) -> VerantwoordingQuerySet:
        """Statements to the user's gemeente or of the user's aanbieder."""
        if user.agb:
            return self.filter(declarant__aanbieder_id=user.agb)
        return self.filter(declarant__gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Productieverantwoording(models.Model):
    """One year of one gemeente, aanbieder and law. `inhoud`: the figures that were agreed with (JSON of
    stelsel.domein.declaraties.verantwoording). Two parties, so two persons: the database refuses one."""

    declarant = models.ForeignKey(Declarant, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    inhoud = models.TextField()
    inhoud_sha256 = models.CharField(max_length=64)
    akkoord_by = models.CharField(max_length=60)
    akkoord_persoon = models.CharField(max_length=60)
    akkoord_at = models.DateTimeField()
    definitief_by = models.CharField(max_length=60, blank=True)
    definitief_persoon = models.CharField(max_length=60, blank=True)
    definitief_at = models.DateTimeField(null=True)

    objects = VerantwoordingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["declarant", "jaar"], name="verantwoording_uniek"),
            models.CheckConstraint(
                name="verantwoording_twee_partijen",
                condition=Q(definitief_persoon="", definitief_at__isnull=True)
                | Q(definitief_at__isnull=False)
                & ~Q(definitief_persoon="")
                & ~Q(definitief_persoon=F("akkoord_persoon")),
            ),
        )

    def __str__(self) -> str:
        return f"verantwoording {self.declarant_id} {self.jaar}"
