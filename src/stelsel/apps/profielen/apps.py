from django.apps import AppConfig


class ProfielenConfig(AppConfig):
    name = "stelsel.apps.profielen"
    label = "profielen"

    def ready(self) -> None:
        """Show profiles where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
