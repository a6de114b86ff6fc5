"""From question to decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from stelsel.apps.basis.models import Aanbieder
from stelsel.apps.profielen.models import WET_KEUZES, Product
from stelsel.domein.toegang.begrippen import (
    DOELRICHTING_NAAM,
    DOELTERMIJN_NAAM,
    HOOFDDOEL_NAAM,
    LEEFDOMEIN_NAAM,
    LIJN_NAAM,
    MELDING_NAAM,
    Doelrichting,
    Doeltermijn,
    Hoofddoel,
    Leefdomein,
    Lijn,
    Melding,
    Vraagstatus,
)

from .personen import Client

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User

LEEFDOMEIN_KEUZES = [(d.value, LEEFDOMEIN_NAAM[d]) for d in Leefdomein]
HOOFDDOEL_KEUZES = [(h.value, HOOFDDOEL_NAAM[h]) for h in Hoofddoel]
RICHTING_KEUZES = [(r.value, DOELRICHTING_NAAM[r]) for r in Doelrichting]
TERMIJN_KEUZES = [(t.value, DOELTERMIJN_NAAM[t]) for t in Doeltermijn]
LIJN_KEUZES = [(lijn.value, LIJN_NAAM[lijn]) for lijn in Lijn]
MELDING_KEUZES = [(m.value, MELDING_NAAM[m]) for m in Melding]


class VraagQuerySet(models.QuerySet["Vraag"]):
    """Tenant filter."""

    def for_user(self, user: User) -> VraagQuerySet:
        """Questions of the clients that this user may see; aanbieders see decisions, not questions."""
        if user.agb:
            return self.none()
        return self.filter(client__in=Client.objects.for_user(user))


class Vraag(models.Model):
    """A resident's question with its context; saved at every step. Product, volume, period and aanbieder are
    a proposal until the besluit."""

    nummer = models.CharField(max_length=20, unique=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="vragen")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    gesteld_datum = models.DateField()
    melding = models.CharField(max_length=12, choices=MELDING_KEUZES, default=Melding.EIGEN.value)
    vraag = models.TextField(blank=True)
    context = models.TextField(blank=True)
    eigen_kracht = models.TextField(blank=True)
    status = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in Vraagstatus], default=Vraagstatus.ONDERZOEK.value
    )
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, null=True, related_name="+")
    volume = models.PositiveIntegerField(null=True)
    ingangsdatum = models.DateField(null=True)
    einddatum = models.DateField(null=True)
    zwaarder_reden = models.TextField(
        blank=True, help_text="Waarom de lichtste hulp van het profiel niet genoeg is"
    )
    complexiteit_voorstel = models.CharField(
        max_length=20, blank=True, help_text="Wat er werd voorgesteld toen het profiel werd gekozen"
    )
    complexiteit_redenen = models.JSONField(default=list)
    naast = models.ForeignKey("toegang.Toewijzing", on_delete=models.PROTECT, null=True, related_name="+")
    stapelreden = models.TextField(
        blank=True, help_text="Waarom van de regels voor aanvullende hulp wordt afgeweken"
    )
    keuze_client = models.TextField(
        blank=True, help_text="Waarom de cliënt deze aanbieder koos, in eigen woorden"
    )
    regisseur = models.CharField(max_length=60)

    objects = VraagQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer


class Leefdomeinbeeld(models.Model):
    """How a life domain stands: 1 (acute) to 5 (completely self-reliant), with words."""

    vraag = models.ForeignKey(Vraag, on_delete=models.CASCADE, related_name="leefdomeinen")
    leefdomein = models.CharField(max_length=15, choices=LEEFDOMEIN_KEUZES)
    score = models.PositiveSmallIntegerField()
    lijn = models.CharField(max_length=2, choices=LIJN_KEUZES, default=Lijn.GEEN.value)
    toelichting = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["vraag", "leefdomein"], name="leefdomeinbeeld_uniek"),
            models.CheckConstraint(condition=models.Q(score__range=(1, 5)), name="leefdomeinbeeld_score"),
        )

    def __str__(self) -> str:
        return self.leefdomein


class Doel(models.Model):
    """What should be different at the end, or still the same, in the client's own words; weight 1-3. The same
    row is measured at T1, T2 and T3, so it is never replaced after the besluit. `afwijking_reden`: why its
    direction may be another than that of the help."""

    vraag = models.ForeignKey(Vraag, on_delete=models.CASCADE, related_name="doelen")
    leefdomein = models.CharField(max_length=15, choices=LEEFDOMEIN_KEUZES)
    hoofddoel = models.CharField(
        max_length=20, choices=HOOFDDOEL_KEUZES, default=Hoofddoel.ZELFREDZAAMHEID.value
    )
    tekst = models.TextField()
    gewicht = models.PositiveSmallIntegerField(default=1)
    richting = models.CharField(max_length=12, choices=RICHTING_KEUZES, default=Doelrichting.VERBETEREN.value)
    termijn = models.CharField(max_length=4, choices=TERMIJN_KEUZES, default=Doeltermijn.KORT.value)
    afwijking_reden = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"doel {self.pk}"


class BesluitQuerySet(models.QuerySet["Besluit"]):
    """Tenant filter."""

    def for_user(self, user: User) -> BesluitQuerySet:
        """Decisions about the clients that this user may see; the letter is not for the aanbieder."""
        if user.agb:
            return self.none()
        return self.filter(vraag__client__in=Client.objects.for_user(user))


class Besluit(models.Model):
    """The beschikking: the decision towards the resident, with the letter as it was sent.

    `profiel` and `resultaten`: the version of the profile and the results that belong to it, as they were on
    that day; what is personal is in the goals."""

    nummer = models.CharField(max_length=20, unique=True)
    vraag = models.OneToOneField(Vraag, on_delete=models.PROTECT, related_name="besluit")
    besluitdatum = models.DateField()
    toegekend = models.BooleanField()
    motivering = models.TextField()
    profiel = models.CharField(max_length=30, blank=True)
    resultaten = models.JSONField(default=list)
    ingangsdatum = models.DateField(null=True)
    einddatum = models.DateField(null=True)
    besloten_by = models.CharField(max_length=60)
    besloten_at = models.DateTimeField()
    brief = models.BinaryField()
    brief_sha256 = models.CharField(max_length=64)

    objects = BesluitQuerySet.as_manager()

    def __str__(self) -> str:
        return self.nummer
