"""One household, one plan: who belongs to it, what it wants to reach, and who keeps the whole together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.domein.toegang.gezin import (
    DOELSTAND_NAAM,
    GEZINSROL_NAAM,
    REGIESOORT_NAAM,
    Doelstand,
    Gezinsrol,
    Regiesoort,
)

from .personen import Client, Huishouden
from .vraag import LEEFDOMEIN_KEUZES

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

ROL_KEUZES = [(rol.value, GEZINSROL_NAAM[rol]) for rol in Gezinsrol]
REGIE_KEUZES = [(soort.value, REGIESOORT_NAAM[soort]) for soort in Regiesoort]
DOELSTAND_KEUZES = [(stand.value, DOELSTAND_NAAM[stand]) for stand in Doelstand]


class GezinsplanQuerySet(models.QuerySet["Gezinsplan"]):
    """Tenant filter."""

    def for_user(self, user: User) -> GezinsplanQuerySet:
        """Staff of the own gemeente and nobody else: an aanbieder sees its own help, a resident only what is
        about that one person, since a plan also tells about the other members."""
        if user.client_nummer or user.agb or not user.gemeentecode:
            return self.none()
        return self.filter(gemeente_id=user.gemeentecode)


class Gezinsplan(models.Model):
    """The plan of a household in one gemeente. What is arranged is not copied into it: it is read from the
    allocations of the members, on the days that they belong to it."""

    nummer = models.CharField(max_length=20, unique=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="plannen")
    begindatum = models.DateField()
    einddatum = models.DateField(null=True)
    afspraak = models.TextField(blank=True, help_text="Wat het gezin en de gemeente samen afspraken")
    gemaakt_by = models.CharField(max_length=60)
    gemaakt_at = models.DateTimeField()

    objects = GezinsplanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "huishouden"],
                condition=models.Q(einddatum__isnull=True),
                name="gezinsplan_een_open",
            ),
        )

    def __str__(self) -> str:
        return self.nummer


class Gezinslid(models.Model):
    """A member from day to day. Who lives at two homes belongs to two plans, and to one of them as the main
    home."""

    plan = models.ForeignKey(Gezinsplan, on_delete=models.PROTECT, related_name="leden")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="gezinsleden")
    rol = models.CharField(max_length=10, choices=ROL_KEUZES)
    hoofdverblijf = models.BooleanField(default=True)
    vanaf = models.DateField()
    tot = models.DateField(null=True)
    vastgelegd_by = models.CharField(max_length=60)
    vastgelegd_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "client"], condition=models.Q(tot__isnull=True), name="gezinslid_een_open"
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(tot__isnull=True, hoofdverblijf=True),
                name="gezinslid_een_hoofdverblijf",
            ),
            models.CheckConstraint(
                condition=models.Q(tot__isnull=True) | models.Q(tot__gte=models.F("vanaf")),
                name="gezinslid_periode",
            ),
        )

    def __str__(self) -> str:
        return f"gezinslid {self.pk}"


class Gezinsdoel(models.Model):
    """What should be different for the household as a whole."""

    plan = models.ForeignKey(Gezinsplan, on_delete=models.PROTECT, related_name="doelen")
    leefdomein = models.CharField(max_length=15, choices=LEEFDOMEIN_KEUZES)
    tekst = models.TextField()
    stand = models.CharField(max_length=10, choices=DOELSTAND_KEUZES, default=Doelstand.LOPEND.value)
    gesteld_datum = models.DateField()
    afgesloten_datum = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stand="lopend", afgesloten_datum__isnull=True)
                | (~models.Q(stand="lopend") & models.Q(afgesloten_datum__isnull=False)),
                name="gezinsdoel_stand",
            ),
        )

    def __str__(self) -> str:
        return f"gezinsdoel {self.pk}"


class Planregie(models.Model):
    """Who keeps regie from day to day: the local team on the whole, the leading aanbieder on the specialist
    help. `contactpersoon`: who that is, by name; `aanbieder` only for specialist help."""

    plan = models.ForeignKey(Gezinsplan, on_delete=models.PROTECT, related_name="regies")
    soort = models.CharField(max_length=12, choices=REGIE_KEUZES)
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, null=True, related_name="+")
    contactpersoon = models.CharField(max_length=80)
    vanaf = models.DateField()
    tot = models.DateField(null=True)
    vastgelegd_by = models.CharField(max_length=60)
    vastgelegd_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "soort"], condition=models.Q(tot__isnull=True), name="planregie_een_open"
            ),
            models.CheckConstraint(
                condition=models.Q(soort="totaal", aanbieder__isnull=True)
                | models.Q(soort="tweede_lijn", aanbieder__isnull=False),
                name="planregie_aanbieder",
            ),
        )

    def __str__(self) -> str:
        return f"regie {self.pk}"
