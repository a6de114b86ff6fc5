"""Who answers for an allocation: exactly one aanbieder with a contact person, and the rare second one."""

from __future__ import annotations

from django.db import models

from stelsel.apps.basis.models import Aanbieder
from stelsel.domein.toegang.gezin import UITZONDERINGSTAND_NAAM, Uitzonderingstand

from .toewijzing import Toewijzing

UITZONDERINGSTAND_KEUZES = [(stand.value, UITZONDERINGSTAND_NAAM[stand]) for stand in Uitzonderingstand]


class Uitzondering(models.Model):
    """A second aanbieder that answers for the same help, for a while, with a reason; asked by one person and
    approved by another."""

    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="uitzonderingen")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    contactpersoon = models.CharField(max_length=80)
    reden = models.TextField()
    vanaf = models.DateField()
    tot = models.DateField()
    status = models.CharField(
        max_length=12, choices=UITZONDERINGSTAND_KEUZES, default=Uitzonderingstand.GEVRAAGD.value
    )
    gevraagd_by = models.CharField(max_length=60)
    gevraagd_persoon = models.CharField(max_length=60)
    gevraagd_at = models.DateTimeField()
    besloten_by = models.CharField(max_length=60, blank=True)
    besloten_persoon = models.CharField(max_length=60, blank=True)
    besloten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status="gevraagd", besloten_at__isnull=True)
                | (
                    ~models.Q(status="gevraagd")
                    & models.Q(besloten_at__isnull=False)
                    & ~models.Q(besloten_persoon=models.F("gevraagd_persoon"))
                ),
                name="uitzondering_vier_ogen",
            ),
            models.CheckConstraint(
                condition=models.Q(tot__gte=models.F("vanaf")), name="uitzondering_periode"
            ),
        )

    def __str__(self) -> str:
        return f"uitzondering {self.pk}"


class Hoofdverantwoordelijke(models.Model):
    """Who answers from day to day; `tot` empty as long as it stands. `contactpersoon` is empty while the
    aanbieder has not named anybody. With an `uitzondering` it is the second one beside the only lead."""

    toewijzing = models.ForeignKey(
        Toewijzing, on_delete=models.PROTECT, related_name="hoofdverantwoordelijken"
    )
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    contactpersoon = models.CharField(max_length=80, blank=True)
    functie = models.CharField(max_length=80, blank=True)
    telefoon = models.CharField(max_length=15, blank=True)
    uitzondering = models.OneToOneField(
        Uitzondering, on_delete=models.PROTECT, null=True, related_name="tweede"
    )
    vanaf = models.DateField()
    tot = models.DateField(null=True)
    vastgelegd_by = models.CharField(max_length=60)
    vastgelegd_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["toewijzing"],
                condition=models.Q(tot__isnull=True, uitzondering__isnull=True),
                name="hoofdverantwoordelijke_een",
            ),
            models.CheckConstraint(
                condition=models.Q(uitzondering__isnull=True) | models.Q(tot__isnull=False),
                name="hoofdverantwoordelijke_tweede_eindig",
            ),
            models.CheckConstraint(
                condition=models.Q(tot__isnull=True) | models.Q(tot__gte=models.F("vanaf")),
                name="hoofdverantwoordelijke_periode",
            ),
        )

    def __str__(self) -> str:
        return f"hoofdverantwoordelijke {self.pk}"
