from django.apps import AppConfig


class DeclaratiesConfig(AppConfig):
    name = "stelsel.apps.declaraties"
    label = "declaraties"

    def ready(self) -> None:
        """Show claims where other contexts meet; chain the ledger, whose entries never change."""
        from stelsel.apps.journal.models import Bron, register_bron  # models must be ready first
        from stelsel.domein.declaraties.grootboek import VELDEN

        from . import panels
        from .models import Boeking

        panels.register()
        velden = ("declaratie", "periode", "soort", "betaalregel", "herroept", "geboekt_at", "geboekt_by")
        register_bron(Bron("boeking", Boeking, velden + VELDEN, "geboekt_at", alleen_bijschrijven=True))
