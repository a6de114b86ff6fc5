"""The chain over everything that is recorded: a link per row, a root per day, and the checks made of it."""

from __future__ import annotations

from django.db import models


class Ongezegeld(models.Model):
    """A recorded row that waits for its link. Written by a trigger, in the transaction of the row itself."""

    bron = models.CharField(max_length=20)
    sleutel = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.bron} {self.sleutel}"


class Schakel(models.Model):
    """One link: `hash` covers the link before it and the recorded fields of one row (stelsel.kern.keten)."""

    volgnummer = models.BigIntegerField(primary_key=True)
    bron = models.CharField(max_length=20)
    sleutel = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["bron", "sleutel"], name="schakel_rij_een_keer"),)

    def __str__(self) -> str:
        return f"schakel {self.volgnummer}"


class Dagwortel(models.Model):
    """The last link of a day, also written to a file that can be kept elsewhere."""

    datum = models.DateField(unique=True)
    volgnummer = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    gemaakt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wortel {self.datum}"


class Ketencontrole(models.Model):
    """One check of the whole chain and what it found; `fouten` 0 means that nothing was changed."""

    gecontroleerd_at = models.DateTimeField()
    schakels = models.BigIntegerField()
    ongezegeld = models.BigIntegerField()
    wortels = models.IntegerField()
    fouten = models.BigIntegerField()
    eerste_fout = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"controle {self.gecontroleerd_at:%Y-%m-%d %H:%M}"
