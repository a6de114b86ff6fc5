"""Users. A user acts in one role for one organisation: a gemeente, the region, or an aanbieder."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Rol(models.TextChoices):
    """What somebody does in the product; permissions are tables of role x act per context."""

    REGISSEUR = "regisseur", "Regisseur"
    BACKOFFICE = "backoffice", "Backoffice"
    CONTRACTMANAGER = "contractmanager", "Contractmanager"
    CONTROLLER = "controller", "Controller"
    ANALIST = "analist", "Analist"
    BESTUURDER = "bestuurder", "Bestuurder"
    AANBIEDER = "aanbieder", "Aanbieder"
    INWONER = "inwoner", "Inwoner"
    BEHEERDER = "beheerder", "Beheerder"


class User(AbstractUser):
    """`gemeentecode` empty and `regio` true: works for the whole region (never sees persons).
    Codes are plain values: this room knows no gemeenten or aanbieders. `persoon`: the number of the person
    behind the login, the same on every login of that person; empty: there is only this one."""

    rol = models.CharField(max_length=20, choices=Rol.choices, default=Rol.BEHEERDER)
    weergavenaam = models.CharField(max_length=120, blank=True)
    organisatie = models.CharField(max_length=120, blank=True)
    gemeentecode = models.CharField(max_length=4, blank=True)
    agb = models.CharField(max_length=8, blank=True)
    client_nummer = models.CharField(max_length=20, blank=True)
    regio = models.BooleanField(default=False)
    persoon = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="user_een_organisatie",
                condition=models.Q(gemeentecode="") | models.Q(regio=False, agb=""),
            ),
        )

    def __str__(self) -> str:
        return self.username

    @property
    def persoon_sleutel(self) -> str:
        """Who this is, whatever the login: four eyes belong to two persons, not to two logins."""
        return self.persoon or self.username
