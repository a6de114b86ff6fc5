"""The register of the own contribution: what the CAK has to know, a record per person and period."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from stelsel.apps.basis.models import Gemeente
from stelsel.apps.toegang.models import Client
from stelsel.domein.declaraties.eigenbijdrage import AANLEVERING_NAAM, Aanlevering

from .betaalrun import VanGemeenteQuerySet


class BijdrageQuerySet(VanGemeenteQuerySet):
    """Of the gemeente itself."""


class Bijdrageperiode(models.Model):
    """`start_nummer`: the EbStartNummer, unique per gemeente for good; `stopdatum` empty while it runs.
    `status`: of the last change; a record that lapsed keeps its dates."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    start_nummer = models.PositiveIntegerField()
    startdatum = models.DateField()
    stopdatum = models.DateField(null=True)
    status = models.CharField(max_length=1, choices=[(s.value, AANLEVERING_NAAM[s]) for s in Aanlevering])
    bijgewerkt_at = models.DateTimeField()

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "start_nummer"], name="bijdrageperiode_nummer"),
            models.UniqueConstraint(
                fields=["client", "startdatum"],
                condition=~Q(status=Aanlevering.VERWIJDERD),
                name="bijdrageperiode_een_start",
            ),
            models.CheckConstraint(
                condition=Q(stopdatum__isnull=True) | Q(stopdatum__gte=F("startdatum")),
                name="bijdrageperiode_volgorde",
            ),
        )

    def __str__(self) -> str:
        return f"bijdrageperiode {self.start_nummer}"
