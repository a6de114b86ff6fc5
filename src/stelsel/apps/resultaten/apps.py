from django.apps import AppConfig


class ResultatenConfig(AppConfig):
    name = "stelsel.apps.resultaten"
    label = "resultaten"

    def ready(self) -> None:
        """Show goals and outcomes where other contexts meet."""
        from . import panels  # models must be ready first

        panels.register()
