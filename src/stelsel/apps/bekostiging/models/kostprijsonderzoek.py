"""The cost survey: what aanbieders are asked, what each gave, what came out, and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.accounts.models import Rol
from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.profielen.models import WET_KEUZES

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

#: They hold a survey for the region and see what each aanbieder gave.
ONDERZOEKERS = (Rol.ANALIST, Rol.CONTRACTMANAGER)


def is_onderzoeker(user: User) -> bool:
    """Does this user hold cost surveys, and so see what single aanbieders gave?"""
    return user.regio and user.rol in ONDERZOEKERS


class KostprijsonderzoekQuerySet(models.QuerySet["Kostprijsonderzoek"]):
    """Tenant filter."""

    def for_user(self, user: User) -> KostprijsonderzoekQuerySet:
        """All for the region; its gemeenten those that were opened, an aanbieder those that asked it."""
        if user.regio:
            return self
        lopend = self.exclude(status=Kostprijsonderzoek.Status.CONCEPT)
        if user.agb:
            return lopend.filter(deelnemers__aanbieder_id=user.agb)
        return lopend if user.gemeentecode else self.none()


class Kostprijsonderzoek(models.Model):
    """One survey of the region. `functies`: naam and uitleg of each kind of professional that is asked about;
    `prijsjaar`: of which year the costs are; both days of the window included."""

    class Status(models.TextChoices):
        """From concept to vastgesteld; closed goes back to open, nothing else goes back."""

        CONCEPT = "concept", "Concept"
        OPEN = "open", "Open voor opgaven"
        GESLOTEN = "gesloten", "Gesloten"
        HOOR = "hoor", "Hoor en wederhoor"
        VASTGESTELD = "vastgesteld", "Vastgesteld"

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=500, blank=True)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    prijsjaar = models.PositiveSmallIntegerField()
    functies = models.JSONField(default=list)
    vandatum = models.DateField()
    totdatum = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = KostprijsonderzoekQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="kostprijsonderzoek_venster",
                condition=models.Q(vandatum__lte=models.F("totdatum")),
            ),
        )

    def __str__(self) -> str:
        return self.nummer


class Onderzoeksdeelnemer(models.Model):
    """An aanbieder that was asked. `omzet`: cents that the region paid it in the year of the survey, None
    when that is not known."""

    onderzoek = models.ForeignKey(Kostprijsonderzoek, on_delete=models.CASCADE, related_name="deelnemers")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    omzet = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["onderzoek", "aanbieder"], name="onderzoeksdeelnemer_uniek"),
        )

    def __str__(self) -> str:
        return f"{self.onderzoek_id} {self.aanbieder_id}"


class KostprijsopgaveQuerySet(models.QuerySet["Kostprijsopgave"]):
    """Tenant filter."""

    def for_user(self, user: User) -> KostprijsopgaveQuerySet:
        """All for who holds the survey, its own for an aanbieder, nothing for anybody else."""
        if is_onderzoeker(user):
            return self
        return self.filter(aanbieder_id=user.agb) if user.agb else self.none()


class Kostprijsopgave(models.Model):
    """One version of what an aanbieder gave, never changed. `waarden`: per functie `uren` and the values by
    name, as decimal texts, with `bronnen` and `uitleg`; `namens`: the region handed it in, with a reason."""

    class Status(models.TextChoices):
        """A concept is not counted."""

        CONCEPT = "concept", "Concept"
        INGEDIEND = "ingediend", "Ingediend"

    onderzoek = models.ForeignKey(Kostprijsonderzoek, on_delete=models.CASCADE, related_name="opgaven")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    waarden = models.JSONField()
    bestand = models.CharField(max_length=200, blank=True)
    namens = models.BooleanField(default=False)
    reden = models.CharField(max_length=500, blank=True)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    ingediend_door = models.CharField(max_length=150, blank=True)
    ingediend_at = models.DateTimeField(null=True)

    objects = KostprijsopgaveQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["onderzoek", "aanbieder", "versie"], name="kostprijsopgave_versie"
            ),
            models.CheckConstraint(
                name="kostprijsopgave_ingediend",
                condition=models.Q(status="concept", ingediend_at=None)
                | models.Q(status="ingediend", ingediend_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.onderzoek_id} {self.aanbieder_id} versie {self.versie}"


class Onderzoeksuitkomst(models.Model):
    """One version of the outcome, never changed. `bijdragen`: the values that were counted per functie, name
    and AGB code; only the makers see them. `cijfers`: what is published: per functie and name the number of
    aanbieders and the percentiles, or why there are none. Who made it cannot approve it."""

    onderzoek = models.ForeignKey(Kostprijsonderzoek, on_delete=models.CASCADE, related_name="uitkomsten")
    versie = models.PositiveSmallIntegerField()
    methode = models.CharField(max_length=20)
    bijdragen = models.JSONField()
    cijfers = models.JSONField()
    respons = models.JSONField()
    opgaven = models.JSONField()
    hoor_tot = models.DateField()
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_persoon = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    besluit = models.CharField(max_length=500, blank=True)
    vastgesteld_door = models.CharField(max_length=150, blank=True)
    vastgesteld_persoon = models.CharField(max_length=150, blank=True)
    vastgesteld_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["onderzoek", "versie"], name="onderzoeksuitkomst_versie"),
            models.CheckConstraint(
                name="onderzoeksuitkomst_vier_ogen",
                condition=models.Q(vastgesteld_at=None)
                | ~models.Q(vastgesteld_persoon=models.F("gemaakt_persoon")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.onderzoek.nummer}, uitkomst {self.versie}"


class ZienswijzeQuerySet(models.QuerySet["Zienswijze"]):
    """Tenant filter."""

    def for_user(self, user: User) -> ZienswijzeQuerySet:
        """All for who holds the survey; what is public for the others, and its own for an aanbieder."""
        if is_onderzoeker(user):
            return self
        eigen = models.Q(aanbieder_id=user.agb) if user.agb else models.Q(pk=None)
        return self.filter(models.Q(openbaar=True) | eigen)


class Zienswijze(models.Model):
    """What an aanbieder says of the concept outcome, and the answer of the region. `openbaar`: all who were
    asked may read it, with the name; otherwise only the region and the aanbieder itself."""

    uitkomst = models.ForeignKey(Onderzoeksuitkomst, on_delete=models.CASCADE, related_name="zienswijzen")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(max_length=4000)
    openbaar = models.BooleanField(default=False)
    gegeven_door = models.CharField(max_length=150)
    gegeven_at = models.DateTimeField()
    antwoord = models.TextField(max_length=4000, blank=True)
    antwoord_door = models.CharField(max_length=150, blank=True)
    antwoord_at = models.DateTimeField(null=True)

    objects = ZienswijzeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="zienswijze_antwoord",
                condition=models.Q(antwoord="", antwoord_at=None)
                | (~models.Q(antwoord="") & models.Q(antwoord_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.uitkomst_id} {self.aanbieder_id}"
