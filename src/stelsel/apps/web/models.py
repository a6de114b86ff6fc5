"""One-time keys of forms: a double click, a reload or a second tab has no second effect."""

from __future__ import annotations

from django.db import models


class EenmaligeSleutel(models.Model):
    """`inhoud_sha256` of what was posted with the key, and where its first use led."""

    sleutel = models.CharField(max_length=64, unique=True)
    gebruiker = models.CharField(max_length=60)
    inhoud_sha256 = models.CharField(max_length=64)
    resultaat = models.CharField(max_length=300, blank=True)
    gebruikt_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sleutel
