"""The journal: what happened, who looked, and a chain that shows that it still says so."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class JournalConfig(AppConfig):
    name = "stelsel.apps.journal"
    label = "journal"

    def ready(self) -> None:
        """Chain our own two tables, and keep the bolts on through every migration."""
        from .actions.grendels import create_grendels, withdraw_grendels
        from .models import Bron, Gebeurtenis, Inzage, register_bron

        gebeurtenis = ("soort", "object_soort", "object_sleutel", "actor", "gebeurd_at", "data")
        inzage = ("client_nummer", "actor", "actor_naam", "actor_rol", "handeling", "pagina", "gezien_at")
        register_bron(Bron("gebeurtenis", Gebeurtenis, gebeurtenis, "gebeurd_at", alleen_bijschrijven=True))
        register_bron(Bron("inzage", Inzage, inzage, "gezien_at", alleen_bijschrijven=True))

        def open_voor_wijziging(plan: Any, **_: Any) -> None:
            if plan:
                withdraw_grendels()

        pre_migrate.connect(open_voor_wijziging, sender=self, weak=False, dispatch_uid="keten_open")
        post_migrate.connect(create_grendels, sender=self, weak=False, dispatch_uid="keten_dicht")
