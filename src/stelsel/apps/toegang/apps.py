from django.apps import AppConfig


class ToegangConfig(AppConfig):
    name = "stelsel.apps.toegang"
    label = "toegang"

    def ready(self) -> None:
        """Show questions and clients where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
