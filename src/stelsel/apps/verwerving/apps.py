from django.apps import AppConfig


class VerwervingConfig(AppConfig):
    name = "stelsel.apps.verwerving"
    label = "verwerving"

    def ready(self) -> None:
        """Show contracts where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
