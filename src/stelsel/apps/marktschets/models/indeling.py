"""The register of rules for A, B and C, and the help that needs no decision: segment A."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.domein.marktschets.indelingsregel import Indelingsregel, parse_regel

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class IndelingsversieQuerySet(models.QuerySet["Indelingsversie"]):
    """Tenant filter."""

    def for_user(self, user: User) -> IndelingsversieQuerySet:
        """The rules are those of the region; who works for one gemeente has no part in them."""
        return self if user.regio else self.none()


class Indelingsversie(models.Model):
    """One version of the rule, never changed: another rule is another version. It says nothing of clients.

    `inhoud` is what `parse_regel` reads. `vorige`: the version it was made from; None for a standard one."""

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    waarom = models.CharField(max_length=500)
    inhoud = models.JSONField()
    vanaf = models.DateField()
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = IndelingsversieQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer

    def get_regel(self) -> Indelingsregel:
        """The rule itself."""
        return parse_regel(self.inhoud)


class VrijToegankelijkQuerySet(models.QuerySet["VrijToegankelijk"]):
    """Tenant filter."""

    def for_user(self, user: User) -> VrijToegankelijkQuerySet:
        """Of the whole region, or of the own gemeente."""
        if user.regio:
            return self
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class VrijToegankelijk(models.Model):
    """Help without a decision in one gemeente, year and domain: how many people and what it cost (cents).

    Nobody claims it, so it is entered, with where the figures are from. A correction is a newer row."""

    class Domein(models.TextChoices):
        """The laws of the lake."""

        JEUGD = "jeugd", "Jeugd"
        WMO = "wmo", "Wmo"
        PARTICIPATIE = "participatie", "Participatie"

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    domein = models.CharField(max_length=12, choices=Domein.choices)
    clienten = models.PositiveIntegerField()
    bedrag = models.PositiveBigIntegerField()
    bron = models.CharField(max_length=200)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = VrijToegankelijkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.jaar} {self.domein}"
