"""The work that a trigger gives: is this still the right help?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.domein.toegang.herijking import HERIJKINGSTAND_NAAM, UITKOMST_NAAM, Herijkingstand, Uitkomst

from .toewijzing import Toewijzing

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

HERIJKINGSTAND_KEUZES = [(stand.value, HERIJKINGSTAND_NAAM[stand]) for stand in Herijkingstand]
UITKOMST_KEUZES = [(uitkomst.value, UITKOMST_NAAM[uitkomst]) for uitkomst in Uitkomst]


class HerijkingQuerySet(models.QuerySet["Herijking"]):
    """Tenant filter."""

    def for_user(self, user: User) -> HerijkingQuerySet:
        """Staff of the own gemeente; the gemeente decides whether help still fits."""
        if user.client_nummer or user.agb or not user.gemeentecode:
            return self.none()
        return self.filter(toewijzing__gemeente_id=user.gemeentecode)


class Herijking(models.Model):
    """One task: `regel` in its `versie` met `feit`. `sleutel` names rule, allocation and fact, so that the
    same fact never gives a second task. `verwijzing`: the besluit, request or change that answered it."""

    sleutel = models.CharField(max_length=120, unique=True)
    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="herijkingen")
    regel = models.CharField(max_length=20)
    versie = models.CharField(max_length=10)
    feit = models.TextField()
    ontstaan_datum = models.DateField()
    uiterste_datum = models.DateField()
    status = models.CharField(max_length=10, choices=HERIJKINGSTAND_KEUZES, default=Herijkingstand.OPEN.value)
    uitkomst = models.CharField(max_length=12, choices=UITKOMST_KEUZES, blank=True)
    verwijzing = models.CharField(max_length=80, blank=True)
    reden = models.TextField(blank=True)
    afgesloten_by = models.CharField(max_length=60, blank=True)
    afgesloten_at = models.DateTimeField(null=True)

    objects = HerijkingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status="open", uitkomst="", afgesloten_at__isnull=True)
                | models.Q(status="vervallen", uitkomst="", afgesloten_at__isnull=False)
                | (models.Q(status="afgedaan", afgesloten_at__isnull=False) & ~models.Q(uitkomst="")),
                name="herijking_uitkomst",
            ),
            models.CheckConstraint(
                condition=~models.Q(uitkomst="gelijk") | ~models.Q(reden=""), name="herijking_reden"
            ),
        )

    def __str__(self) -> str:
        return f"herijking {self.pk}"
