"""Claims and their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from stelsel.apps.basis.models import Aanbieder, Gemeente
from stelsel.apps.profielen.models import WET_KEUZES
from stelsel.domein.declaraties.begrippen import UITKOMST_NAAM, Uitkomst

if TYPE_CHECKING:
    from stelsel.apps.accounts.models import User


class DeclaratieQuerySet(models.QuerySet["Declaratie"]):
    """Tenant filter."""

    def for_user(self, user: User) -> DeclaratieQuerySet:
        """Claims to the user's gemeente or from the user's aanbieder."""
        if user.agb:
            return self.filter(aanbieder_id=user.agb)
        return self.filter(gemeente_id=user.gemeentecode) if user.gemeentecode else self.none()


class Declarant(models.Model):
    """One row per gemeente, aanbieder and law: locked while a claim of that pair is judged, so that two
    messages can never both use the same volume."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gemeente", "aanbieder", "wet"], name="declarant_uniek"),
        )

    def __str__(self) -> str:
        return f"{self.gemeente_id} {self.aanbieder_id} {self.wet}"


class Declaratie(models.Model):
    """One accepted 323 (a 323 rejected as a whole counts as not sent and leaves no row here).
    Amounts in cents, credits negative. `bericht_sleutel` and `bericht_sha256` point at the bytes."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    declaratie_nummer = models.CharField(max_length=12)
    periode_begindatum = models.DateField()
    periode_einddatum = models.DateField()
    dagtekening = models.DateField()
    ontvangen_at = models.DateTimeField()
    bericht_sleutel = models.CharField(max_length=60)
    bericht_sha256 = models.CharField(max_length=64)
    totaal_ingediend = models.BigIntegerField()
    totaal_toegekend = models.BigIntegerField()
    aantal_regels = models.PositiveIntegerField()
    aantal_afgekeurd = models.PositiveIntegerField()
    uitkomst = models.CharField(max_length=20, choices=[(u.value, UITKOMST_NAAM[u]) for u in Uitkomst])

    objects = DeclaratieQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["gemeente", "aanbieder", "wet", "declaratie_nummer"], name="declaratie_nummer_uniek"
            ),
        )

    def __str__(self) -> str:
        return self.declaratie_nummer


class Declaratieregel(models.Model):
    """One Prestatie. Amounts in cents; `bedrag` negative for a credit, which is a line that names a
    `vorig_referentie_nummer`. Lines are written in bulk, in the transaction that made or locked what they
    belong to, so the database does not look that up again for each line; `client_id` and `toewijzing_id` are
    plain keys (empty: unknown here). `retourcodes`: with commas, empty for an approved line. `rij`: position
    in the message, from 0."""

    declaratie = models.ForeignKey(
        Declaratie, on_delete=models.CASCADE, related_name="regels", db_constraint=False
    )
    declarant = models.ForeignKey(
        Declarant, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    rij = models.PositiveIntegerField()
    client_id = models.BigIntegerField(null=True)
    toewijzing_id = models.BigIntegerField(null=True)
    toewijzing_nummer = models.PositiveIntegerField()
    referentie_nummer = models.CharField(max_length=20)
    vorig_referentie_nummer = models.CharField(max_length=20, blank=True)
    categorie = models.CharField(max_length=2)
    code = models.CharField(max_length=5)
    begindatum = models.DateField()
    einddatum = models.DateField()
    volume = models.PositiveIntegerField()
    eenheid = models.CharField(max_length=2)
    tarief = models.PositiveIntegerField(null=True)
    bedrag = models.BigIntegerField()
    goedgekeurd = models.BooleanField()
    retourcodes = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (
            # Beside regel_referentie_uniek, which holds the approved ones.
            models.Index(
                fields=["declarant", "referentie_nummer"],
                name="regel_referentie_fout",
                condition=Q(goedgekeurd=False),
            ),
            models.Index(
                fields=["toewijzing_id", "begindatum"], name="regel_toewijzing", condition=Q(goedgekeurd=True)
            ),
        )
        constraints = (
            # One debit is paid once and credited once, whatever the rules above it do.
            models.UniqueConstraint(
                fields=["declarant", "vorig_referentie_nummer"],
                condition=Q(goedgekeurd=True) & ~Q(vorig_referentie_nummer=""),
                name="regel_een_credit",
            ),
            models.UniqueConstraint(
                fields=["declarant", "referentie_nummer"],
                condition=Q(goedgekeurd=True),
                name="regel_referentie_uniek",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd=True, retourcodes="", toewijzing_id__isnull=False)
                | Q(goedgekeurd=False) & ~Q(retourcodes=""),
                name="regel_afgekeurd_met_reden",
            ),
        )

    def __str__(self) -> str:
        return self.referentie_nummer
