from django.apps import AppConfig


class DeclaratiesConfig(AppConfig):
    name = "stelsel.apps.declaraties"
    label = "declaraties"

    def ready(self) -> None:
        """Show claims where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
