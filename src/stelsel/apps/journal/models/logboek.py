"""Events and looks. Actor and object are plain identifiers: the log outlives users and objects."""

from __future__ import annotations

from django.db import models


class Gebeurtenis(models.Model):
    """Something that happened, written in the transaction in which it happened."""

    soort = models.CharField(max_length=60)
    object_soort = models.CharField(max_length=40)
    object_sleutel = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    gebeurd_at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["object_soort", "object_sleutel"]),
            models.Index(fields=["soort", "id"]),
        )

    def __str__(self) -> str:
        return f"{self.soort} {self.object_soort} {self.object_sleutel}"


class Inzage(models.Model):
    """One look at one person's dossier: who, when, which page, to what end."""

    client_nummer = models.CharField(max_length=20, db_index=True)
    actor = models.CharField(max_length=60)
    actor_naam = models.CharField(max_length=120)
    actor_rol = models.CharField(max_length=30)
    handeling = models.CharField(max_length=40)
    pagina = models.CharField(max_length=200)
    gezien_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.handeling} {self.client_nummer}"
