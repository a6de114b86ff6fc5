"""Support profiles (perspectief x complexiteit x intensiteit) and the products that carry them."""

from __future__ import annotations

from django.db import models

from stelsel.domein.toegang.begrippen import WET_NAAM, Wet

WET_KEUZES = [(w.value, WET_NAAM[w]) for w in Wet]


class Profiel(models.Model):
    """What a client needs, never defined by product or diagnosis; versioned and dated."""

    code = models.CharField(max_length=12)
    versie = models.PositiveSmallIntegerField(default=1)
    naam = models.CharField(max_length=120)
    wet = models.CharField(max_length=3, choices=WET_KEUZES)
    perspectief = models.CharField(max_length=60, blank=True)
    complexiteit = models.CharField(max_length=20, blank=True)
    doel = models.TextField(blank=True)
    uitleg = models.TextField(blank=True, help_text="In gewone taal, voor de cliënt")
    vandatum = models.DateField()
    totdatum = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "versie"], name="profiel_code_versie"),)

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"


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
