"""Versions of the catalogue, the support profiles that they bring, and the products that carry them."""

from __future__ import annotations

from django.db import models

from stelsel.domein.profielen.assen import INTENSITEITEN
from stelsel.domein.profielen.catalogus import Catalogus, parse_catalogus
from stelsel.domein.toegang.begrippen import WET_NAAM, Wet

INTENSITEIT_KEUZES = [(i.naam, i.naam) for i in INTENSITEITEN]
WET_KEUZES = [(w.value, WET_NAAM[w]) for w in Wet]


class Catalogusversie(models.Model):
    """A version of the catalogue of a law; its profiles hold from `vanaf` once a second person approved it.

    `inhoud` is a domain Catalogus as data; after the approval it never changes. `makers`: who wrote in it,
    none of whom approves it. `referentie`: the published catalogue that it began with. A concept that is
    withdrawn stays readable for who makes versions, with who did so and why."""

    class Status(models.TextChoices):
        """From concept to vastgesteld or ingetrokken; nothing goes back."""

        CONCEPT = "concept", "Concept"
        VASTGESTELD = "vastgesteld", "Vastgesteld"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    nummer = models.CharField(max_length=20, unique=True)
    naam = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=500, blank=True)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    vanaf = models.DateField()
    inhoud = models.JSONField()
    referentie = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CONCEPT)
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    makers = models.JSONField(default=list)
    gemaakt_door = models.CharField(max_length=150)
    gemaakt_persoon = models.CharField(max_length=150)
    gemaakt_at = models.DateTimeField()
    vastgesteld_door = models.CharField(max_length=150, blank=True)
    vastgesteld_persoon = models.CharField(max_length=150, blank=True)
    vastgesteld_at = models.DateTimeField(null=True)
    ingetrokken_door = models.CharField(max_length=150, blank=True)
    ingetrokken_at = models.DateTimeField(null=True)
    ingetrokken_reden = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="catalogusversie_vier_ogen",
                condition=models.Q(status__in=["concept", "ingetrokken"], vastgesteld_at=None)
                | (
                    models.Q(status="vastgesteld", vastgesteld_at__isnull=False)
                    & ~models.Q(vastgesteld_persoon=models.F("gemaakt_persoon"))
                ),
            ),
            models.CheckConstraint(
                name="catalogusversie_ingetrokken",
                condition=models.Q(status="ingetrokken", ingetrokken_at__isnull=False)
                | (~models.Q(status="ingetrokken") & models.Q(ingetrokken_at=None)),
            ),
        )

    def __str__(self) -> str:
        return self.nummer

    def get_catalogus(self) -> Catalogus:
        """The content as a value."""
        return parse_catalogus(self.inhoud)


class Profiel(models.Model):
    """What a client needs, never defined by product or diagnosis; versioned and dated.

    `resultaten` and `kwaliteitseisen` are sentences, `functiemix` the share of each functie in the hours,
    `activiteiten` what is done by whom; `startprofielen`: those of its cells, empty when it has none;
    `referentie` is the catalogue that it was taken from, `catalogus` the version that brought it."""

    code = models.CharField(max_length=12)
    versie = models.PositiveSmallIntegerField(default=1)
    naam = models.CharField(max_length=120)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    perspectief = models.CharField(max_length=60, blank=True)
    complexiteit = models.CharField(max_length=20, blank=True)
    doel = models.TextField(blank=True)
    uitleg = models.TextField(blank=True, help_text="In gewone taal, voor de cliënt")
    resultaten = models.JSONField(default=list)
    kwaliteitseisen = models.JSONField(default=list)
    functiemix = models.JSONField(default=dict)
    activiteiten = models.JSONField(default=list)
    startprofielen = models.JSONField(default=list)
    catalogus = models.ForeignKey(
        Catalogusversie, on_delete=models.PROTECT, null=True, related_name="profielen"
    )
    referentie = models.CharField(max_length=40, blank=True)
    vandatum = models.DateField()
    totdatum = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "versie"], name="profiel_code_versie"),)

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"


class Profielcel(models.Model):
    """An allowed combination of a profile with an intensity, and its band: months, and minutes in all (of a
    year when it is long-term)."""

    profiel = models.ForeignKey(Profiel, on_delete=models.PROTECT, related_name="cellen")
    intensiteit = models.CharField(max_length=30, choices=INTENSITEIT_KEUZES)
    volgorde = models.PositiveSmallIntegerField()
    maanden_van = models.PositiveSmallIntegerField()
    maanden_tot = models.PositiveSmallIntegerField()
    minuten = models.PositiveIntegerField()
    minuten_van = models.PositiveIntegerField()
    minuten_tot = models.PositiveIntegerField()

    class Meta:
        ordering = ("volgorde",)
        constraints = (
            models.UniqueConstraint(fields=["profiel", "intensiteit"], name="profielcel_profiel_intensiteit"),
            models.CheckConstraint(
                condition=models.Q(maanden_van__lte=models.F("maanden_tot"))
                & models.Q(minuten_van__lte=models.F("minuten"))
                & models.Q(minuten__lte=models.F("minuten_tot")),
                name="profielcel_band",
            ),
        )

    def __str__(self) -> str:
        return f"{self.profiel.code} {self.intensiteit}"


class Product(models.Model):
    """A product code of the messages; `profiel` and `intensiteit` say which cell of the catalogue it is."""

    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    categorie = models.CharField(max_length=2)
    code = models.CharField(max_length=5)
    naam = models.CharField(max_length=120)
    eenheid = models.CharField(max_length=2)
    frequentie = models.CharField(max_length=1, default="6")
    profiel = models.ForeignKey(Profiel, on_delete=models.PROTECT, null=True, related_name="producten")
    intensiteit = models.CharField(max_length=30, blank=True)
    standaard_volume = models.PositiveIntegerField(default=1)
    standaard_maanden = models.PositiveSmallIntegerField(default=12)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["wet", "code"], name="product_wet_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"
