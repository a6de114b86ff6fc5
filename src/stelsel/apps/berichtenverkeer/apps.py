"""Messages in and out: inbox, outbox, worker."""

from django.apps import AppConfig


class BerichtenverkeerConfig(AppConfig):
    name = "stelsel.apps.berichtenverkeer"
    label = "berichtenverkeer"

    def ready(self) -> None:
        """Show messages where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
