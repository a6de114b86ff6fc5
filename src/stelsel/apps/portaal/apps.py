"""Start page, Mijn werk, search, and the page of the journal."""

from django.apps import AppConfig


class PortaalConfig(AppConfig):
    name = "stelsel.apps.portaal"
    label = "portaal"

    def ready(self) -> None:
        """Ask for attention when the journal was changed."""
        from . import panels

        panels.register()
