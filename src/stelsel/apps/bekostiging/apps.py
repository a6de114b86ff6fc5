from django.apps import AppConfig


class BekostigingConfig(AppConfig):
    name = "stelsel.apps.bekostiging"
    label = "bekostiging"

    def ready(self) -> None:
        """Show what waits for a decision where contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
