from django.apps import AppConfig


class BekostigingConfig(AppConfig):
    name = "stelsel.apps.bekostiging"
    label = "bekostiging"

    def ready(self) -> None:
        """Show cost surveys where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
