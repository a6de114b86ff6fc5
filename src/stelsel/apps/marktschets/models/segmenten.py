"""Versions of the list of segments, and figures of help that is not paid per client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Gemeente
from stelsel.domein.marktschets.segmenten import Segmentenlijst, parse_segmentenlijst

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class SegmentenversieQuerySet(models.QuerySet["Segmentenversie"]):
    """Tenant filter."""

    def for_user(self, user: User) -> SegmentenversieQuerySet:
        """The list is that of the region; who works for one gemeente has no part in it."""
        return self if user.regio else self.none()


class Segmentenversie(models.Model):
    """One version of the list; what was proposed is never changed: a change is a next version.

    `inhoud` is what `parse_segmentenlijst` reads. It holds from `vanaf` once a second person approved it."""

    class Status(models.TextChoices):
        """Proposed, then one of the two others; nothing goes back."""

        VOORGESTELD = "voorgesteld", "Wacht op een tweede persoon"
        VASTGESTELD = "vastgesteld", "Vastgesteld"
        AFGEWEZEN = "afgewezen", "Afgewezen"

    nummer = models.CharField(max_length=20, unique=True)
    waarom = models.CharField(max_length=500)
    inhoud = models.JSONField()
    vanaf = models.DateField()
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.VOORGESTELD)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_persoon = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    besloten_door = models.CharField(max_length=150, blank=True)
    besloten_persoon = models.CharField(max_length=150, blank=True)
    besloten_at = models.DateTimeField(null=True)
    reden = models.CharField(max_length=500, blank=True)

    objects = SegmentenversieQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="segmentenversie_vier_ogen",
                condition=models.Q(status="voorgesteld", besloten_at=None)
                | (
                    models.Q(status="vastgesteld", besloten_at__isnull=False)
                    & ~models.Q(besloten_persoon=models.F("gemaakt_persoon"))
                )
                | models.Q(status="afgewezen", besloten_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.nummer

    def get_lijst(self) -> Segmentenlijst:
        """The list itself."""
        return parse_segmentenlijst(self.inhoud)


class SegmentopgaveQuerySet(models.QuerySet["Segmentopgave"]):
    """Tenant filter."""

    def for_user(self, user: User) -> SegmentopgaveQuerySet:
        """Of the whole region, or of the own gemeente."""
        if user.regio:
            return self
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Segmentopgave(models.Model):
    """A segment that is not paid per client, in one gemeente and year: places in groups, or employers.

    `aantal`: places or employers; `bezet`: places filled on average over the year; `geplaatst`: people who
    came to work; `behouden`: of them those still there after half a year; `bedrag` in cents. Nobody claims
    it per client, so it is entered, with where it is from. A correction is a newer row."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    segment = models.CharField(max_length=20)
    aantal = models.PositiveIntegerField()
    groepen = models.PositiveIntegerField(null=True)
    bezet = models.PositiveIntegerField(null=True)
    geplaatst = models.PositiveIntegerField(null=True)
    behouden = models.PositiveIntegerField(null=True)
    bedrag = models.PositiveBigIntegerField()
    bron = models.CharField(max_length=200)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()

    objects = SegmentopgaveQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.jaar} {self.segment}"
